#include "pipeline/intake/bubblewrap.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {
constexpr const char* bubblewrap = "/usr/bin/bwrap";
}

std::vector<std::string> in_bubblewrap(const std::vector<std::string>& command) {
    std::vector<std::string> all{
        // clang-format off
        bubblewrap, "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL",
        "--clearenv",
        // programs, libraries, fonts, poppler's tables; /lib and /lib64 as Debian has them
        "--ro-bind", "/usr", "/usr", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
        // which font stands for which, and what fontconfig has found before
        "--ro-bind-try", "/etc/fonts", "/etc/fonts",
        "--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig"
        // clang-format on
    };
    all.insert(all.end(), command.begin(), command.end());
    return all;
}

void become(const std::vector<std::string>& command) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    execv(arguments.front(), arguments.data());
}

Bubblewrap try_bubblewrap() {
    if (access(bubblewrap, X_OK) != 0)
        return Bubblewrap::not_installed;
    const pid_t child = fork();
    if (child == 0) {
        const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
        for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
            dup2(nothing, standard);
        become(in_bubblewrap({"/usr/bin/true"}));
        _exit(1);
    }
    int status = 0;
    const bool ended = child > 0 && waitpid(child, &status, 0) == child;
    return ended && WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Bubblewrap::works
                                                                  : Bubblewrap::forbidden_here;
}

}  // namespace tanfang
