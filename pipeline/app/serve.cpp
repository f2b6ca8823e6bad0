#include "pipeline/app/commands.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/language.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/app/resources.h"
#include "pipeline/app/station_rules.h"
#include "pipeline/app/upload_reading.h"
#include "pipeline/home/daily_head.h"
#include "pipeline/station/office_certificate.h"
#include "pipeline/station/station.h"

#include <csignal>
#include <iostream>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr int usual_port = 8765, usual_lan_port = 8443;
const std::string no_network = "-";
constexpr std::size_t longest_body = 300 * 1024;  // bytes: a piece of an uploaded file has 256 KiB

void tell_where(const std::string& address, const Station& station) {
    if (station.setup_token().empty())
        spdlog::info("复核台已启动，请在本机浏览器打开 {} （Ctrl-C 停止）", address);
    else
        std::cout << "第一次使用：请在本机浏览器打开下面的链接，建立管理员账号（链接只能用一次）\n"
                  << address << "#setup=" << station.setup_token() << std::endl;
}

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
    void watch_for(std::function<void()> end) {
        waiting_ = std::thread([this, end = std::move(end)] {
            int signal = 0;
            sigwait(&signals_, &signal);
            end();
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

struct StationPlace {
    int port = usual_port;         ///< on 127.0.0.1
    std::string lan = no_network;  ///< "": all addresses of this computer
    int lan_port = usual_lan_port;
};

/// The station for the browsers of this computer and, where it was asked for, over TLS for those of
/// the office network.
class Servers {
  public:
    /// @param station  outlives it
    Servers(Station& station, const StationPlace& place, const std::filesystem::path& home)
        : station_(station), heads_(home) {
        HttpLimits limits;
        limits.body_bytes = longest_body;
        local_ = std::make_unique<HttpServer>(place.port, limits,
                                              [this](const auto& it) { return answer(it, here_); });
        here_ = local_entrance(local_->port());
        if (place.lan == no_network)
            return;
        ServerNames names = names_of_this_computer();
        if (!place.lan.empty())
            names.addresses = {place.lan};
        if (names.addresses.empty())
            throw Error(Fault::bad_usage, "--lan", "这台电脑没有连上任何网络");
        const auto office = office_certificate(home, names, std::chrono::system_clock::now());
        office_ = std::make_unique<HttpServer>(
            NetworkAddress{place.lan.empty() ? "0.0.0.0" : place.lan, place.lan_port},
            office.server, limits, [this](const auto& it) { return answer(it, there_); });
        std::vector<std::string> hosts = names.addresses;
        hosts.insert(hosts.end(), names.hosts.begin(), names.hosts.end());
        there_ = office_entrance(hosts, office_->port());
        tell_office(office);
    }

    std::string local_address() const { return here_.origin_of(here_.hosts.front()) + "/"; }

    /// Serves until stop().
    void run() {
        std::thread office;
        if (office_)
            office = std::thread([this] { office_->run(); });
        local_->run();
        if (office.joinable())
            office.join();
    }

    void stop() {
        if (office_)
            office_->stop();
        local_->stop();
    }

  private:
    HttpResponse answer(const HttpRequest& request, const Entrance& entrance) {
        try {
            heads_.keep(day_by_clock());
        } catch (const std::exception& error) {  // what the clerk does is told by its own errors
            spdlog::error("审计链每日凭证没有写成：{}", error.what());
        }
        return station_.answer(request, entrance);
    }

    void tell_office(const OfficeCertificate& office) const {
        for (const auto& host : there_.hosts)
            spdlog::info("办公网地址：{}/", there_.origin_of(host));
        spdlog::info("各台电脑要先安装证书 {}（用 U 盘拷去，步骤见 pipeline/station/LAN.zh-CN.md）",
                     office.authority.string());
        spdlog::info("安装时核对指纹 sha1   {}", office.shown.sha1);
        spdlog::info("浏览器里显示的 SHA-256 {}", office.shown.sha256);
    }

    Station& station_;
    DailyHead heads_;
    Entrance here_, there_;  // set before run(): the servers ask for them
    std::unique_ptr<HttpServer> local_, office_;
};

ExitCode serve(const HomeChoice& choice, const ReadingChoice& reading, const StationPlace& place) {
    if (!reading.decoding->start())
        return ExitCode::environment;
    StopOnSignal stop;
    const Forms forms(resource_folder() / "templates");
    HomeOptions options = choice.options();
    const auto rules = std::make_shared<StationRules>(reading.settings, forms);
    options.judge = [rules](const std::string& form, const Json& fields) {
        return rules->judge(form, fields);
    };
    Home home = Home::open_or_create(choice.folder, std::move(options));
    rules->learn_from(home);
    const Knowledge& known = rules->knowledge();
    UploadReading uploads(choice, reading, forms);
    Station station(home,
                    {station_folder(), installed_models(forms), uploads.intake(),
                     policies_of(forms, known), known.divisions, known.county, combs_of(forms)});
    Servers servers(station, place, Home::existing(choice.folder));
    tell_where(servers.local_address(), station);
    stop.watch_for([&servers] { servers.stop(); });
    servers.run();
    return ExitCode::done;
}

}  // namespace

void add_serve_command(const Command& program) {
    const Command command = program.command(
        "serve",
        say("The review station: a web page on this machine, with --lan also for the office "
            "network, on which clerks upload scans and decide what is doubtful",
            "复核台：在本机浏览器（加 --lan 时也在办公网各台电脑）中上传扫描件，处理读不准的内容"));
    const auto choice = add_home_options(command);
    const auto reading = add_reading_options(command);
    const auto place = std::make_shared<StationPlace>();
    command
        .option("--port", place->port,
                say("Port on 127.0.0.1, by default 8765; 0: any free one",
                    "本机端口，默认 8765；0 为任选"))
        .between(0, 65535);
    const auto lan = command.option(
        "--lan", place->lan,
        say("Serve the office network, too, over TLS: an address of this machine, or nothing for "
            "all of them",
            "同时用 TLS 供办公网使用；可写本机的一个地址，不写则用全部地址"));
    lan.value_optional();
    command
        .option("--lan-port", place->lan_port,
                say("Port of the office network, by default 8443; 0: any free one",
                    "办公网端口，默认 8443；0 为任选"))
        .needs(lan)
        .between(0, 65535);
    command.runs([choice, reading, place] { return serve(*choice, *reading, *place); });
}

}  // namespace tanfang
