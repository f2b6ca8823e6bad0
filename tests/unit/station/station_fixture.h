/// A station with an invented sheet and accounts of three roles, asked request by request, without
/// a network.
#pragma once

#include "pipeline/record/check_record.h"
#include "pipeline/station/station.h"

#include <memory>
#include <optional>

#include "../home/home_fixture.h"
#include <gmock/gmock.h>

namespace tanfang {

const Entrance entrance = local_entrance(4711);

inline Json asking_line() {
    Json line = line_of(0, "8J4K2M7Q9T", "review");
    line["registration"] = {{"method", "-"}, {"residual_mm", 0}, {"dpi", 300}, {"rotation", 0}};
    line["fields"]["subject_name"] = {
        {"value", "<img src=x onerror=alert(1)>"}, {"state", "doubtful"}, {"confidence", 0.5}};
    line["fields"]["subject_id_no"]["value"] = "35059919450708001X";
    line["fields"]["ability_level"] = {
        {"value", nullptr}, {"state", "unreadable"}, {"confidence", 0}};
    const Json quad = {10, 10, 20, 10, 20, 20, 10, 20};
    line["readings"] = {{"subject_name",
                         {{"quad", quad},
                          {"sure", false},
                          {"text", "林阿满"},
                          {"confidence", 0.5},
                          {"candidates", Json::array({Json::array({"林阿满", 0.5}),
                                                      Json::array({"林可满", 0.3})})}}},
                        {"ability_level.mild",
                         {{"quad", quad},
                          {"sure", false},
                          {"mark", "doubtful"},
                          {"how", nullptr},
                          {"score", 0.1}}}};
    return line;
}

inline FieldModel model_of(const std::string& form) {
    return parse_field_model(
        load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates/fields.json",
                  Fault::bad_template),
        form);
}

inline FieldModel enrollment() {
    return model_of("enrollment");
}

inline Divisions divisions() {
    Divisions known;
    known.add({"350599", "示例县", "county", "350500"});
    known.add({"350599101", "南浦镇", "township", "350599"});
    known.add({"350599102", "北山乡", "township", "350599"});
    known.add({"350599101201", "后厝村", "village", "350599101"});
    known.add({"350599102201", "山前村", "village", "350599102"});
    return known;
}

/// Of one field; the others are "auto".
inline ReviewPolicies policy_of(const std::string& field, const std::string& policy) {
    return ReviewPolicies(std::map<std::string, std::string>{{field, policy}});
}

/// The rules of the product, on the day on which the example sheets were filled in.
inline HomeOptions tester_with_rules() {
    HomeOptions options = tester();
    auto knowledge = std::make_shared<Knowledge>(
        load_knowledge(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates", std::nullopt));
    knowledge->county = "350599";
    knowledge->today = *parse_date("2026-11-01");
    const std::map<std::string, FieldModel> models = {{"enrollment", enrollment()},
                                                      {"visit", model_of("visit")}};
    options.judge = [knowledge, models](const std::string& form, const Json& fields) {
        return models.contains(form)
                   ? findings_json(check_values(fields, models.at(form), *knowledge))
                   : Json::array();
    };
    return options;
}

class StationTest : public testing::Test {
  protected:
    StationTest() {
        const auto sha256 = home.receive(write_file(folder / "a.png", "no picture"), "b").sha256;
        home.store_page(sha256, parse_read_page(asking_line()));
        home.finish_file(sha256, 1);
        home.accounts().add({"lin", Role::operator_}, "correct horse", "root");
        home.accounts().add({"chen", Role::reviewer}, "correct horse", "root");
        home.accounts().add({"wang", Role::auditor}, "correct horse", "root");
        station.emplace(home, settings());
    }

    StationSettings settings() {
        const auto receive = [this](OpenFile file, const std::filesystem::path& name,
                                    const std::string& batch) {
            return home.receive(std::move(file), name, batch);
        };
        return {std::filesystem::path(TANFANG_SOURCE_DIR) / "pipeline/station/web",
                {{"enrollment", enrollment()}, {"visit", model_of("visit")}},
                {folder / "home" / "tmp", receive, [] { return ""; }},
                {{"enrollment", policy_of("filing_date", "blind_key")}},
                divisions(),
                "350599"};
    }

    /// One more sheet, of one page.
    void store(const std::string& name, const Json& line) {
        const auto sha256 = home.receive(write_file(folder / name, name), "b").sha256;
        home.store_page(sha256, parse_read_page(line));
        home.finish_file(sha256, 1);
    }

    HttpResponse send(HttpRequest request) {
        request.headers.insert({{"host", "127.0.0.1:4711"}, {"cookie", cookie}});
        return station->answer(request, entrance);
    }
    HttpResponse get(const std::string& path) { return send({"GET", path, {}, ""}); }
    HttpResponse post_bytes(const std::string& path, const std::string& bytes) {
        return send(
            {"POST", path, {{"origin", "http://127.0.0.1:4711"}, {"x-csrf-token", csrf}}, bytes});
    }
    HttpResponse post(const std::string& path, const Json& body) {
        return post_bytes(path, body.dump());
    }
    Json asked(const std::string& path, const Json& body = Json::object()) {
        const HttpResponse response = post(path, body);
        EXPECT_EQ(response.status, 200) << path << response.body;
        return Json::parse(response.body);
    }
    Json session() {
        const Json now = Json::parse(get("/api/session").body);
        csrf = now["csrf"];
        return now;
    }
    int sign_in(const std::string& name, const std::string& password = "correct horse") {
        cookie.clear();
        session();
        const HttpResponse response = post("/api/login", {{"name", name}, {"password", password}});
        for (const auto& [header, value] : response.headers)
            if (header == "Set-Cookie") {
                EXPECT_THAT(value, testing::HasSubstr("HttpOnly; SameSite=Strict"));
                cookie = value.substr(0, value.find(';'));
                session();
            }
        return response.status;
    }
    Json next() { return Json::parse(post("/api/next", {{"after", ""}}).body)["record"]; }
    Json sheet(const std::string& id) { return Json::parse(get("/api/sheet/" + id).body); }

    TemporaryFolder folder;
    Home home = Home::open_or_create(folder / "home", tester_with_rules());
    std::optional<Station> station;
    std::string cookie, csrf;
};

}  // namespace tanfang
