#include "pipeline/register/department_list.h"

#include "pipeline/register/listed_number.h"

namespace tanfang {

NamedPeople named_people(const PeopleList& list, const Knowledge& knowledge) {
    NamedPeople named;
    for (const auto& row : list.people) {
        std::string refusal = row_refusal(row);
        if (refusal.empty()) {
            const ListedNumber found = listed_number(row, knowledge);
            refusal = found.refusal;
            if (refusal.empty() && !named.id_nos.insert(found.number).second)
                ++named.repeated;
        }
        if (!refusal.empty())
            named.words.push_back("第 " + std::to_string(row.row) + " 行：不收入：" + refusal);
    }
    return named;
}

}  // namespace tanfang
