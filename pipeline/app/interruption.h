/// Ctrl-C and a system shutting down: the run ends at the next point where nothing is half done.
#pragma once

namespace tanfang {

/// From now on SIGINT and SIGTERM are only noted; a second one ends the program at once.
void note_interruptions();

/// @throws Error  Fault::interrupted if a signal was noted
void throw_if_interrupted();

}  // namespace tanfang
