/// Reads many files on several threads and gives the lines in the order of the files and pages.
#pragma once

#include "pipeline/app/reader.h"
#include "pipeline/intake/input_list.h"

#include <functional>

namespace tanfang {

struct BatchCount {
    int files = 0;
    int accepted = 0;  ///< pages
    int review = 0;
    int rejected = 0;
};

/// No single document ends the batch: what cannot be read has its line.
///
/// @param jobs    threads, from 1
/// @param sink    called by one thread at a time, in order
/// @param stop    throws to end the run; called before each page
/// @throws Error  what the sink or `stop` throws, or a fault of the machine; every line before it
///                was given to the sink
BatchCount read_batch(const ReadingRoom& room, const InputList& inputs, int jobs,
                      const std::function<void(const Json& line)>& sink,
                      const std::function<void()>& stop);

}  // namespace tanfang
