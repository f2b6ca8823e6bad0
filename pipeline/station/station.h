/// The clerk's review station: the web page and the JSON API behind it.
///
/// in:  HTTP requests of browsers on this machine
/// out: files of the page, JSON, pictures; decisions in the home
#pragma once

#include "pipeline/external/http_server.h"
#include "pipeline/form/field_model.h"
#include "pipeline/home/home.h"
#include "pipeline/station/sessions.h"
#include "pipeline/station/tasks.h"

#include <filesystem>
#include <map>
#include <mutex>
#include <string>

namespace tanfang {

struct StationSettings {
    std::filesystem::path web;                 ///< folder with the files of the page
    std::map<std::string, FieldModel> models;  ///< by form
};

/// One writer: every request that touches the home waits for its turn. Safe from several threads.
class Station {
  public:
    /// @param home  open for writing; outlives the station
    Station(Home& home, StationSettings settings);

    /// While nobody has an account yet: what opens the page on which the first one is made.
    std::string setup_token() const { return setup_token_; }

    /// @param port  on which the server listens, for the list of allowed hosts
    HttpResponse answer(const HttpRequest& request, int port);

  private:
    struct Call;  // one request of somebody who is signed in
    using Action = HttpResponse (Station::*)(const Call&);

    HttpResponse route(const HttpRequest& request);
    HttpResponse file(const std::string& path) const;
    HttpResponse session(const HttpRequest& request);
    HttpResponse sign_in(const Json& body);
    HttpResponse set_up(const Json& body);
    HttpResponse signed_in(const Account& account);
    HttpResponse sign_out(const Call& call);
    HttpResponse piles(const Call& call);
    HttpResponse next(const Call& call);
    HttpResponse sheet(const Call& call);
    HttpResponse picture(const Call& call);
    HttpResponse decide(const Call& call);
    HttpResponse undo(const Call& call);
    HttpResponse reveal(const Call& call);
    Json record_of(const std::string& id);
    const FieldModel& model_of(const Json& record) const;

    Home& home_;
    StationSettings settings_;
    std::map<std::string, std::pair<std::string, std::string>> files_;  // path -> type, bytes
    std::string sign_in_token_;
    std::string setup_token_;
    Sessions sessions_;
    std::mutex password_mutex_;  // one Argon2id at a time: 46 MiB
    std::mutex mutex_;           // home, tasks, leases
    Tasks tasks_;
    Leases leases_;
};

}  // namespace tanfang
