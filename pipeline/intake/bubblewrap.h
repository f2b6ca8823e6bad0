/// A sandbox of namespaces around a program, made by bubblewrap: no network, no other processes,
/// and of the file system only what Debian has installed, to read.
#pragma once

#include <string>
#include <vector>

namespace tanfang {

/// The command that runs `command` in the sandbox. It keeps standard input, output and error.
/// @param command  a program below /usr, by its full path, and its arguments
std::vector<std::string> in_bubblewrap(const std::vector<std::string>& command);

enum class Bubblewrap { works, not_installed, forbidden_here };

/// Tries to run something harmless in the sandbox. The system may forbid namespaces, as many
/// containers do.
Bubblewrap try_bubblewrap();

/// Runs a command in a process of its own, which this process becomes; returns only if it cannot.
void become(const std::vector<std::string>& command);

}  // namespace tanfang
