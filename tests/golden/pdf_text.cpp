#include "pdf_text.h"

#include "pipeline/base/text.h"

#include <cstdio>
#include <memory>
#include <stdexcept>

namespace tanfang::golden {

namespace {

struct ClosePipe {
    void operator()(std::FILE* pipe) const noexcept { pclose(pipe); }
};

}  // namespace

std::u32string pdf_text(const std::filesystem::path& pdf) {
    const std::string command = "pdftotext -raw -enc UTF-8 '" + pdf.string() + "' -";
    const std::unique_ptr<std::FILE, ClosePipe> pipe(popen(command.c_str(), "r"));
    if (!pipe)
        throw std::runtime_error("pdftotext does not start");
    std::string bytes;
    char buffer[4096];
    for (std::size_t got = 0; (got = std::fread(buffer, 1, sizeof buffer, pipe.get())) > 0;)
        bytes.append(buffer, got);
    std::u32string out;
    for (const char32_t c : code_points(bytes).value_or(U""))
        if (c > U' ' && c != U'　')
            out += c;
    return out;
}

}  // namespace tanfang::golden
