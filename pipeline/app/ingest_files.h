/// Takes files into a home: first all are stored, then all that wait are read.
///
/// in:  files, a home, somebody who reads
/// out: a record for every page of them
#pragma once

#include "pipeline/home/home.h"

#include <filesystem>
#include <functional>
#include <vector>

namespace tanfang {

/// Reads one stored file and gives each page's tanfang-record/1 line to the sink, in page order;
/// also for a page or file that cannot be read. Called by several threads at once. What the sink
/// throws must pass; what it throws itself ends the run, and the file is read again in the next
/// one.
using FileReader = std::function<void(const std::filesystem::path& stored,
                                      const std::function<void(Json line)>& sink)>;

struct IngestRun {
    int jobs = 1;  ///< threads that read
    FileReader read;
    std::function<void()> throw_if_interrupted;  ///< called before each file and page
};

struct IngestCount {
    int received = 0;  ///< files, known ones included
    int known = 0;     ///< files whose bytes were received before
    int refused = 0;   ///< files that could not be read from where they lie
    int read = 0;      ///< files, also of an earlier run that was cut short
    int accepted = 0;  ///< pages
    int review = 0;
    int rejected = 0;
};

/// A file that cannot be received is reported and passed over; it is the only thing that is.
///
/// @throws Error  Fault::interrupted when told to stop; Fault::output_failed, Fault::bad_home or
/// what
///                the reader throws: the run ends, and what was stored by then stays
IngestCount ingest_files(Home& home, const std::vector<std::filesystem::path>& files,
                         const IngestRun& run);

}  // namespace tanfang
