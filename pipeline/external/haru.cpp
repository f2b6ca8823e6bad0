#include "pipeline/external/haru.h"

#include "pipeline/base/error.h"

#include <sys/mman.h>
#include <unistd.h>

namespace tanfang {

namespace {

/// A file that lives in memory, under a name that any library can open.
class MemoryFile {
  public:
    explicit MemoryFile(std::string_view bytes) : fd_(memfd_create("font", MFD_CLOEXEC)) {
        while (fd_ >= 0 && !bytes.empty()) {
            const ssize_t written = write(fd_, bytes.data(), bytes.size());
            if (written <= 0)
                throw Error(Fault::output_failed, "memfd", "内存不足");
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    ~MemoryFile() {
        if (fd_ >= 0)
            close(fd_);
    }
    MemoryFile(const MemoryFile&) = delete;
    MemoryFile& operator=(const MemoryFile&) = delete;

    std::string path() const { return "/proc/self/fd/" + std::to_string(fd_); }

  private:
    int fd_;
};

}  // namespace

HaruDocument::HaruDocument()
    : note_(std::make_unique<Note>()), doc_(HPDF_New(&HaruDocument::on_error, note_.get())) {
    if (!doc_)
        throw Error(Fault::output_failed, "libharu", "内存不足，无法生成 PDF");
    HPDF_UseUTFEncodings(doc_.get());
    HPDF_SetCompressionMode(doc_.get(), HPDF_COMP_ALL);
    check("start");
}

void HPDF_STDCALL HaruDocument::on_error(HPDF_STATUS error, HPDF_STATUS detail, void* note) {
    auto& first = *static_cast<Note*>(note);
    if (first.error == HPDF_OK)  // errors are sticky: later ones are consequences of the first
        first = {error, detail};
}

void HaruDocument::check(const char* doing) {
    if (note_->error == HPDF_OK)
        return;
    const Note note = *note_;
    *note_ = {};
    HPDF_ResetError(doc_.get());
    throw Error(Fault::output_failed, std::string("libharu ") + doing,
                "错误 " + std::to_string(note.error) + "/" + std::to_string(note.detail));
}

HPDF_Font HaruDocument::embed(std::string_view file) {
    constexpr std::string_view true_type_tag("\0\1\0\0", 4);  // OpenType: sfntVersion 1.0
    if (!file.starts_with(true_type_tag))  // libharu 2.3.0 crashes on what is no font at all
        throw Error(Fault::missing_font, "", "不是 TrueType 字体");
    const MemoryFile memory(file);
    try {
        const char* name = HPDF_LoadTTFontFromFile(doc_.get(), memory.path().c_str(), HPDF_TRUE);
        check("load font");
        const HPDF_Font font = HPDF_GetFont(doc_.get(), name, "UTF-8");
        check("use font");
        return font;
    } catch (const Error& e) {
        throw Error(Fault::missing_font, "", std::string("字体无法嵌入 PDF：") + e.what());
    }
}

std::string HaruDocument::bytes() {
    HPDF_SaveToStream(doc_.get());
    HPDF_ResetStream(doc_.get());
    check("save");
    std::string out(HPDF_GetStreamSize(doc_.get()), '\0');
    auto size = static_cast<HPDF_UINT32>(out.size());
    HPDF_ReadFromStream(doc_.get(), reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
    check("read back");
    out.resize(size);
    return out;
}

}  // namespace tanfang
