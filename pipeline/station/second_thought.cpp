#include "pipeline/station/second_thought.h"

#include "pipeline/station/second_look.h"

#include <algorithm>

namespace tanfang {

namespace {

// Of a box's score. Measured on 80 simulated sheets in eight scanning conditions: of 92 answers
// about doubtful boxes one was wrong; that one and one of the right ones were asked again.
constexpr double shows_ink = 0.3;
constexpr double clearly_more = 0.3;
constexpr double opinion = 0.9;  // posterior of writing: below it a clerk mostly corrects; likewise

bool is_answer(const Json& value, const std::string& option) {
    if (value.is_array())
        return std::find(value.begin(), value.end(), option) != value.end();
    return value == option;
}

/// How ticked the boxes look: the least of the chosen ones, the most of the others. What was struck
/// out counts as nothing.
struct Looks {
    double chosen = 1, other = 0;
    bool any_chosen = false;
};

Looks looks_of(const Json& value, const Field& field, const Json& readings) {
    Looks looks;
    for (const auto& option : field.options) {
        const auto box = readings.find(field.id + "." + option.id);
        if (box == readings.end() || !box->contains("score"))
            continue;
        const bool canceled = box->at("how") == "struck" || box->at("how") == "blacked";
        const double score = canceled ? 0 : box->at("score").get<double>();
        if (is_answer(value, option.id)) {
            looks.any_chosen = true;
            looks.chosen = std::min(looks.chosen, score);
        } else {
            looks.other = std::max(looks.other, score);
        }
    }
    return looks;
}

bool contradicts_boxes(const Json& value, const Field& field, const Json& page) {
    const Looks looks = looks_of(value, field, page.at("readings"));
    return looks.any_chosen ? looks.other - looks.chosen >= clearly_more : looks.other >= shows_ink;
}

bool contradicts_writing(const Json& value, const Field& field, const Json& page) {
    const Json& read = page.at("fields").at(field.id);
    return !value.is_null() && !read.at("value").is_null() && read["value"] != value &&
           read.at("confidence").get<double>() >= opinion;
}

bool contradicts(const Json& value, const Field& field, const Json& pages) {
    bool on_a_page = false;
    for (const auto& page : pages) {
        if (!page.at("fields").contains(field.id) || page.value("registration", Json()).is_null())
            continue;
        on_a_page = true;
        if (!(field.is_choice() ? contradicts_boxes(value, field, page)
                                : contradicts_writing(value, field, page)))
            return false;  // one of the pages bears the answer out
    }
    return on_a_page;
}

}  // namespace

std::vector<std::string> to_ask_again(const Json& record, const FieldModel& model,
                                      const ReviewPolicies& policies) {
    std::vector<std::string> fields;
    for (const auto& [id, decisions] : decisions_by_field(record.at("decisions"))) {
        const Field* field = model.find(id);
        const Json& last = decisions.back();
        if (field == nullptr || policies.is_blind(id) || last.at("kind") == "unreadable")
            continue;
        const auto times = std::count_if(
            decisions.begin(), decisions.end(),
            [&](const Json& decision) { return decision.at("value") == last.at("value"); });
        if (times == 1 && contradicts(last.at("value"), *field, record.at("pages")))
            fields.push_back(id);
    }
    return fields;
}

void add_questions(Json& record, const FieldModel& model, const ReviewPolicies& policies) {
    const Json confirm = to_confirm(record, model, policies),
               again = to_ask_again(record, model, policies);
    Json& open = record.at("open");
    for (const auto& list : {confirm, again})
        for (const auto& field : list)
            if (std::find(open.begin(), open.end(), field) == open.end())
                open.push_back(field);
    record["to_confirm"] = confirm;
    record["to_ask_again"] = again;
}

}  // namespace tanfang
