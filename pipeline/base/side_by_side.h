/// Work on the items of a list by all cores of the machine.
#pragma once

#include <cstddef>
#include <functional>

namespace tanfang {

/// Calls `work` for consecutive ranges that together are the items 0 to count - 1, each range by a
/// thread of its own, as many as there are cores; a short list is one range, and no thread starts.
/// Returns when all are done.
///
/// @param work  of the items from `first` up to, not including, `last`; touches only what is theirs
/// @throws      what the first of the ranges that failed threw; the others were done all the same
void side_by_side(std::size_t count,
                  const std::function<void(std::size_t first, std::size_t last)>& work);

}  // namespace tanfang
