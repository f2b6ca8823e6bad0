/// What the program and a decoding child say to each other; the child is never believed.
///
/// The program asks for the page count or for a page. For a page the child answers with the
/// picture's header, gets a memory file of exactly that size, fills it, and says that it is done.
/// A PDF with a form has the form's size beside its page count; asked for the form, the child waits
/// for the memory file at once. The sheets of a workbook come in the same way.
#pragma once

#include <cstdint>

namespace tanfang {

struct DecoderRequest {
    static constexpr std::int32_t count_pages = -1;
    static constexpr std::int32_t give_block = -2;  ///< what `block_size` announced
    static constexpr std::int32_t open_workbook = -3;
    std::int32_t page = count_pages;  ///< from 0
};

struct DecoderAnswer {
    enum class Kind : std::int32_t {
        page_count,  ///< of a scan; or the sheets of a workbook: `value`, and `block_size`
        header,      ///< width ... bilevel; the child waits for the memory file
        done,        ///< all pixels, or the block, are in the memory file
        draw,        ///< a PDF page that is more than one picture: `value` is the longer side in px
        failed,      ///< `value` is the Fault, `words` say why
    };
    Kind kind = Kind::failed;
    std::int32_t value = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::int32_t channels = 0;
    std::int32_t bilevel = 0;
    std::int32_t block_size = 0;  ///< bytes of the packed form or sheets (form_packet.h,
                                  ///< workbook_packet.h); 0: there is no form
    double tag_dpi = 0;
    double cpu_ms = 0;     ///< CPU time of the child for this request
    char words[240] = "";  ///< UTF-8, ends with 0
};

/// Sent with the memory file, once the program has found the header believable.
struct PixelMemory {
    std::uint64_t size = 0;  ///< bytes
};

}  // namespace tanfang
