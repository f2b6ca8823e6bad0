/// A department's list of people: which ID numbers a file names, and which rows name nobody.
///
/// in:  PeopleList
/// out: NamedPeople; nothing is stored here
#pragma once

#include "pipeline/record/knowledge.h"
#include "pipeline/register/people_file.h"

#include <set>
#include <string>
#include <vector>

namespace tanfang {

struct NamedPeople {
    std::set<std::string> id_nos;
    std::vector<std::string> words;  ///< in Chinese, in the order of the rows: those that name
                                     ///< nobody, and why; no name, no number
    int repeated = 0;                ///< rows whose number stood there before
};

/// @param list  as read_people_file() gives it; only its ID numbers count
NamedPeople named_people(const PeopleList& list, const Knowledge& knowledge);

}  // namespace tanfang
