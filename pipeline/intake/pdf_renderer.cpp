#include "pipeline/intake/pdf_renderer.h"

#include "pipeline/base/error.h"
#include "pipeline/external/raster.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/lock_down.h"
#include "pipeline/intake/packet.h"

#include <csignal>
#include <cstring>
#include <string>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

constexpr int cannot_start = 127;  // the shell's word for a program that is not there

[[noreturn]] void become_renderer(pid_t parent, const Descriptor& file, const RenderJob& job,
                                  const std::string& renderer, const Descriptor& output) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    const int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    dup2(file.get(), STDIN_FILENO);
    dup2(output.get(), STDOUT_FILENO);
    dup2(nothing, STDERR_FILENO);
    constexpr std::size_t color_and_header = 3 * static_cast<std::size_t>(max_raster_pixels) + 64;
    lock_down_renderer(color_and_header);
    const std::string page = std::to_string(job.page + 1);
    const std::string side = std::to_string(job.long_side);
    const char* const arguments[] = {renderer.c_str(),  "-f",          page.c_str(), "-l",
                                     page.c_str(),      "-singlefile", "-scale-to",  side.c_str(),
                                     "/proc/self/fd/0", nullptr};
    execvp(renderer.c_str(), const_cast<char* const*>(arguments));
    _exit(cannot_start);
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

}  // namespace

void render_pdf_page(int socket, const Descriptor& file, const RenderJob& job,
                     const std::string& renderer, const Descriptor& output) {
    const pid_t self = getpid();
    const pid_t drawing = fork();
    if (drawing == 0)
        become_renderer(self, file, job, renderer, output);
    int status = 0;
    rusage used{};
    if (drawing < 0 || wait4(drawing, &status, 0, &used) != drawing || !WIFEXITED(status))
        return;  // the closed socket says that it died
    DecoderAnswer answer;
    if (WEXITSTATUS(status) == cannot_start)
        answer = failure(Fault::unsupported_format,
                         "这一页 PDF 不是单张扫描图像，需要先安装 poppler-utils（pdftoppm）才能读");
    else if (WEXITSTATUS(status) != 0)
        answer = failure(Fault::unreadable_scan, "这一页 PDF 无法绘制，文件可能已损坏，请重新扫描");
    else
        answer.kind = DecoderAnswer::Kind::done;
    answer.cpu_ms = milliseconds(used.ru_utime) + milliseconds(used.ru_stime);
    send_packet(socket, answer);
}

}  // namespace tanfang
