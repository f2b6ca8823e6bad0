#include "pipeline/intake/launcher.h"

#include "pipeline/base/error.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/pdf_renderer.h"

#include <csignal>
#include <set>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

/// What the program asks of the launcher. The files: the child's socket, the scan, the output.
struct Launcher::Order {
    enum class Kind : std::int32_t { serve, render, end } kind = Kind::serve;
    pid_t child = 0;  ///< to end
    RenderJob job;
};

namespace {

/// Room for the decoder beyond what it inherits and the file itself: 100 Mpixel in libtiff's
/// general way take 400 MB, and 300 MB of pixels.
constexpr std::size_t decoder_memory = std::size_t{1536} << 20;

/// Cuts all ties to the program but the socket: its files, its terminal's Ctrl-C.
void become_launcher(int socket) {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT})
        std::signal(signal, SIG_IGN);  // the program ends it by closing the socket
    const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(nothing, STDOUT_FILENO);
    const auto at = static_cast<unsigned>(socket);
    close_range(STDERR_FILENO + 1, at - 1, 0);
    close_range(at + 1, ~0U, 0);
}

void become_child(int launcher_socket) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    close(launcher_socket);
}

/// How a child has ended.
struct Ended {
    pid_t child = 0;
    int status = 0;  ///< as of waitpid()
};

/// Ends a child that may have ended before. It stays a zombie until the program asks, which keeps
/// its number from being given to another.
Ended end_child(pid_t child) {
    Ended ended{child, 0};
    kill(child, SIGKILL);
    waitpid(child, &ended.status, 0);
    return ended;
}

}  // namespace

std::optional<int> Launcher::Child::end() noexcept {
    if (pid_ > 0)
        ended_ = launcher_->end(std::exchange(pid_, 0));
    return ended_;
}

Launcher::Launcher(LauncherSettings settings) : settings_(std::move(settings)) {
    start();
}

Launcher::~Launcher() {
    socket_ = Descriptor();
    if (pid_ > 0)
        waitpid(pid_, nullptr, 0);
}

Launcher& Launcher::shared(const LauncherSettings& settings) {
    static Launcher launcher(settings);
    return launcher;
}

void Launcher::start() {
    if (pid_ > 0)  // the old one was killed from outside
        waitpid(pid_, nullptr, 0);
    auto [mine, theirs] = connected_sockets();
    pid_ = fork();
    if (pid_ == 0) {
        mine = Descriptor();
        run(theirs.get());
    }
    if (pid_ < 0)
        throw Error(Fault::decoder_died, "", "系统无法启动新进程，请关闭其他程序后重试");
    socket_ = std::move(mine);
}

void Launcher::run(int socket) const noexcept {
    become_launcher(socket);
    const std::size_t inherited = address_space_in_use();
    std::set<pid_t> children;
    Order order;
    while (auto files = receive_packet(socket, order)) {
        if (order.kind == Order::Kind::end) {
            // A child of an earlier launcher died with it; how, nobody knows.
            const bool mine = children.erase(order.child) > 0;
            if (!send_packet(socket, mine ? end_child(order.child) : Ended{}))
                break;
            continue;
        }
        const bool renders = order.kind == Order::Kind::render;
        if (files->size() != (renders ? 3 : 2))
            _exit(70);
        const pid_t child = fork();
        if (child == 0) {
            become_child(socket);
            const int connection = (*files)[0].get();
            if (renders) {
                render_pdf_page(connection, (*files)[1], order.job, settings_, (*files)[2]);
            } else {
                lock_down_decoder(inherited + size_of((*files)[1]) + decoder_memory);
                if (settings_.confined)
                    confine_decoder();
                settings_.serve(connection, (*files)[1]);
            }
            _exit(0);
        }
        if (child > 0)
            children.insert(child);
        if (!send_packet(socket, child))
            break;
    }
    for (const pid_t child : children) kill(child, SIGKILL);
    _exit(0);
}

Launcher::Child Launcher::serve(const Descriptor& file) {
    return launch({Order::Kind::serve, 0, {}}, {file.get()});
}

Launcher::Child Launcher::render(const Descriptor& file, const RenderJob& job,
                                 const Descriptor& output) {
    return launch({Order::Kind::render, 0, job}, {file.get(), output.get()});
}

Launcher::Child Launcher::launch(const Order& order, std::initializer_list<int> files) {
    auto [mine, theirs] = connected_sockets();
    std::vector<int> all{theirs.get()};
    all.insert(all.end(), files.begin(), files.end());
    const std::lock_guard lock(mutex_);
    for (int attempt = 0; attempt < 2; ++attempt) {
        pid_t child = 0;
        if (send_packet(socket_.get(), order, all) && receive_packet(socket_.get(), child)) {
            if (child < 0)
                break;
            return {*this, std::move(mine), child};
        }
        start();
    }
    throw Error(Fault::decoder_died, "", "系统无法启动新进程，请关闭其他程序后重试");
}

std::optional<int> Launcher::end(pid_t child) noexcept {
    const std::lock_guard lock(mutex_);
    Ended ended;
    if (!send_packet(socket_.get(), Order{Order::Kind::end, child, {}}) ||
        !receive_packet(socket_.get(), ended) || ended.child != child)
        return std::nullopt;
    return ended.status;
}

}  // namespace tanfang
