#include "pipeline/intake/pdf_renderer.h"

#include "pipeline/base/error.h"
#include "pipeline/external/raster.h"
#include "pipeline/intake/bubblewrap.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

[[noreturn]] void become_renderer(pid_t parent, const Descriptor& file, const RenderJob& job,
                                  const LauncherSettings& settings, const Descriptor& output) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    lseek(file.get(), 0, SEEK_SET);
    dup2(file.get(), STDIN_FILENO);
    dup2(output.get(), STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    constexpr std::size_t color_and_header = 3 * static_cast<std::size_t>(max_raster_pixels) + 64;
    lock_down_renderer(color_and_header, settings.drawing_time);
    const std::string page = std::to_string(job.page + 1);
    const std::vector<std::string> command{settings.renderer,
                                           "-f",
                                           page,
                                           "-l",
                                           page,
                                           "-singlefile",
                                           "-scale-to",
                                           std::to_string(job.long_side),
                                           "-"};
    become(settings.confined ? in_bubblewrap(command) : command);
    _exit(1);
}

double milliseconds(const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_usec) / 1e3;
}

DecoderAnswer failure(Fault fault, const char* words) {
    DecoderAnswer answer;
    answer.value = static_cast<std::int32_t>(fault);
    std::strncpy(answer.words, words, sizeof answer.words - 1);
    return answer;
}

/// Why pdftoppm gave nothing; its exit codes are those of bubblewrap too.
DecoderAnswer reason_of_failure(const LauncherSettings& settings) {
    if (access(settings.renderer.c_str(), X_OK) != 0)
        return failure(Fault::unsupported_format,
                       "这一页 PDF 不是单张扫描图像，需要先安装 poppler-utils（pdftoppm）才能读");
    switch (settings.confined ? try_bubblewrap() : Bubblewrap::works) {
        case Bubblewrap::not_installed:
            return failure(Fault::unsupported_format,
                           "这一页 PDF 不是单张扫描图像，需要先安装 bubblewrap（隔离环境）才能读");
        case Bubblewrap::forbidden_here:
            return failure(Fault::unsupported_format,
                           "这一页 PDF 要在隔离环境里绘制，但系统不允许建立（用户命名空间）；"
                           "来源可信的可加 --unsafe-decode");
        case Bubblewrap::works:
            break;
    }
    return failure(Fault::unreadable_scan, "这一页 PDF 无法绘制，文件可能已损坏，请重新扫描");
}

/// The signal that ended pdftoppm, 0 if none did. Bubblewrap tells it as a shell does.
int signal_of(int status) {
    constexpr int shell_says_signal = 128;
    if (WIFSIGNALED(status))
        return WTERMSIG(status);
    return std::max(0, WEXITSTATUS(status) - shell_says_signal);
}

}  // namespace

void render_pdf_page(int socket, const Descriptor& file, const RenderJob& job,
                     const LauncherSettings& settings, const Descriptor& output) {
    const pid_t self = getpid();
    const pid_t drawing = fork();
    if (drawing == 0)
        become_renderer(self, file, job, settings, output);
    int status = 0;
    rusage used{};
    if (drawing < 0 || wait4(drawing, &status, 0, &used) != drawing)
        return;  // the closed socket says that it died
    if (const int signal = signal_of(status)) {
        lock_down_renderer(0, settings.drawing_time);  // no core file of this process
        std::signal(signal, SIG_DFL);
        raise(signal);  // and this process ends as it did
    }
    DecoderAnswer answer;
    if (status != 0)
        answer = reason_of_failure(settings);
    else
        answer.kind = DecoderAnswer::Kind::done;
    answer.cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    send_packet(socket, answer);
}

}  // namespace tanfang
