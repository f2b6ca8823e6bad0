/// How libqpdf's errors become ours: every use of libqpdf on a file from outside goes through here.
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/external/raster.h"

#include <stdexcept>
#include <string>

#include <qpdf/QPDFExc.hh>

namespace tanfang {

inline Error damaged_pdf(const std::string& words) {
    return {Fault::unreadable_scan, "", "PDF 已损坏或不完整，请重新扫描" + detail(words)};
}

/// Calls libqpdf and translates what it throws.
///
/// @throws Error  Fault::encrypted_pdf if the file asks for a password; Fault::unreadable_scan
template <class Calls>
auto with_qpdf(Calls calls) {
    try {
        return calls();
    } catch (const QPDFExc& error) {
        if (error.getErrorCode() == qpdf_e_password)
            throw Error(Fault::encrypted_pdf, "", "PDF 有打开密码，请先去掉密码再读");
        if (error.getErrorCode() == qpdf_e_unsupported)
            throw Error(Fault::encrypted_pdf, "", "PDF 用了不支持的加密方式，请先去掉密码再读");
        throw damaged_pdf(error.getMessageDetail());
    } catch (const std::logic_error& error) {  // qpdf's answer to objects of a wrong type
        throw damaged_pdf(error.what());
    }
}

}  // namespace tanfang
