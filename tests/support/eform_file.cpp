#include "tests/support/eform_file.h"

#include <map>
#include <stdexcept>

#include "tests/support/program.h"
#include <qpdf/Buffer.hh>
#include <qpdf/QPDFWriter.hh>

namespace tanfang::support {

namespace {

QPDFObjectHandle find(QPDFObjectHandle node, const std::string& name) {
    for (auto& kid : node.getKey("/Kids").getArrayAsVector()) {
        if (!kid.hasKey("/T"))
            continue;
        const std::string part = kid.getKey("/T").getUTF8Value();
        if (part == name)
            return kid;
        if (name.starts_with(part + "."))
            if (QPDFObjectHandle found = find(kid, name.substr(part.size() + 1));
                found.isInitialized())
                return found;
    }
    return {};
}

bool can_be(QPDFObjectHandle widget, const std::string& state) {
    return widget.getKey("/AP").getKey("/N").hasKey(state);
}

}  // namespace

const std::string& EFormFile::printed(const std::string& form) {
    static std::map<std::string, std::string> cache;
    std::string& bytes = cache[form];
    if (bytes.empty()) {
        const simulate::Folder folder;
        const std::string file = folder / "eform.pdf";
        const auto outcome = simulate::run_tanfang({"print", form, "--eform", "--out", file});
        if (outcome.exit_code != 0)
            throw std::runtime_error("no e-form: " + outcome.err);
        bytes = simulate::read_file(file);
    }
    return bytes;
}

EFormFile::EFormFile(const std::string& form) {
    const std::string& bytes = printed(form);
    pdf_.processMemoryFile("e-form", bytes.data(), bytes.size());
    QPDFObjectHandle font = pdf_.getRoot().getKey("/AcroForm").getKey("/DR").getKey("/Font");
    QPDFObjectHandle descendant =
        font.getKey("/Wingdings").getKey("/DescendantFonts").getArrayItem(0);
    descendant.getKey("/FontDescriptor").removeKey("/FontFile2");
}

QPDFObjectHandle EFormFile::root_field() {
    return pdf_.getRoot().getKey("/AcroForm").getKey("/Fields").getArrayItem(0);
}

QPDFObjectHandle EFormFile::field(const std::string& name) {
    QPDFObjectHandle found = find(root_field(), name);
    if (!found.isInitialized())
        throw std::runtime_error("no field " + name);
    return found;
}

void EFormFile::type(const std::string& spot, const std::string& utf8) {
    field(spot).replaceKey("/V", QPDFObjectHandle::newUnicodeString(utf8));
}

void EFormFile::type_into_copy(const std::string& spot, int copy, const std::string& utf8) {
    field(spot).getKey("/Kids").getArrayItem(copy).replaceKey(
        "/V", QPDFObjectHandle::newUnicodeString(utf8));
}

void EFormFile::tick(const std::string& spot) {
    const std::string name = spot.substr(0, spot.find('.'));
    const bool one_of_n = field(name).hasKey("/FT");
    QPDFObjectHandle ticked = field(one_of_n ? name : spot);
    const std::string state = one_of_n ? "/" + spot.substr(name.size() + 1) : "/Yes";
    ticked.replaceKey("/V", QPDFObjectHandle::newName(state));
    for (auto& widget : ticked.getKey("/Kids").getArrayAsVector())
        widget.replaceKey("/AS", QPDFObjectHandle::newName(can_be(widget, state) ? state : "/Off"));
}

void EFormFile::tick_in_widgets(const std::string& spot) {
    const std::string name = spot.substr(0, spot.find('.'));
    const bool one_of_n = field(name).hasKey("/FT");
    const std::string state = one_of_n ? "/" + spot.substr(name.size() + 1) : "/Yes";
    for (auto& widget : field(one_of_n ? name : spot).getKey("/Kids").getArrayAsVector())
        if (can_be(widget, state))
            for (const char* key : {"/V", "/AS"})
                widget.replaceKey(key, QPDFObjectHandle::newName(state));
}

void EFormFile::keep_first_page() {
    while (pdf_.getAllPages().size() > 1) pdf_.removePage(pdf_.getAllPages().back());
}

std::string EFormFile::bytes(const SavedAs& how) {
    QPDFWriter writer(pdf_);
    writer.setOutputMemory();
    writer.setObjectStreamMode(how.object_streams ? qpdf_o_generate : qpdf_o_disable);
    writer.setLinearization(how.linearized);
    if (!how.user_password.empty() || !how.owner_password.empty())
        writer.setR6EncryptionParameters(how.user_password.c_str(), how.owner_password.c_str(),
                                         true, false, false, false, true, false, qpdf_r3p_low,
                                         true);
    writer.write();
    const auto buffer = writer.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace tanfang::support
