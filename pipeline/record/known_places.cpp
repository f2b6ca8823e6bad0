#include "pipeline/record/known_places.h"

#include "pipeline/base/text.h"
#include "pipeline/record/known_texts.h"
#include "pipeline/record/spelling.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

namespace {

constexpr double ditto = -1;  // log of the weight of 同上 against a place; chosen, not measured

/// What one field can say: the divisions of a level, 同上, or something that the table lacks.
class PlaceWords {
  public:
    PlaceWords(const PlaceInk& ink, const Knowledge& knowledge, const Threshold& threshold)
        : graph_(ink.reading ? &ink.reading->graph : nullptr),
          divisions_(knowledge.divisions.within(ink.field->level, knowledge.county)),
          threshold_(threshold) {
        words_.resize(divisions_.size() + 1);
        for (std::size_t i = 0; i < divisions_.size(); ++i)
            words_[i] = {divisions_[i]->name, short_place_name(divisions_[i]->name)};
        if (!ink.field->ditto_of.empty())
            words_.back() = knowledge.lexicon.lists.at("ditto_words");
        // two villages of one name share its word, and their townships tell them apart
        std::map<std::string, int> labels;
        for (const auto& words : words_)
            for (const std::string& word : words)
                if (labels.try_emplace(word, static_cast<int>(labels.size())).second)
                    acceptor_.add_word(code_points(word).value_or(U""), labels.at(word));
        logs_.assign(words_.size(), 0);
        if (!has_ink())
            return;
        const auto word_log =
            word_logs(*graph_, acceptor_, static_cast<int>(labels.size()), threshold_.sharpness);
        for (std::size_t i = 0; i < words_.size(); ++i) {
            logs_[i] = impossible;
            for (const std::string& word : std::set(words_[i].begin(), words_[i].end()))
                logs_[i] = log_sum(logs_[i], word_log[static_cast<std::size_t>(labels.at(word))]);
        }
        logs_.back() += ditto;
    }

    bool has_ink() const { return graph_ != nullptr && graph_->places > 0; }
    const std::vector<const Division*>& divisions() const { return divisions_; }
    int ditto_label() const { return static_cast<int>(divisions_.size()); }
    double log(std::size_t label) const { return logs_[label]; }

    /// Of a place that the table lacks, whichever it is: as likely as one of the table whose mass
    /// is at its limit. Of anything, if there is no ink.
    double log_of_unknown() const {
        return has_ink() ? graph_->best * threshold_.sharpness + threshold_.mass : 0;
    }

    /// The way that spells a label's word, with the posterior that its place has.
    Spelling spelling_of(int label, double posterior) const {
        Acceptor only;
        for (const std::string& word : words_[static_cast<std::size_t>(label)])
            only.add_word(code_points(word).value_or(U""), label);
        Spelling spelling = best_spelling(*graph_, only, threshold_.sharpness).value_or(Spelling{});
        spelling.mass =
            best_spelling(*graph_, acceptor_, threshold_.sharpness).value_or(Spelling{}).mass;
        spelling.posterior = posterior;
        return spelling;
    }

  private:
    const TileGraph* graph_;
    std::vector<const Division*> divisions_;
    Threshold threshold_;
    std::vector<std::vector<std::string>> words_;  ///< per division, 同上 behind them
    Acceptor acceptor_;
    std::vector<double> logs_;
};

std::size_t best_of(const std::vector<double>& logs) {
    return static_cast<std::size_t>(std::max_element(logs.begin(), logs.end()) - logs.begin());
}

double share(const std::vector<double>& logs, std::size_t label, double unknown) {
    double all = unknown;
    for (const double log : logs) all = log_sum(all, log);
    return all == impossible ? 0 : std::exp(logs[label] - all);
}

/// @param logs     of every label, the other field's evidence included
/// @param unknown  likewise of a place that the table lacks
FieldMeaning meaning_of(const PlaceInk& ink, const PlaceWords& words,
                        const std::vector<double>& logs, double unknown,
                        const Threshold& threshold) {
    FieldMeaning out;
    out.field = ink.field;
    out.ink = true;
    out.is.state = FieldState::doubtful;
    out.is.value = {{"name", ink.reading->text}, {"code", nullptr}};
    const std::size_t label = best_of(logs);
    if (logs[label] == impossible)
        return out;
    const Spelling spelling =
        words.spelling_of(static_cast<int>(label), share(logs, label, unknown));
    out.is.confidence = confidence_of(spelling, threshold);
    out.sure = is_claim(spelling, threshold);
    const std::string written = utf8(spelling.text);
    if (out.sure)
        out.written = written;
    if (static_cast<int>(label) == words.ditto_label()) {
        out.is.value["name"] = written;
    } else if (spelling.mass >= threshold.mass) {
        const Division& division = *words.divisions()[label];
        out.is.value = {{"name", division.name}, {"code", division.code}};
    }
    if (out.sure)
        out.is.state = written == ink.reading->text ? FieldState::read : FieldState::derived;
    return out;
}

}  // namespace

KnownPlace decode_known_place(const PlaceInk& township, const PlaceInk& village,
                              const Knowledge& knowledge) {
    const Threshold threshold = knowledge.calibration.field("place");
    const PlaceWords towns(township, knowledge, threshold);
    const PlaceWords villages(village, knowledge, threshold);
    KnownPlace known;
    if (towns.divisions().empty() || villages.divisions().empty())
        return known;

    // What the villages say about each township, and the townships about each village.
    const std::size_t town_ditto = towns.divisions().size(),
                      village_ditto = villages.divisions().size();
    std::vector<double> town_logs(town_ditto + 1), village_logs(village_ditto + 1, impossible);
    double any_town = towns.log_of_unknown();
    for (std::size_t i = 0; i < town_ditto; ++i) {
        any_town = log_sum(any_town, towns.log(i));
        double inside = villages.log_of_unknown();
        for (std::size_t j = 0; j < village_ditto; ++j)
            if (villages.divisions()[j]->parent == towns.divisions()[i]->code) {
                inside = villages.has_ink() ? log_sum(inside, villages.log(j)) : 0;
                village_logs[j] = villages.log(j) + towns.log(i);
            }
        town_logs[i] = towns.log(i) + inside;
    }
    town_logs[town_ditto] =
        towns.log(town_ditto) + (villages.has_ink() ? villages.log(village_ditto) : 0);
    village_logs[village_ditto] = villages.log(village_ditto) + any_town;
    const double both_unknown = villages.log_of_unknown() + towns.log_of_unknown();
    if (towns.has_ink())
        known.township = meaning_of(township, towns, town_logs, both_unknown, threshold);
    if (villages.has_ink())
        known.village = meaning_of(village, villages, village_logs,
                                   villages.log_of_unknown() + any_town, threshold);
    return known;
}

}  // namespace tanfang
