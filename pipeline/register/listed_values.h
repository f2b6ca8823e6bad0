/// What stands in the cells of a list -> values in the one grammar of the program.
///
/// in:  ListedPerson
/// out: JudgedPerson: a Person, or why the row is refused
#pragma once

#include "pipeline/home/people.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/register/listed_places.h"
#include "pipeline/register/people_file.h"

#include <optional>
#include <string>
#include <vector>

namespace tanfang {

struct JudgedPerson {
    Person person;                       ///< without an id; only what the row says
    bool says_state = false;             ///< the row has a state; else that of the register stays
    std::vector<std::string> refusals;   ///< why the row cannot be taken; empty: it can
    std::vector<std::string> questions;  ///< what somebody should look at; the row is taken
};

/// Judges the rows of a list; not for several threads at once, for it remembers places.
class PersonJudge {
  public:
    /// @param knowledge  outlives it; without divisions, places are taken as they stand, without a
    ///                   code
    explicit PersonJudge(const Knowledge& knowledge) : knowledge_(knowledge), places_(knowledge) {}

    /// A row is refused where a person could not be found again or would fall out of all figures:
    /// no name, no sound ID number (R10 R11 R12 R14), no village or one that the divisions do not
    /// have (R40), a day, state or class that is none. Everything else asks (R01 R13 R20 R21).
    JudgedPerson judge(const ListedPerson& listed);

  private:
    const Knowledge& knowledge_;
    ListedPlaces places_;
};

}  // namespace tanfang
