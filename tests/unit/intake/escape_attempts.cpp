#include "tests/unit/intake/escape_attempts.h"

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include <fcntl.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace tanfang {

namespace {

constexpr int everything = PROT_READ | PROT_WRITE | PROT_EXEC;
constexpr const char* nowhere = "/tmp/tanfang-no-such-file";
constexpr const char* passwords = "/etc/passwd";

bool opens(int flags) {
    return open(passwords, flags) >= 0;
}

bool connects_to_a_socket_with_a_path() {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    return connect(STDIN_FILENO, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

bool makes_a_page_of_its_own_code_executable() {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page != MAP_FAILED && mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
}

bool makes_it_executable_with_a_key() {
    void* page = mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return syscall(SYS_pkey_mprotect, page, 4096, PROT_EXEC, -1) == 0;
}

bool becomes_a_program() {
    char name[] = "true";
    char* arguments[] = {name, nullptr};
    return execv("/bin/true", arguments) == 0;
}

bool becomes_a_program_in_memory() {
    char nothing[] = "";
    char* arguments[] = {nullptr};
    return syscall(SYS_execveat, STDIN_FILENO, nothing, arguments, arguments, AT_EMPTY_PATH) == 0;
}

bool forks() {
    const pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child > 0 && waitpid(child, nullptr, 0) == child;
}

bool raises_its_limits() {
    const rlimit more{RLIM_INFINITY, RLIM_INFINITY};
    return setrlimit(RLIMIT_FSIZE, &more) == 0;
}

bool reads_another_process() {
    char byte = 0;
    iovec mine{&byte, 1}, theirs{&byte, 1};
    return process_vm_readv(1, &mine, 1, &theirs, 1, 0) >= 0;
}

bool writes_into_another_process() {
    char byte = 0;
    iovec mine{&byte, 0}, theirs{&byte, 0};
    return process_vm_writev(1, &mine, 1, &theirs, 1, 0) >= 0;
}

bool calls_as_a_program_of_32_bits() {
#ifdef __x86_64__
    long result = 20;  // getpid
    asm volatile("int $0x80" : "+a"(result) : : "memory");
    return result > 0;
#else
    return false;
#endif
}

bool takes_more_memory_than_it_may() {
    void* memory = std::malloc(std::size_t{64} << 30);
    const bool got_it = memory != nullptr;
    std::free(memory);
    return got_it;
}

bool loads_a_kernel_module() {
    return syscall(SYS_finit_module, STDIN_FILENO, "", 0) == 0;
}

bool types_into_the_terminal() {
    char key = 'x';
    return ioctl(STDIN_FILENO, TIOCSTI, &key) == 0;
}

bool watches_events() {
    perf_event_attr event{};
    event.size = sizeof event;
    return syscall(SYS_perf_event_open, &event, 0, -1, -1, 0) >= 0;
}

constexpr EscapeAttempt attempts[] = {
    {"open a file", [] { return opens(O_RDONLY); }, true},
    {"open a file to write", [] { return open("/dev/null", O_WRONLY) >= 0; }, true},
    {"open the old way", [] { return syscall(SYS_open, passwords, O_RDONLY) >= 0; }},
    {"openat2", [] { return syscall(SYS_openat2, AT_FDCWD, passwords, nullptr, 0) >= 0; }},
    {"open by handle", [] { return syscall(SYS_open_by_handle_at, 0, nullptr, 0) >= 0; }},
    {"look at a path", [] { return access(passwords, R_OK) == 0; }},
    {"size of a path",
     [] {
         struct stat status {};
         return stat(passwords, &status) == 0;
     },
     true},
    {"unlink", [] { return unlink(nowhere) == 0; }},
    {"rename", [] { return rename(nowhere, nowhere) == 0; }},
    {"mkdir", [] { return mkdir("/", 0700) == 0; }},
    {"symlink", [] { return symlink(nowhere, "/") == 0; }},
    {"chmod", [] { return chmod(nowhere, 0777) == 0; }},
    {"internet socket", [] { return socket(AF_INET, SOCK_STREAM, 0) >= 0; }},
    {"local socket", [] { return socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
    {"netlink socket", [] { return socket(AF_NETLINK, SOCK_RAW, 0) >= 0; }},
    {"connect", connects_to_a_socket_with_a_path},
    {"write to the terminal", [] { return write(STDERR_FILENO, "", 0) == 0; }, true},
    {"send a file", [] { return sendfile(1, 0, nullptr, 1) >= 0; }},
    {"exec", becomes_a_program},
    {"exec from memory", becomes_a_program_in_memory},
    {"fork", forks},
    {"clone3", [] { return syscall(SYS_clone3, nullptr, 0) >= 0; }},
    {"ptrace", [] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
    {"read another process", reads_another_process},
    {"write into another process", writes_into_another_process},
    {"signal another process", [] { return kill(1, 0) == 0; }},
    {"signal another thread", [] { return syscall(SYS_tgkill, 1, 1, 0) == 0; }},
    {"pidfd_open", [] { return syscall(SYS_pidfd_open, 1, 0) >= 0; }},
    {"executable memory",
     [] {
         return mmap(nullptr, 4096, everything, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
     }},
    {"executable later", makes_a_page_of_its_own_code_executable},
    {"executable with a key", makes_it_executable_with_a_key},
    {"memory file", [] { return memfd_create("x", 0) >= 0; }},
    {"io_uring", [] { return syscall(SYS_io_uring_setup, 1, nullptr) >= 0; }},
    {"bpf", [] { return syscall(SYS_bpf, 0, nullptr, 0) >= 0; }},
    {"another filter", [] { return syscall(SYS_seccomp, 2, 0, nullptr) == 0; }},
    {"userfaultfd", [] { return syscall(SYS_userfaultfd, 0) >= 0; }},
    {"perf_event_open", watches_events},
    {"keyctl", [] { return syscall(SYS_keyctl, 0, -3, 0) >= 0; }},
    {"add_key", [] { return syscall(SYS_add_key, "user", "x", "x", 1, -2) >= 0; }},
    {"mount", [] { return mount("", nowhere, "", 0, nullptr) == 0; }},
    {"unshare", [] { return unshare(CLONE_NEWUTS) == 0; }},
    {"setns", [] { return setns(STDIN_FILENO, 0) == 0; }},
    {"chroot", [] { return chroot("/") == 0; }},
    {"change folder", [] { return chdir("/") == 0; }},
    {"load a kernel module", loads_a_kernel_module},
    {"x32 call", [] { return syscall(0x40000000 | 39) > 0; }},
    {"32-bit call", calls_as_a_program_of_32_bits},
    {"may be dumped again", [] { return prctl(PR_SET_DUMPABLE, 1) == 0; }},
    {"setuid", [] { return setuid(getuid()) == 0; }},
    {"setgid", [] { return setgid(0) == 0; }},
    {"raise limits", raises_its_limits},
    {"personality", [] { return personality(ADDR_NO_RANDOMIZE) >= 0; }},
    {"shared memory", [] { return shmget(IPC_PRIVATE, 4096, 0600) >= 0; }},
    {"message queue", [] { return msgget(IPC_PRIVATE, 0600) >= 0; }},
    {"type into the terminal", types_into_the_terminal},
    {"copy a descriptor", [] { return dup(STDERR_FILENO) >= 0; }},
    {"watch a folder", [] { return inotify_init1(0) >= 0; }},
    {"too much memory", takes_more_memory_than_it_may, true},
};

}  // namespace

std::span<const EscapeAttempt> escape_attempts() {
    return attempts;
}

}  // namespace tanfang
