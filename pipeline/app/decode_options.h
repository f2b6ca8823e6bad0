/// What every command that opens scans has in common: scans are decoded behind the kernel's
/// sandbox.
#pragma once

#include "pipeline/app/command_line.h"

#include <memory>

namespace tanfang {

struct DecodeChoice {
    bool unsafe = false;  ///< --unsafe-decode

    /// Starts the process that will decode; call it first, before models, keys and threads are
    /// there.
    ///
    /// @return false if the kernel has no sandbox and the user did not say that this is all right;
    ///         then the command ends with ExitCode::environment. What to do has been logged
    bool start() const;
};

/// Adds --unsafe-decode to a command.
std::shared_ptr<DecodeChoice> add_decode_options(const Command& command);

}  // namespace tanfang
