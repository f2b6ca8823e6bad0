/// The prints that are not ours, given by the user or learned during a run: it only grows.
#pragma once

#include "pipeline/app/known_print.h"

#include <deque>
#include <mutex>
#include <string>
#include <vector>

namespace tanfang {

/// A page of a print that a home keeps.
struct KeptPage {
    std::string print;  ///< KnownPrint::name
    const ReferencePrint* page = nullptr;
    const PrintedInk* ink = nullptr;
};

/// Several threads may use it at once; what it gives stays valid until it goes.
class PrintShelf {
  public:
    void add(KnownPrint print);

    /// Every page of every print, in the order in which they came.
    std::vector<const ReferencePrint*> references() const;

    /// Every page of the prints that a home keeps, likewise.
    std::vector<KeptPage> kept() const;

    /// @param form  of a print that is here
    const PrintedInk& ink_of(const FormTemplate& form, int page) const;

  private:
    mutable std::mutex mutex_;
    std::deque<KnownPrint> prints_;
};

}  // namespace tanfang
