#include "pipeline/external/sane.h"

#include "pipeline/external/raster.h"
#include "pipeline/external/sane_options.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <utility>

#include <sane/sane.h>

namespace tanfang {

namespace {

ScannerState state_of(SANE_Status status) {
    switch (status) {
        case SANE_STATUS_GOOD:
        case SANE_STATUS_EOF:
            return ScannerState::ready;
        case SANE_STATUS_NO_DOCS:
            return ScannerState::no_paper;
        case SANE_STATUS_JAMMED:
            return ScannerState::jammed;
        case SANE_STATUS_COVER_OPEN:
            return ScannerState::cover_open;
        case SANE_STATUS_DEVICE_BUSY:
            return ScannerState::busy;
        case SANE_STATUS_ACCESS_DENIED:
            return ScannerState::denied;
        case SANE_STATUS_INVAL:
        case SANE_STATUS_UNSUPPORTED:
            return ScannerState::unknown_name;
        case SANE_STATUS_NO_MEM:
            return ScannerState::out_of_memory;
        case SANE_STATUS_CANCELLED:
        case SANE_STATUS_IO_ERROR:
            return ScannerState::disconnected;
    }
    return ScannerState::disconnected;
}

bool contains(std::string text, std::string_view word) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text.find(word) != std::string::npos;
}

/// The first of the choices that holds one of the words, in the order of the words.
std::string pick(const std::vector<std::string>& choices,
                 std::initializer_list<const char*> words) {
    for (const std::string_view word : words)
        for (const auto& choice : choices)
            if (contains(choice, word))
                return choice;
    return "";
}

bool is_usable(const SANE_Parameters& parameters) {
    return (parameters.format == SANE_FRAME_GRAY || parameters.format == SANE_FRAME_RGB) &&
           parameters.depth == 8 && parameters.pixels_per_line > 0 &&
           parameters.pixels_per_line <= max_raster_side && parameters.bytes_per_line > 0;
}

/// Rows as the scanner gives them, red first.
cv::Mat pixels_of(std::vector<std::uint8_t>& bytes, const SANE_Parameters& parameters) {
    const auto row = static_cast<std::size_t>(parameters.bytes_per_line);
    const int rows = static_cast<int>(bytes.size() / row);
    const bool color = parameters.format == SANE_FRAME_RGB;
    const cv::Mat given(rows, parameters.pixels_per_line, color ? CV_8UC3 : CV_8UC1, bytes.data(),
                        row);
    if (!color)
        return given.clone();
    cv::Mat page(given.size(), CV_8UC3);
    const std::array<int, 6> exchange = {0, 2, 1, 1, 2, 0};
    cv::mixChannels(&given, 1, &page, 1, exchange.data(), 3);
    return page;
}

}  // namespace

struct Scanner::Open {
    explicit Open(const std::string& name) : state(state_of(sane_open(name.c_str(), &handle))) {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (state != ScannerState::ready)
            return;
        sane_cancel(handle);
        sane_close(handle);
    }

    /// Reads the rows of the page that was started.
    /// @return the state in which it ended; `ready` if all rows are there
    ScannerState read(const SANE_Parameters& parameters, std::vector<std::uint8_t>& bytes,
                      const std::function<void()>& stop) const {
        constexpr std::size_t piece = 64 << 10;
        const auto most = static_cast<std::size_t>(parameters.bytes_per_line) * max_raster_side;
        for (;;) {
            stop();
            const std::size_t had = bytes.size();
            if (had > most || had > std::size_t(3 * max_raster_pixels))
                return ScannerState::out_of_memory;
            bytes.resize(had + piece);
            SANE_Int count = 0;
            const SANE_Status status = sane_read(handle, bytes.data() + had, piece, &count);
            bytes.resize(had + static_cast<std::size_t>(std::max<SANE_Int>(0, count)));
            if (status == SANE_STATUS_EOF)
                return ScannerState::ready;
            if (status != SANE_STATUS_GOOD)
                return state_of(status);
        }
    }

    SANE_Handle handle = nullptr;
    ScannerState state;
};

Scanner::Scanner(const std::string& name) : open_(std::make_unique<Open>(name)) {}
Scanner::Scanner(Scanner&&) noexcept = default;
Scanner::~Scanner() = default;

ScannerState Scanner::state() const noexcept {
    return open_->state;
}

ScanWay Scanner::prepare(const ScanWish& wish) {
    SaneOptions options(open_->handle);
    ScanWay way;
    // the source first: it decides what the other options allow
    const auto sources = options.choices("source");
    const auto source = wish.both_sides ? pick(sources, {"duplex", "adf", "feeder"})
                                        : pick(sources, {"adf front", "adf", "feeder"});
    if (!source.empty()) {
        options.set("source", source);
        way.feeder = true;
        way.both_sides = contains(source, "duplex");
    }
    // some have a switch of its own for the sides
    const auto sides = pick(options.choices("adf-mode"), {wish.both_sides ? "duplex" : "simplex"});
    if (!sides.empty() && options.set("adf-mode", sides))
        way.both_sides = wish.both_sides;
    if (options.set("duplex", wish.both_sides ? 1.0 : 0.0))
        way.both_sides = wish.both_sides;
    const auto mode = pick(options.choices("mode"), {"color", "gray"});
    if (!mode.empty())
        options.set("mode", mode);
    way.color = contains(options.text("mode"), "color");
    options.set("depth", 8);
    options.set("resolution", wish.dpi);
    way.dpi = options.number("resolution");
    for (const char* name : {"tl-x", "tl-y"}) options.set_mm(name, 0);
    for (const char* name : {"page-width", "br-x"}) options.set_mm(name, wish.width_mm);
    for (const char* name : {"page-height", "br-y"}) options.set_mm(name, wish.height_mm);
    return way;
}

ScannedPage Scanner::next(const std::function<void()>& stop) {
    ScannedPage page;
    page.state = state_of(sane_start(open_->handle));
    if (page.state != ScannerState::ready)
        return page;
    SANE_Parameters parameters{};
    page.state = state_of(sane_get_parameters(open_->handle, &parameters));
    if (page.state == ScannerState::ready && !is_usable(parameters))
        page.state = ScannerState::unsupported;
    if (page.state != ScannerState::ready)
        return page;
    std::vector<std::uint8_t> bytes;
    page.state = open_->read(parameters, bytes, stop);
    if (page.state != ScannerState::ready)
        return page;
    if (bytes.size() < static_cast<std::size_t>(parameters.bytes_per_line))
        page.state = ScannerState::disconnected;  // an end without a row
    else
        page.pixels = pixels_of(bytes, parameters);
    return page;
}

Sane::Sane() {
    sane_init(nullptr, nullptr);
}

Sane::~Sane() {
    sane_exit();
}

std::vector<ScannerName> Sane::scanners() const {
    const SANE_Device** devices = nullptr;
    if (sane_get_devices(&devices, SANE_FALSE) != SANE_STATUS_GOOD)
        return {};
    std::vector<ScannerName> names;
    for (; *devices; ++devices)
        if (!std::string_view((*devices)->name).starts_with("v4l:"))
            names.push_back(
                {(*devices)->name, std::string((*devices)->vendor) + " " + (*devices)->model});
    return names;
}

}  // namespace tanfang
