#include "pipeline/home/policy_table.h"

#include "pipeline/home/audit.h"

namespace tanfang {

std::vector<ChosenPolicy> PolicyTable::all() const {
    std::vector<ChosenPolicy> choices;
    database_.query("SELECT form, field, policy FROM review_policy ORDER BY form, field", {},
                    [&](const SqlRow& row) {
                        choices.push_back({row.text(0), row.text(1), row.text(2)});
                    });
    return choices;
}

void PolicyTable::choose(const ChosenPolicy& choice, const std::string& by) {
    SqlTransaction transaction(database_);
    const auto change = append_audit(database_, vault_,
                                     {by,
                                      "policy.chosen",
                                      "field/" + choice.form + "/" + choice.field,
                                      {{"policy", choice.policy}}});
    database_.run("DELETE FROM review_policy WHERE form = $1 AND field = $2",
                  {choice.form, choice.field});
    if (!choice.policy.empty())
        database_.run(
            "INSERT INTO review_policy (form, field, policy, change) VALUES ($1, $2, $3, $4)",
            {choice.form, choice.field, choice.policy, change});
    transaction.commit();
}

}  // namespace tanfang
