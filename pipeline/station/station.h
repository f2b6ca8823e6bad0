/// The clerk's review station: the web page and the JSON API behind it.
///
/// in:  HTTP requests of browsers on this machine
/// out: files of the page, JSON, pictures; decisions and uploaded scans in the home
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/external/http_server.h"
#include "pipeline/form/field_model.h"
#include "pipeline/home/home.h"
#include "pipeline/record/divisions.h"
#include "pipeline/register/visit_rate.h"
#include "pipeline/station/guard.h"
#include "pipeline/station/pictures.h"
#include "pipeline/station/sessions.h"
#include "pipeline/station/tasks.h"
#include "pipeline/station/uploads.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace tanfang {

/// Where a person has shown a sheet on a page image.
struct ShownSheet {
    std::string form;
    int page = 0;            ///< of the form, from 0
    Quad<Px> corners;        ///< of the table's outer frame, in pixels of the scan
    std::string print = {};  ///< of OfferedPrint, if the form is somebody else's print
};

/// One page of a form as somebody else prints it, which the home has learned.
struct OfferedPrint {
    std::string print;    ///< name of the print
    std::string form;     ///< whose fields it has
    int page = 0;         ///< of the form, from 0
    Box<Mm> frame;        ///< whose corners are to be shown, as shares of the page: 0..1
    std::string picture;  ///< PNG of the blank page
};

/// How the station takes in what is uploaded.
struct StationIntake {
    std::filesystem::path unfinished;  ///< folder for what has not come as a whole
    /// Stores a file durably and sees to it that it is read. Safe from several threads.
    std::function<Receipt(OpenFile file, const std::filesystem::path& name,
                          const std::string& batch)>
        receive;
    /// Why nothing is read any more, in words for the clerk; empty: all is well.
    std::function<std::string()> trouble;
    /// Reads a page anew. Safe from several threads.
    /// @return        a line as of the reader; its file has the original's name
    /// @throws Error  if the sheet is not there
    std::function<Json(const std::filesystem::path& original, int file_page,
                       const ShownSheet& shown)>
        read_shown = {};
    /// Forms that can be shown: [{"form", "zh", "pages"}].
    Json forms = Json::array();
    /// Reads a whole page image anew, with all prints that are known by now.
    /// @return  a line for each sheet on it, as of the reader
    std::function<std::vector<Json>(const std::filesystem::path& original, int file_page)>
        read_again = {};
    /// Prints that can be shown as well as the forms. Safe from several threads.
    std::function<std::vector<OfferedPrint>()> prints = [] { return std::vector<OfferedPrint>(); };
};

struct StationSettings {
    std::filesystem::path web;                 ///< folder with the files of the page
    std::map<std::string, FieldModel> models;  ///< by form
    StationIntake intake;
    PoliciesByForm policies;
    Divisions divisions = {};  ///< of which accounts may have one, and which may be keyed
    std::string county = {};   ///< its code, whose places are offered; empty: all
    CombsByForm combs = {};    ///< of our own prints
};

/// Requests that touch the home wait for their turn. Safe from several threads.
class Station {
  public:
    /// @param home  open for writing; outlives the station
    Station(Home& home, StationSettings settings);

    /// While nobody has an account yet: what opens the page on which the first one is made, through
    /// the local entrance only.
    std::string setup_token() const { return setup_token_; }

    HttpResponse answer(const HttpRequest& request, const Entrance& entrance);

    /// What may be asked of those who are known: "GET piles".
    static std::vector<std::string> route_names();

  private:
    struct Call;  // one request of somebody who is signed in
    struct Route;
    struct Uploaded {
        std::string person, name, sha256;
        bool known = false;
    };
    static const std::map<std::string, Route>& routes();

    HttpResponse route(const HttpRequest& request, const Entrance& entrance);
    std::optional<HttpResponse> unknown(const HttpRequest& request, const Entrance& entrance,
                                        Call& call);
    bool is_as_signed_in(const Account& account);
    HttpResponse file(const std::string& path) const;
    HttpResponse session(const HttpRequest& request, const Entrance& entrance);
    HttpResponse sign_in(const Json& body, const Entrance& entrance);
    HttpResponse set_up(const Json& body, const Entrance& entrance);
    HttpResponse signed_in(const Account& account, const Entrance& entrance);
    HttpResponse sign_out(const Call& call);

    // station_work.cpp: sheet by sheet
    HttpResponse piles(const Call& call);
    HttpResponse next(const Call& call);
    HttpResponse sheet(const Call& call);
    HttpResponse picture(const Call& call);
    HttpResponse decide(const Call& call);
    HttpResponse undo(const Call& call);
    HttpResponse reveal(const Call& call);
    HttpResponse leave(const Call& call);

    // station_keying.cpp: help with typing
    HttpResponse words(const Call& call);
    HttpResponse blind(const Call& call);

    // station_rows.cpp: many of a kind
    HttpResponse marks(const Call& call);
    HttpResponse digits(const Call& call);
    HttpResponse column(const Call& call);
    HttpResponse differences(const Call& call);
    HttpResponse control(const Call& call);
    HttpResponse second(const Call& call);
    HttpResponse decide_all(const Call& call);
    HttpResponse items(const Call& call, std::size_t most,
                       const std::function<bool(const Tasks::Work&)>& wanted,
                       const std::function<void(const Json& record, const Tasks::Work& work,
                                                const FieldModel& model, Json& items)>& add);

    // station_intake.cpp: uploads
    HttpResponse upload(const Call& call);
    HttpResponse piece(const Call& call);
    HttpResponse uploaded(const Call& call);
    HttpResponse intake(const Call& call);

    // station_links.cpp: whose a visit is
    HttpResponse next_unlinked(const Call& call);
    HttpResponse find_people(const Call& call);
    HttpResponse link(const Call& call);
    HttpResponse unlink(const Call& call);
    Json link_view(const Call& call, const std::string& id);
    std::optional<Person> visible_person(const Call& call, const std::string& id);

    // station_exceptions.cpp: what nobody can answer field by field
    HttpResponse exceptions(const Call& call);
    HttpResponse put_away(const Call& call);
    HttpResponse rescan(const Call& call);
    HttpResponse decide_of_all(const Call& call, DecisionKind kind);
    HttpResponse align(const Call& call);
    HttpResponse prints(const Call& call);
    HttpResponse print(const Call& call);
    HttpResponse read_again(const Call& call);
    std::optional<HttpResponse> not_lost(const Call& call, Json& source);
    HttpResponse store_found(const Call& call, const Json& source, std::vector<Json> lines,
                             AuditEvent event, const std::string& reason);
    Json whose(const Json& record);

    // station_search.cpp: looking up
    HttpResponse search(const Call& call);
    HttpResponse person(const Call& call);
    Json summaries(const Call& call, const std::vector<std::string>& records);

    // station_month.cpp: how far the month is
    struct MonthView {
        MonthRate rate;
        Json days;
        std::optional<std::chrono::steady_clock::time_point> made;
        std::chrono::steady_clock::duration took{};
    };
    HttpResponse month(const Call& call);
    HttpResponse unvisited(const Call& call);
    const MonthView& month_of(const Call& call, const std::string& month);

    // station_admin.cpp: for the auditor and the admin
    HttpResponse audit(const Call& call);
    HttpResponse users(const Call& call);
    HttpResponse add_user(const Call& call);
    HttpResponse change_user(const Call& call);

    // station_settings.cpp: how fields are reviewed
    HttpResponse review_settings(const Call& call);
    HttpResponse choose_policy(const Call& call);
    void apply_policies();

    /// Precondition, as of all that takes a Call: the caller has the home.
    /// @throws NotThere  if there is no such record, or the account may not see it
    Json record_of(const Call& call, const std::string& id);
    const FieldModel& model_of(const Json& record) const;
    const ReviewPolicies& policies_of(const Json& form) const;
    int cells_of(const Json& line, const std::string& spot) const;
    /// As the screen of the whole sheet needs it.
    Json view_of(const Json& record) const;
    /// Precondition: the caller has the home. @return the decision; its revision is the one seen
    NewDecision decision_of(const Call& call, const Json& body, const Json& record);

    Home& home_;
    const StationSettings settings_;
    PoliciesByForm policies_;  // of the settings, and what the admin wants otherwise
    std::map<std::string, std::pair<std::string, std::string>> files_;  // path -> type, bytes
    std::string sign_in_token_;
    std::string setup_token_;
    Sessions sessions_;
    Uploads uploads_;
    Pictures pictures_;
    std::mutex password_mutex_;  // one Argon2id at a time: 46 MiB
    std::mutex mutex_;           // home, tasks, leases, what was uploaded
    Tasks tasks_;
    Leases leases_;
    std::map<std::pair<std::string, std::string>, MonthView> months_;  // by division and month
    std::vector<Uploaded> uploaded_;  // since the start, for the progress on the screen
};

}  // namespace tanfang
