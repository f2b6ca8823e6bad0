/// What a list of people would change in the register, row by row.
///
/// in:  PeopleList, the people of a home
/// out: ImportPlan; nothing is stored here
#pragma once

#include "pipeline/home/people.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/register/people_file.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct ImportPlan {
    std::vector<Person> to_store;  ///< new and changed ones, as they will be
    std::vector<std::string>
        words;  ///< in Chinese, in the order of the rows: what happens, what asks
    int added = 0;
    int changed = 0;
    int same = 0;
    int refused = 0;
    int asked = 0;  ///< rows that are taken but should be looked at
};

/// Finds the stored person of an ID number, or nothing.
using PersonFinder = std::function<std::optional<Person>(const std::string& id_no)>;

/// A row says what it says: fields that it leaves empty stay as they are in the register. The
/// second row of an ID number is refused where it says something else than the first. Two people of
/// one name in one village ask.
ImportPlan plan_import(const PeopleList& list, const Knowledge& knowledge,
                       const PersonFinder& find);

}  // namespace tanfang
