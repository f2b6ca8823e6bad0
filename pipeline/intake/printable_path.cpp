#include "pipeline/intake/printable_path.h"

#include "pipeline/base/text.h"

#include <string_view>

namespace tanfang {

std::string printable_path(const std::filesystem::path& path) {
    constexpr std::size_t longest_character = 4;  // bytes of UTF-8
    const std::string& name = path.native();
    std::string printable;
    for (std::size_t at = 0; at < name.size();) {
        std::size_t length = 1;
        std::optional<std::u32string> character;
        for (; length <= longest_character && at + length <= name.size(); ++length)
            if ((character = code_points(std::string_view(name).substr(at, length))))
                break;
        if (!character) {
            printable += "\uFFFD";
            ++at;
            continue;
        }
        const char32_t value = character->front();
        const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
        printable += control ? "\uFFFD" : name.substr(at, length);
        at += length;
    }
    return printable;
}

}  // namespace tanfang
