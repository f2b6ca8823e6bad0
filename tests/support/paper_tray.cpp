/// A SANE backend, as makers of scanners write them, for what SANE's own `test` backend cannot do:
/// to scan both sides, and to stop in the middle of a pile. A device is called
/// "tray:FIRST-LAST:END": it gives the pages of these numbers, all different, then ends as END
/// says: "empty", "open" (the cover), "jammed" or "unplugged", the latter two with half a page
/// given. Even numbers are backs: one side alone gives the odd ones.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <string>

#include <sane/sane.h>

namespace {

constexpr SANE_Int width = 200, height = 280;  // of a page, px, 8 bits grey

struct Tray {
    int page = 0, last = 0;  // the page before the next one, and the last one that is whole
    bool both_sides = false;
    std::string end;
    SANE_Int given = 0;  // bytes of the page
};

SANE_Status status_of(const std::string& end) {
    if (end == "empty")
        return SANE_STATUS_NO_DOCS;
    if (end == "open")
        return SANE_STATUS_COVER_OPEN;
    return end == "jammed" ? SANE_STATUS_JAMMED : SANE_STATUS_IO_ERROR;
}

bool ends_within_a_page(const Tray& tray) {
    return tray.end == "jammed" || tray.end == "unplugged";
}

SANE_Char one_side[] = "ADF Front", duplex[] = "ADF Duplex";
constexpr std::size_t longest_source = sizeof duplex;
const SANE_String_Const sources[] = {one_side, duplex, nullptr};

int next_page(const Tray& tray) {
    const int next = tray.page + 1;
    return tray.both_sides || next % 2 != 0 ? next : next + 1;
}

SANE_Option_Descriptor count_option() {
    SANE_Option_Descriptor option{};
    option.name = option.title = option.desc = "";
    option.type = SANE_TYPE_INT;
    option.size = sizeof(SANE_Word);
    option.cap = SANE_CAP_SOFT_DETECT;
    return option;
}
SANE_Option_Descriptor source_option() {
    SANE_Option_Descriptor option{};
    option.name = option.title = option.desc = "source";
    option.type = SANE_TYPE_STRING;
    option.size = longest_source;
    option.cap = SANE_CAP_SOFT_DETECT | SANE_CAP_SOFT_SELECT;
    option.constraint_type = SANE_CONSTRAINT_STRING_LIST;
    option.constraint.string_list = sources;
    return option;
}
const SANE_Option_Descriptor options[] = {count_option(), source_option()};

}  // namespace

extern "C" {

SANE_Status sane_tray_init(SANE_Int* version, SANE_Auth_Callback) {
    *version = SANE_VERSION_CODE(SANE_CURRENT_MAJOR, 0, 0);
    return SANE_STATUS_GOOD;
}

void sane_tray_exit() {}

SANE_Status sane_tray_get_devices(const SANE_Device*** list, SANE_Bool) {
    static const SANE_Device* none[] = {nullptr};
    *list = none;
    return SANE_STATUS_GOOD;
}

SANE_Status sane_tray_open(SANE_String_Const name, SANE_Handle* handle) {
    int first = 0, last = 0;
    char end[16] = "";
    if (std::sscanf(name, "%d-%d:%15s", &first, &last, end) != 3)
        return SANE_STATUS_INVAL;
    *handle = new Tray{first - 1, last, false, end};
    return SANE_STATUS_GOOD;
}

void sane_tray_close(SANE_Handle handle) {
    delete static_cast<Tray*>(handle);
}

const SANE_Option_Descriptor* sane_tray_get_option_descriptor(SANE_Handle, SANE_Int option) {
    return option == 0 || option == 1 ? &options[option] : nullptr;
}

SANE_Status sane_tray_control_option(SANE_Handle handle, SANE_Int option, SANE_Action action,
                                     void* value, SANE_Int*) {
    Tray& tray = *static_cast<Tray*>(handle);
    if (action == SANE_ACTION_GET_VALUE && option == 0)
        *static_cast<SANE_Word*>(value) = 2;
    else if (action == SANE_ACTION_GET_VALUE)
        std::strcpy(static_cast<char*>(value), tray.both_sides ? duplex : one_side);
    else if (action == SANE_ACTION_SET_VALUE)
        tray.both_sides = std::strcmp(static_cast<const char*>(value), duplex) == 0;
    return SANE_STATUS_GOOD;
}

SANE_Status sane_tray_get_parameters(SANE_Handle, SANE_Parameters* parameters) {
    *parameters = {SANE_FRAME_GRAY, SANE_TRUE, width, width, height, 8};
    return SANE_STATUS_GOOD;
}

SANE_Status sane_tray_start(SANE_Handle handle) {
    Tray& tray = *static_cast<Tray*>(handle);
    const int next = next_page(tray);
    if (next > tray.last && !ends_within_a_page(tray))
        return status_of(tray.end);
    tray.page = next;
    tray.given = 0;
    return SANE_STATUS_GOOD;
}

SANE_Status sane_tray_read(SANE_Handle handle, SANE_Byte* bytes, SANE_Int most, SANE_Int* length) {
    Tray& tray = *static_cast<Tray*>(handle);
    const bool broken = tray.page > tray.last;
    const SANE_Int there = width * height / (broken ? 2 : 1);
    *length = std::min(most, there - tray.given);
    if (*length == 0)
        return broken ? status_of(tray.end) : SANE_STATUS_EOF;
    std::memset(bytes, tray.page, static_cast<std::size_t>(*length));
    tray.given += *length;
    return SANE_STATUS_GOOD;
}

void sane_tray_cancel(SANE_Handle) {}

}  // extern "C"
