/// Takes files into a home: first all are stored, then all that wait are read.
///
/// in:  files, a home, somebody who reads
/// out: a record for every page of them
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/intake/input_list.h"

#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace tanfang {

/// Reads stored files and gives a tanfang-record/1 line for each of their pages to the sink, also
/// for a page or file that cannot be read; in the order of files and pages, one at a time. What the
/// sink throws must pass; what the reader throws ends the run, and what it has not given is read
/// next time.
using StoredFilesReader =
    std::function<void(const InputList& stored, const std::function<void(const Json& line)>& sink)>;

struct IngestCount {
    int received = 0;  ///< files, known ones included
    int known = 0;     ///< files whose bytes were received before
    int refused = 0;   ///< files that could not be received from where they lie
    int read = 0;  ///< files, also of an earlier run that was cut short, or read by another program
    int accepted = 0;  ///< pages
    int review = 0;
    int rejected = 0;
};

/// A file that cannot be received is reported and passed over; it is the only thing that is.
/// Programs read one after the other; it comes back as soon as its own files are read, by whomever.
///
/// @param stop    throws to end the run; called before each file and each page
/// @throws Error  what `stop` or the reader throws, Fault::output_failed, Fault::bad_home: the run
///                ends, and what was stored by then stays
IngestCount ingest_files(Home& home, const InputList& delivered, const StoredFilesReader& read,
                         const std::function<void()>& stop);

/// Reads all files that wait in a home, while other threads and programs may use it too. Programs
/// read one after the other: it waits for its turn.
///
/// @param home_use  locked whenever the home or the count is used
/// @throws Error    as ingest_files()
void read_waiting(Home& home, std::mutex& home_use, IngestCount& count,
                  const StoredFilesReader& read, const std::function<void()>& stop);

}  // namespace tanfang
