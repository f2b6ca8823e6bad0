#include "pipeline/app/commands.h"
#include "pipeline/app/decode_options.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/resources.h"
#include "pipeline/station/station.h"

#include <csignal>
#include <iostream>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr int usual_port = 8765;

std::map<std::string, FieldModel> installed_models(const Forms& forms) {
    std::map<std::string, FieldModel> models;
    for (const auto& form : forms.all()) models.emplace(form.id, forms.fields_of(form));
    return models;
}

void tell_where(const HttpServer& server, const Station& station) {
    const std::string address = "http://127.0.0.1:" + std::to_string(server.port()) + "/";
    if (station.setup_token().empty())
        spdlog::info("复核台已启动，请在本机浏览器打开 {} （Ctrl-C 停止）", address);
    else
        std::cout << "第一次使用：请在本机浏览器打开下面的链接，建立管理员账号（链接只能用一次）\n"
                  << address << "#setup=" << station.setup_token() << std::endl;
}

/// Ctrl-C and the end of the system stop the server between two requests.
class StopOnSignal {
  public:
    explicit StopOnSignal(HttpServer& server) {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        pthread_sigmask(SIG_BLOCK, &signals_, nullptr);  // all later threads inherit it
        waiting_ = std::thread([this, &server] {
            int signal = 0;
            sigwait(&signals_, &signal);
            server.stop();
        });
    }
    ~StopOnSignal() {
        pthread_kill(waiting_.native_handle(), SIGTERM);
        waiting_.join();
    }
    StopOnSignal(const StopOnSignal&) = delete;
    StopOnSignal& operator=(const StopOnSignal&) = delete;

  private:
    sigset_t signals_{};
    std::thread waiting_;
};

ExitCode serve(const HomeChoice& choice, const DecodeChoice& decoding, int wanted_port) {
    if (!decoding.start())
        return ExitCode::environment;
    const Forms forms(resource_folder() / "templates");
    Home home = Home::open_or_create(choice.folder, choice.options());
    Station station(home, {station_folder(), installed_models(forms)});
    int port = wanted_port;
    HttpServer server(wanted_port, {},
                      [&](const HttpRequest& request) { return station.answer(request, port); });
    port = server.port();
    tell_where(server, station);
    StopOnSignal stop(server);
    server.run();
    return ExitCode::done;
}

}  // namespace

void add_serve_command(const Command& program) {
    const Command command = program.command(
        "serve", say("The review station: a web page on this machine, on which clerks decide what "
                     "is doubtful; no other program may write to the home meanwhile",
                     "复核台：在本机浏览器中处理读不准的内容；其间别的程序不能写入该数据目录"));
    const auto choice = add_home_options(command);
    const auto decoding = add_decode_options(command);
    const auto port = std::make_shared<int>(usual_port);
    command
        .option("--port", *port,
                say("Port, by default 8765; 0: any free one", "端口，默认 8765；0 为任选"))
        .between(0, 65535);
    command.runs([choice, decoding, port] { return serve(*choice, *decoding, *port); });
}

}  // namespace tanfang
