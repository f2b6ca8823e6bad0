/// Pages of a pile that no known print shows: they wait until their prints are learned.
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/intake/scan_file.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <vector>

namespace tanfang {

/// One page of a pile to read, or a file that could not be opened.
struct BatchPage {
    std::size_t number = 0;  ///< in the pile, from 0
    std::shared_ptr<ScanFile> file;
    int page = 0;
    std::vector<Json> lines;    ///< already there if the file was refused
    std::size_t prints = 0;     ///< that had been learned when it was read
    bool learned_from = false;  ///< with or without success
};

/// Several threads may use it at once. Whichever of them reads a page, and how fast: what is
/// learned from is decided by the order of the pile alone, so that a pile gives the same lines
/// every time.
class UnknownPages {
  public:
    /// Pages that wait at most: of four prints in a pile, six each.
    static constexpr std::ptrdiff_t most = 24;

    void put(BatchPage page);

    /// A page was read and, if it is unknown, put here.
    void note_read(std::size_t number);

    /// No more than these pages will come.
    void close(std::size_t pages);

    /// So many pages wait of which all earlier ones are read, or all there are, that it is time to
    /// learn from the first of them.
    bool is_due() const;

    struct Due {
        std::vector<BatchPage> pages;  ///< in the order of the pile
        bool last = false;             ///< all pages were read: nothing more will come
    };
    /// Takes out the pages of which all earlier ones are read.
    Due take();

  private:
    std::map<std::size_t, BatchPage>::const_iterator end_of_due() const;
    bool are_all_read() const { return read_before_ == pages_; }

    mutable std::mutex mutex_;
    std::map<std::size_t, BatchPage> waiting_;
    std::set<std::size_t> read_;    ///< behind a page that is not read yet
    std::size_t read_before_ = 0;   ///< the first page that is not read yet
    std::size_t pages_ = SIZE_MAX;  ///< of the pile, once that is known
};

}  // namespace tanfang
