#include "tests/support/program.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang::simulate {
namespace {

std::filesystem::path temporary_file() {
    std::string name = (std::filesystem::temp_directory_path() / "tanfang-said-XXXXXX").string();
    const int file = mkstemp(name.data());
    if (file < 0)
        throw std::runtime_error("no temporary file");
    close(file);
    return name;
}

void redirect(int descriptor, const std::filesystem::path& file) {
    const int opened = open(file.c_str(), O_WRONLY | O_TRUNC);
    dup2(opened, descriptor);
    close(opened);
}

[[noreturn]] void become_program(const std::vector<std::string>& arguments,
                                 const std::map<std::string, std::string>& environment) {
    const std::string program = std::string(TANFANG_BINARY_DIR) + "/tanfang";
    std::vector<char*> pointers{const_cast<char*>(program.c_str())};
    for (const auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
    pointers.push_back(nullptr);
    for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
    execv(program.c_str(), pointers.data());
    _exit(127);
}

}  // namespace

std::vector<Json> Outcome::lines() const {
    std::vector<Json> all;
    std::istringstream stream(out);
    for (std::string line; std::getline(stream, line);)
        all.push_back(parse_json(line, Fault::output_failed, "standard output"));
    return all;
}

Outcome run_tanfang(const std::vector<std::string>& arguments,
                    const std::map<std::string, std::string>& environment) {
    return BackgroundRun(arguments, environment).wait();
}

BackgroundRun::BackgroundRun(const std::vector<std::string>& arguments,
                             const std::map<std::string, std::string>& environment)
    : out_(temporary_file()), err_(temporary_file()) {
    child_ = fork();
    if (child_ < 0)
        throw std::runtime_error("cannot start a process");
    if (child_ == 0) {
        redirect(STDOUT_FILENO, out_);
        redirect(STDERR_FILENO, err_);
        become_program(arguments, environment);
    }
}

BackgroundRun::~BackgroundRun() {
    if (child_ > 0) {
        kill(child_, SIGKILL);
        waitpid(child_, nullptr, 0);
    }
    std::filesystem::remove(out_);
    std::filesystem::remove(err_);
}

void BackgroundRun::send(int signal) {
    kill(child_, signal);
}

bool BackgroundRun::goes_on() const {
    siginfo_t ended{};
    return waitid(P_PID, static_cast<id_t>(child_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
           ended.si_pid == 0;
}

std::string BackgroundRun::out_so_far() const {
    return read_file(out_);
}

Outcome BackgroundRun::wait() {
    int status = 0;
    waitpid(child_, &status, 0);
    child_ = -1;
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), read_file(out_),
            read_file(err_)};
}

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "tanfang-test-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr)
        throw std::runtime_error("no temporary folder");
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace tanfang::simulate
