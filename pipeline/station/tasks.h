/// What waits for people: the open fields of all records, brought up to date by what changed.
///
/// in:  Home
/// out: counts, and the next sheets for a person
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/home/leases.h"
#include "pipeline/station/control.h"
#include "pipeline/station/doubts.h"
#include "pipeline/station/record_place.h"
#include "pipeline/station/review_policy.h"
#include "pipeline/station/second_look.h"
#include "pipeline/station/uploads.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tanfang {

using CombsByForm = std::map<std::string, Combs>;

struct Piles {
    int accepted = 0;     ///< records
    int rejected = 0;     ///< to be scanned again
    int voided = 0;       ///< put away by somebody, with a reason
    int sheets = 0;       ///< records with open fields
    int open_fields = 0;  ///< one task each
    int exceptions = 0;   ///< records that ask, but not about a field: see Work::is_exception()
    int marks = 0;        ///< single boxes, see Doubts
    int digits = 0;       ///< single digits, see Doubts
    int second_looks = 0;
    int control = 0;  ///< claimed fields to be looked at nevertheless
    int control_right = 0, control_wrong = 0;
    int unlinked = 0;   ///< visits of which nobody knows whose they are
    int differing = 0;  ///< fields in which copies contradict each other
    std::map<std::pair<std::string, std::string>, int> texts;  ///< form and field -> how many
};

/// Not for several threads at once.
class Tasks {
  public:
    struct Work {
        std::string record;
        PageStatus status = PageStatus::rejected;
        bool voided = false;
        bool rescan = false;    ///< somebody wants to have it scanned once more
        int open = 0;           ///< fields that ask, or are to be confirmed
        bool has_gaps = false;  ///< asks, but not about a field: pages missing or of two forms
        std::string form;       ///< "" if it is not known
        std::string name;       ///< of the person on the sheet; "" if nobody has read it
        bool unlinked = false;  ///< a visit of nobody
        RecordPlace place;
        std::string uploader;  ///< account; "" if it came otherwise
        Doubts doubts;
        Control control;
        std::vector<SecondLook> second_looks;

        /// Nothing of it can be answered field by field: somebody rescans it or puts it away.
        bool is_exception() const {
            return !voided && (status == PageStatus::rejected || has_gaps || rescan);
        }

        /// Whoever has a division sees what belongs there, and what he uploaded himself and of
        /// which nobody knows where it belongs.
        bool is_visible_to(const Account& account) const;
    };

    /// @param models  by form, as policies and combs; all of them outlive it
    Tasks(const std::map<std::string, FieldModel>& models, const PoliciesByForm& policies,
          const CombsByForm& combs)
        : models_(models), policies_(policies), combs_(combs) {}

    /// After other policies hold: everything is looked at anew by the next refresh().
    void forget() {
        by_record_.clear();
        cursor_ = 0;
    }

    /// Looks at the records that were changed since the last call, and at those of people who were
    /// changed in the register; what the rules have against all pages together, and the register
    /// against a record, asks from then on.
    void refresh(Home& home);

    /// Of what the account may see. Second looks at one's own decisions are for others.
    Piles piles(const Account& account) const;

    /// The first record, in order of arrival, that has open fields and that nobody else has; it is
    /// leased to the person.
    ///
    /// @param after  "" or a record: only those behind it, to pass one over
    /// @return       nothing if there is none
    std::optional<std::string> next(const Account& account, const std::string& after,
                                    Leases& leases, Leases::Clock::time_point now) const;

    /// Records in order of arrival that the account may see and of which this is true; those that
    /// nobody else has, leased to the person.
    ///
    /// @param most  how many at most
    std::vector<std::string> lease(const std::function<bool(const Work&)>& wanted, std::size_t most,
                                   const Account& account, Leases& leases,
                                   Leases::Clock::time_point now) const;

    /// All records, in order of arrival.
    const std::map<std::string, Work>& all() const { return by_record_; }

  private:
    Work work_of(Json record, Home& home) const;

    const std::map<std::string, FieldModel>& models_;
    const PoliciesByForm& policies_;
    const CombsByForm& combs_;
    std::int64_t cursor_ = 0;
    std::map<std::string, Work> by_record_;  // ids sort by time
};

}  // namespace tanfang
