/// The only door to PoDoFo. PoDoFo::PdfError (0.9.8) is no std::exception, so every use goes
/// through podofo_call(). PoDoFo never sees bytes from outside: it only edits what libharu drew.
#pragma once

#include "pipeline/base/error.h"

#include <string>

#include <podofo/podofo.h>

namespace tanfang {

/// Calls `call` and translates what PoDoFo throws.
///
/// @param where  what was being worked on, for the message
/// @throws Error  Fault::output_failed with PoDoFo's name of the error
template <class Call>
decltype(auto) podofo_call(const std::string& where, Call&& call) {
    PoDoFo::PdfError::EnableLogging(false);  // it would chat on stderr
    PoDoFo::PdfError::EnableDebug(false);
    try {
        return call();
    } catch (const PoDoFo::PdfError& e) {
        throw Error(Fault::output_failed, where,
                    std::string("PoDoFo: ") + PoDoFo::PdfError::ErrorName(e.GetError()));
    }
}

}  // namespace tanfang
