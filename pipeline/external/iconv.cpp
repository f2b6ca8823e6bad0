#include "pipeline/external/iconv.h"

#include <memory>
#include <stdexcept>

#include <iconv.h>

namespace tanfang {

namespace {

struct Close {
    void operator()(void* converter) const noexcept { iconv_close(converter); }
};

}  // namespace

std::optional<std::string> utf8_of_gb18030(std::string_view bytes) {
    const iconv_t opened = iconv_open("UTF-8", "GB18030");
    if (opened == reinterpret_cast<iconv_t>(-1))
        throw std::logic_error("iconv does not know GB18030");
    const std::unique_ptr<void, Close> converter(opened);
    constexpr std::size_t most_utf8_of_a_byte = 2;  // two bytes become three, one becomes one
    std::string out(bytes.size() * most_utf8_of_a_byte + 4, '\0');
    std::string in(bytes);
    char* from = in.data();
    char* to = out.data();
    std::size_t from_left = in.size();
    std::size_t to_left = out.size();
    if (iconv(converter.get(), &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1))
        return std::nullopt;
    out.resize(out.size() - to_left);
    return out;
}

}  // namespace tanfang
