/// What every command that reads scans into a home has in common.
#pragma once

#include "pipeline/app/command_line.h"
#include "pipeline/app/decode_options.h"
#include "pipeline/app/ingest_files.h"
#include "pipeline/app/reader.h"

#include <memory>
#include <string>

namespace tanfang {

struct ReadingChoice {
    std::string form;
    std::string settings;
    int jobs = 0;                            ///< threads; 0: one a core
    std::shared_ptr<DecodeChoice> decoding;  ///< start() it before anything else

    /// @throws Error  as the constructor of ReadingRoom
    ReadingRoom open_room() const;

    /// Reads on this many threads until a signal comes. @param room  outlives it
    StoredFilesReader reader(const ReadingRoom& room) const;
};

/// Adds --jobs, --form, --settings and --unsafe-decode to a command.
std::shared_ptr<ReadingChoice> add_reading_options(const Command& command);

}  // namespace tanfang
