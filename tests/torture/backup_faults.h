/// Lets the operations of a backup and of a restore fail, and counts what is wrong afterwards.
#pragma once

#include <cstddef>
#include <vector>

#include "tests/torture/torture.h"

namespace tanfang::torture {

/// How much is tried and looked at.
struct FaultRuns {
    std::size_t errors_each =
        1;              ///< of ENOSPC, EIO and EACCES, in turn: how many at each operation
    int look_each = 4;  ///< after every so-manieth run all records are restored, too
};

/// Each operation of a backup over an earlier one fails, once and for ever. Good is: the error is
/// told in words; a whole backup is there, the earlier one or the new; the next run completes it.
Tally fail_backup_everywhere(const FaultRuns& runs);

/// Each operation of a restore likewise. Good is: a whole home is there or none, and one that was
/// said to be restored is there.
Tally fail_restore_everywhere(const FaultRuns& runs);

}  // namespace tanfang::torture
