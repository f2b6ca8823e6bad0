#include "pdf_objects.h"

#include <qpdf/Buffer.hh>
#include <qpdf/Pl_Buffer.hh>
#include <qpdf/Pl_Discard.hh>
#include <qpdf/QPDFExc.hh>

namespace tanfang::golden {

namespace {

void collect(const QPDFObjectHandle& field, const std::string& prefix,
             std::map<std::string, QPDFObjectHandle>& out) {
    QPDFObjectHandle node = field;
    const std::string name =
        prefix + (prefix.empty() ? "" : ".") + node.getKey("/T").getUTF8Value();
    bool terminal = true;
    for (auto& kid : node.getKey("/Kids").getArrayAsVector())
        if (kid.hasKey("/T")) {
            terminal = false;
            collect(kid, name, out);
        }
    if (terminal && !out.emplace(name, node).second)
        throw std::runtime_error("two fields are called " + name);
}

}  // namespace

PdfObjects::PdfObjects(const std::string& pdf) : bytes_(pdf) {
    qpdf_.setSuppressWarnings(true);
    qpdf_.setAttemptRecovery(false);
    qpdf_.processMemoryFile("print", bytes_.data(), bytes_.size());
}

std::vector<std::string> PdfObjects::problems() {
    std::vector<std::string> out;
    for (auto& object : qpdf_.getAllObjects())
        if (object.isStream()) {
            Pl_Discard nowhere;
            if (!object.pipeStreamData(&nowhere, 0, qpdf_dl_all))
                out.push_back("a stream cannot be decoded: " + object.getObjGen().unparse(' '));
        }
    for (const auto& warning : qpdf_.getWarnings()) out.push_back(warning.what());
    return out;
}

std::map<std::string, QPDFObjectHandle> PdfObjects::fields() {
    std::map<std::string, QPDFObjectHandle> out;
    if (root().hasKey("/AcroForm"))
        for (const auto& field : root().getKey("/AcroForm").getKey("/Fields").getArrayAsVector())
            collect(field, "", out);
    return out;
}

std::string PdfObjects::content(std::size_t page) {
    Pl_Buffer all("content");
    QPDFObjectHandle object = pages().at(page);
    object.pipePageContents(&all);
    const auto buffer = all.getBufferSharedPointer();
    return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace tanfang::golden
