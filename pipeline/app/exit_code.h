/// What the program tells its caller: the contract of exit codes.
#pragma once

#include "pipeline/base/error.h"

namespace tanfang {

enum class ExitCode {
    done = 0,         ///< also where sheets need people
    usage = 1,        ///< wrong command line, settings or lines of people
    rejected = 3,     ///< at least one page or file was rejected; the reason stands in its record
    environment = 4,  ///< a model, a font, the disk, a key, an installed file
};

ExitCode exit_code(Fault fault) noexcept;

}  // namespace tanfang
