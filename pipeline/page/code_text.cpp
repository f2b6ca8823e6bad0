#include "pipeline/page/code_text.h"

#include "pipeline/page/sample.h"

#include <string>
#include <vector>

namespace tanfang {

namespace {

// The line is 11 pt high and at most 60 mm wide; the piece leaves room for what registration
// leaves.
constexpr double piece_width_mm = 80;
constexpr double piece_height_mm = 7;

// The network of print doubles a letter here and there, and at another size not the same one: of 30
// clean prints 24 were read at one look with all letters, 28 with these and a second look.
constexpr int looks_dpi[] = {300, 225};
constexpr const char* alphabet = "/0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The shape of a code with numbers of one digit, as printed: 's' serial or check, '#' a digit that
/// the fiducials do not know; everything else is known.
std::string shape_of(char form, int version, int page) {
    return std::string("TF1/") + form + '/' + std::to_string(version) + "/ssssssssss/#/" +
           std::to_string(page) + "/ss";
}

/// Known places that may be misread, out of 13: the slashes are easily taken for I, l, 1 or 7.
constexpr std::size_t misread_allowed = 4;

/// What a reader of print says, and what may stand there; O, I and L are the decoder's business.
constexpr std::string_view look_alikes[] = {"5S", "S5", "8B", "B8", "2Z", "Z2",
                                            "6G", "G6", "VY", "YV", "UV"};

/// Together with the check (1 of 1024 passes by chance) few enough that a wrong reading hardly
/// passes.
constexpr std::size_t most_variants = 4;

char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\n')
            out += upper(c);
    return out;
}

/// The code with its known places set right; empty if too little of it fits.
std::string fitted(std::string_view piece, const std::string& shape) {
    std::string code = shape;
    std::size_t misread = 0;
    for (std::size_t i = 0; i < shape.size(); ++i) {
        if (shape[i] == 's')
            code[i] = piece[i];
        else if (shape[i] == '#')
            code[i] = piece[i] == 'I' || piece[i] == 'L' ? '1' : piece[i];
        else
            misread += piece[i] != shape[i] ? 1 : 0;
    }
    return misread <= misread_allowed ? code : std::string();
}

/// The code itself first, then all with some serial and check characters replaced by their
/// look-alikes.
std::vector<std::string> variants(const std::string& code, const std::string& shape) {
    std::vector<std::string> out = {code};
    for (std::size_t i = 0; i < code.size(); ++i)
        for (const auto pair : look_alikes) {
            if (shape[i] != 's' || pair[0] != code[i] || out.size() * 2 > most_variants)
                continue;
            for (std::size_t known = out.size(), k = 0; k < known; ++k) {
                out.push_back(out[k]);
                out.back()[i] = pair[1];
            }
        }
    return out;
}

}  // namespace

std::optional<SheetCode> match_code_text(std::string_view read, char form, int version, int page) {
    const std::string text = without_blanks(read);
    const std::string shape = shape_of(form, version, page);
    std::optional<SheetCode> found;
    for (std::size_t start = 0; start + shape.size() <= text.size(); ++start) {
        const std::string code = fitted(std::string_view(text).substr(start, shape.size()), shape);
        if (code.empty())
            continue;
        for (const std::string& variant : variants(code, shape)) {
            const auto decoded = decode_sheet_code(variant);
            if (!decoded || decoded->form != form || decoded->version != version ||
                decoded->page != page)
                continue;
            if (found && encode(*found) != encode(*decoded))
                return std::nullopt;
            found = decoded;
        }
    }
    return found;
}

std::optional<SheetCode> CodeTextReader::read(const RegisteredPage& page) {
    const FormPage& printed = page.form->pages.at(static_cast<std::size_t>(page.page));
    const Point<Mm> at = printed.code_text.at;
    const Box<Mm> piece{
        {at.x - piece_width_mm / 2, at.y - piece_height_mm / 2}, piece_width_mm, piece_height_mm};
    if (!reader_)
        reader_.emplace(tessdata_, model, Tesseract::Layout::single_line, alphabet);
    for (const int dpi : looks_dpi) {
        const TesseractLine line =
            reader_->read(sample(page, piece, dpi / mm_per_inch, Channel::gray), dpi);
        if (auto code =
                match_code_text(line.text, page.form->code, page.form->version, page.page + 1))
            return code;
    }
    return std::nullopt;
}

}  // namespace tanfang
