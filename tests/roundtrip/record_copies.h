/// Copies of records, printed, scanned and read again: what do they say of the record?
#pragma once

#include <string>
#include <vector>

#include "tests/roundtrip/office.h"

namespace tanfang::simulate {

/// Fields of all copies against their records.
struct CopyComparison {
    int equal = 0;    ///< claimed as the record has it
    int asked = 0;    ///< printed, and left to a person
    int open = 0;     ///< marked as open, and left to a person
    int spelled = 0;  ///< texts, numbers and codes whose reading is what is printed, claimed or not
    int misread = 0;  ///< other readings
    std::vector<std::string> guessed;  ///< open places of words that were read as something
    std::vector<std::string> wrong;    ///< "serial field: record / claim"
};

/// Makes records of invented people, prints the first copy of each, scans it and has it read.
///
/// @param sheets   of each form
/// @param strange  the texts have characters that hardly anybody writes, and rare ones
CopyComparison copied_and_read(int sheets, bool strange, const ScanCondition& how,
                               std::uint64_t seed);

}  // namespace tanfang::simulate
