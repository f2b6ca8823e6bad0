#include "pipeline/intake/folder_look.h"

#include "pipeline/intake/input_list.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <dirent.h>
#include <fcntl.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

struct CloseFolder {
    void operator()(DIR* folder) const noexcept { ::closedir(folder); }
};

std::vector<fs::path> names_in(Descriptor folder) {
    std::vector<fs::path> names;
    const std::unique_ptr<DIR, CloseFolder> open(::fdopendir(folder.get()));
    if (!open)
        return names;
    folder.release();  // closed with `open`
    while (const dirent* entry = ::readdir(open.get()))
        if (entry->d_name[0] != '.')
            names.emplace_back(entry->d_name);
    std::sort(names.begin(), names.end(),
              [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
    return names;
}

std::string problem_of(mode_t mode) {
    switch (mode & S_IFMT) {
        case S_IFREG:
            return "";
        case S_IFLNK:
            return "这是链接，不是扫描文件本身。请把文件复制进来";
        case S_IFIFO:
            return "这是管道，不是扫描文件";
        case S_IFSOCK:
            return "这是套接字，不是扫描文件";
        default:
            return "这是设备，不是扫描文件";
    }
}

class Walk {
  public:
    explicit Walk(const std::vector<fs::path>& apart) : apart_(apart) {}

    void enter(int folder, const fs::path& path, int level) {
        Descriptor open(::openat(folder, path.empty() ? "." : path.filename().c_str(),
                                 O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW));
        Descriptor to_list(open.is_open() ? ::openat(open.get(), ".", O_RDONLY | O_CLOEXEC) : -1);
        if (!to_list.is_open()) {
            look_.closed.push_back(path);
            return;
        }
        look_.folders.push_back(path.empty() ? "." : path);
        for (const auto& name : names_in(std::move(to_list)))
            if (level > 0 || std::find(apart_.begin(), apart_.end(), name) == apart_.end())
                take(open.get(), path / name, level);
    }

    FolderLook result() { return std::move(look_); }

  private:
    void take(int folder, const fs::path& path, int level) {
        struct stat status {};
        if (::fstatat(folder, path.filename().c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0)
            return;  // gone again
        if (S_ISDIR(status.st_mode)) {
            if (level < deepest_level)
                enter(folder, path, level + 1);
            else
                look_.too_deep.push_back(path);
        } else if (has_scan_ending(path)) {
            look_.entries.push_back({path, stamp_of(status), problem_of(status.st_mode)});
        } else {
            ++look_.passed_over;
        }
    }

    const std::vector<fs::path>& apart_;
    FolderLook look_;
};

}  // namespace

FolderLook look_into(int folder, const std::vector<fs::path>& apart) {
    Walk walk(apart);
    walk.enter(folder, {}, 0);
    return walk.result();
}

}  // namespace tanfang
