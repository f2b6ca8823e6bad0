#include "pipeline/intake/folder_events.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <thread>

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace tanfang {

namespace {

// Not IN_MODIFY: every piece that is written would wake us.
constexpr std::uint32_t asked_for =
    IN_CLOSE_WRITE | IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK;

// What comes together (a copied folder) is looked at together.
constexpr std::chrono::milliseconds gathering(50);

}  // namespace

FolderEvents::FolderEvents() : notices_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {}

void FolderEvents::watch(const std::filesystem::path& root,
                         const std::vector<std::filesystem::path>& folders) {
    if (!notices_.is_open())
        return;
    for (const auto& folder : folders) {
        // the user's own folder may be a link; "/." follows it
        const int number = ::inotify_add_watch(notices_.get(), (root / folder).c_str(), asked_for);
        if (number >= 0)
            folders_[number] = folder == "." ? std::filesystem::path() : folder;
    }
}

std::set<std::filesystem::path> FolderEvents::wait(std::chrono::milliseconds at_most) {
    std::set<std::filesystem::path> renamed_in;
    pollfd noticed{notices_.get(), POLLIN, 0};  // a closed one is ignored by poll
    if (::poll(&noticed, 1, static_cast<int>(at_most.count())) > 0) {
        std::this_thread::sleep_for(gathering);
        take_notices(renamed_in);
    }
    return renamed_in;
}

void FolderEvents::take_notices(std::set<std::filesystem::path>& renamed_in) {
    alignas(inotify_event) std::array<char, 64 << 10> buffer{};
    for (;;) {
        const ssize_t count = ::read(notices_.get(), buffer.data(), buffer.size());
        if (count <= 0)
            return;
        for (std::size_t at = 0; at < static_cast<std::size_t>(count);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            const char* name = buffer.data() + at + offsetof(inotify_event, name);
            if ((event.mask & IN_IGNORED) != 0)
                folders_.erase(event.wd);
            else if ((event.mask & IN_MOVED_TO) != 0 && folders_.contains(event.wd))
                renamed_in.insert(folders_.at(event.wd) / name);
            at += sizeof event + event.len;
        }
    }
}

}  // namespace tanfang
