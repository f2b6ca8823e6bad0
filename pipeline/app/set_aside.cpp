#include "pipeline/app/set_aside.h"

#include "pipeline/intake/printable_path.h"

#include <cerrno>
#include <fstream>

#include <sys/stat.h>

namespace tanfang {

namespace {

/// Makes a folder with the ones above it. A link in its place is refused: it could lead anywhere.
std::filesystem::path make_folder(const std::filesystem::path& root,
                                  const std::filesystem::path& below) {
    constexpr mode_t as_the_office_likes = 0777;  // less its umask: clerks look into these folders
    std::filesystem::path folder = root;
    for (const auto& part : below) {
        folder /= part;
        if (::mkdir(folder.c_str(), as_the_office_likes) != 0 && errno != EEXIST)
            throw_system_error(Fault::unreadable_scan, folder);
        if (!std::filesystem::is_directory(std::filesystem::symlink_status(folder)))
            throw Error(Fault::unreadable_scan, printable_path(folder),
                        "这里应当是文件夹，却是别的东西。请把它改名或移走");
    }
    return folder;
}

}  // namespace

std::optional<std::filesystem::path> set_aside(const std::filesystem::path& folder,
                                               const std::filesystem::path& file,
                                               const FileStamp& stamp,
                                               const std::filesystem::path& shelf) {
    return move_delivered(folder / file, stamp, make_folder(folder, shelf / file.parent_path()));
}

void write_reason(const std::filesystem::path& set_aside_file, const std::string& reason) {
    std::filesystem::path words = set_aside_file;
    words += ".原因.txt";
    // with a byte order mark and both line ends: clerks open it with whatever Windows has
    std::ofstream(words, std::ios::binary)
        << "\xEF\xBB\xBF"
        << "文件：" << printable_path(set_aside_file.filename()) << "\r\n"
        << "原因：" << reason << "\r\n"
        << "这个文件没有收入数据目录。处理后请重新放入监视的文件夹。\r\n";
}

}  // namespace tanfang
