#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/kept_prints.h"
#include "pipeline/app/known_sheets.h"
#include "pipeline/app/language.h"
#include "pipeline/app/reading_beside.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/app/resources.h"
#include "pipeline/record/check_record.h"
#include "pipeline/station/station.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <optional>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr int usual_port = 8765;
constexpr std::size_t longest_body = 300 * 1024;  // bytes: a piece of an uploaded file has 256 KiB

std::map<std::string, FieldModel> installed_models(const Forms& forms) {
    std::map<std::string, FieldModel> models;
    for (const auto& form : forms.all()) models.emplace(form.id, forms.fields_of(form));
    return models;
}

Tasks::FieldsByForm second_look(const Forms& forms) {
    const Json fields =
        load_json(resource_folder() / "templates" / "fields.json", Fault::bad_template);
    Tasks::FieldsByForm wanted;
    for (const auto& form : forms.all()) wanted[form.id] = second_look_fields(fields, form.id);
    return wanted;
}

void tell_where(const HttpServer& server, const Station& station) {
    const std::string address = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
    if (station.setup_token().empty())
        spdlog::info("复核台已启动，请在本机浏览器打开 {} （Ctrl-C 停止）", address);
    else
        std::cout << "第一次使用：请在本机浏览器打开下面的链接，建立管理员账号（链接只能用一次）\n"
                  << address << "#setup=" << station.setup_token() << std::endl;
}

/// The rules of the settings by which scans are read here, on the day on which they are asked.
class StationRules {
  public:
    StationRules(const ReadingChoice& reading, const Forms& forms)
        : settings_(reading.settings), models_(installed_models(forms)) {
        load();
    }

    Json judge(const std::string& form, const Json& fields) {
        const auto model = models_.find(form);
        if (model == models_.end())
            return Json::array();
        if (loaded_on_ != today_by_clock())
            load();  // a station runs for weeks
        return findings_json(check_values(fields, model->second, knowledge_));
    }

  private:
    void load() {
        loaded_on_ = today_by_clock();
        knowledge_ = load_knowledge(
            resource_folder() / "templates",
            settings_.empty() ? std::nullopt : std::optional<std::filesystem::path>(settings_));
    }

    std::string settings_;
    std::map<std::string, FieldModel> models_;
    Date loaded_on_{};
    Knowledge knowledge_;
};

/// Ctrl-C and the end of the system stop the server between two requests.
class StopOnSignal {
  public:
    /// Before any other thread is started: all inherit that signals are for one of them only.
    StopOnSignal() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);
    }
    void watch_for(HttpServer& server) {
        waiting_ = std::thread([this, &server] {
            int signal = 0;
            sigwait(&signals_, &signal);
            server.stop();
        });
    }
    ~StopOnSignal() {
        if (!waiting_.joinable())
            return;
        pthread_kill(waiting_.native_handle(), SIGTERM);
        waiting_.join();
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;

  private:
    sigset_t signals_{};
    std::thread waiting_;
};

/// Reads what is uploaded. The models are loaded when the first file comes.
class UploadReading {
  public:
    /// @param choice   outlives it, as reading
    UploadReading(const HomeChoice& choice, const ReadingChoice& reading)
        : choice_(choice),
          reading_(reading),
          home_(Home::open_or_create(choice.folder, choice.options())),
          beside_(
              home_,
              [this](const InputList& stored, const std::function<void(const Json& line)>& sink) {
                  read(stored, sink);
              },
              [] {}) {}

    StationIntake intake() {
        return {std::filesystem::path(choice_.folder) / "tmp",
                [this](OpenFile file, const std::filesystem::path& name, const std::string& batch) {
                    return beside_.receive(std::move(file), name, batch);
                },
                [this] { return trouble(); }};
    }

  private:
    void read(const InputList& stored, const std::function<void(const Json& line)>& sink) {
        if (stored.files.empty())
            return;
        if (!room_) {
            room_.emplace(reading_.open_room());
            use_kept_prints(*room_, choice_.folder);
            use_register(*room_, choice_);
        }
        reading_.reader (*room_)(stored, sink);
    }

    std::string trouble() {
        try {
            beside_.check();
            return "";
        } catch (const Error& error) {
            return error.what();
        }
    }

    const HomeChoice& choice_;
    const ReadingChoice& reading_;
    std::optional<ReadingRoom> room_;
    Home home_;  // not the station's: a decision does not wait for a page
    ReadingBeside beside_;
};

ExitCode serve(const HomeChoice& choice, const ReadingChoice& reading, int wanted_port) {
    if (!reading.decoding->start())
        return ExitCode::environment;
    StopOnSignal stop;
    const Forms forms(resource_folder() / "templates");
    HomeOptions options = choice.options();
    const auto rules = std::make_shared<StationRules>(reading, forms);
    options.judge = [rules](const std::string& form, const Json& fields) {
        return rules->judge(form, fields);
    };
    Home home = Home::open_or_create(choice.folder, std::move(options));
    UploadReading uploads(choice, reading);
    Station station(
        home, {station_folder(), installed_models(forms), uploads.intake(), second_look(forms)});
    HttpLimits limits;
    limits.body_bytes = longest_body;
    int port = wanted_port;
    HttpServer server(wanted_port, limits,
                      [&](const HttpRequest& request) { return station.answer(request, port); });
    port = server.port();
    tell_where(server, station);
    stop.watch_for(server);
    server.run();
    return ExitCode::done;
}

}  // namespace

void add_serve_command(const Command& program) {
    const Command command = program.command(
        "serve",
        say("The review station: a web page on this machine, on which clerks upload scans and "
            "decide what is doubtful",
            "复核台：在本机浏览器中上传扫描件，处理读不准的内容"));
    const auto choice = add_home_options(command);
    const auto reading = add_reading_options(command);
    const auto port = std::make_shared<int>(usual_port);
    command
        .option("--port", *port,
                say("Port, by default 8765; 0: any free one", "端口，默认 8765；0 为任选"))
        .between(0, 65535);
    command.runs([choice, reading, port] { return serve(*choice, *reading, *port); });
}

}  // namespace tanfang
