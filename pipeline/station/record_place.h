/// In which township or village a record belongs, for accounts that see one division only.
///
/// in:  a line of Home::record(), the register
/// out: RecordPlace
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/record/divisions.h"

#include <string>
#include <vector>

namespace tanfang {

/// Where somebody lives.
struct RecordPlace {
    std::string code;                ///< of the village, else of the township; "" if not known
    std::vector<std::string> names;  ///< of village and township, as far as known

    bool is_known() const { return !code.empty() || !names.empty(); }
};

RecordPlace place_of(const Person& person);

/// That of the person whose the record is, else what the record itself claims; not known where
/// nothing is claimed.
RecordPlace place_of(const Json& record, Home& home);

/// Codes of a division begin with that of the division above. A place without a code lies only in a
/// division of its own name.
bool lies_in(const RecordPlace& place, const AccountDivision& division);

/// A division by its code or its name, which must be the only one of that name.
///
/// @param words  "": any division
/// @throws Error  Fault::bad_usage if there is no such division, or several
AccountDivision division_named(const Divisions& known, const std::string& words);

}  // namespace tanfang
