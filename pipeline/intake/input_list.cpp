#include "pipeline/intake/input_list.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>

namespace tanfang {

namespace fs = std::filesystem;

bool has_scan_ending(const fs::path& file) {
    std::string ending = file.extension();
    std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    constexpr std::array endings = {".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

namespace {

bool is_hidden(const fs::path& file) {
    return file.filename().native().starts_with('.');
}

/// Why something that is neither file nor folder cannot be read.
std::string problem_of(fs::file_type type) {
    switch (type) {
        case fs::file_type::not_found:
            return "文件不存在，或者链接指向的文件不存在，请检查路径";
        case fs::file_type::fifo:
            return "这是管道，不是扫描文件";
        case fs::file_type::socket:
            return "这是套接字，不是扫描文件";
        case fs::file_type::block:
        case fs::file_type::character:
            return "这是设备，不是扫描文件";
        default:
            return "无法查看这个文件，请检查权限";
    }
}

class Search {
  public:
    void take_argument(const fs::path& path) {
        std::error_code error;
        const fs::file_type type = fs::status(path, error).type();
        if (type == fs::file_type::directory)
            search(path);
        else
            take(path, type);
    }
    InputList result() { return std::move(list_); }

  private:
    void take(const fs::path& path, fs::file_type type) {
        if (type != fs::file_type::regular) {
            list_.files.push_back({path, problem_of(type)});
            return;
        }
        std::error_code error;
        const fs::path real = fs::canonical(path, error);
        if (!error && !seen_.insert(real.native()).second)
            list_.repeats.push_back(path);
        else
            list_.files.push_back({path, ""});
    }

    void search(const fs::path& folder) {
        std::error_code error;
        std::vector<fs::path> entries;
        for (fs::directory_iterator at(folder, error), end; !error && at != end;
             at.increment(error))
            entries.push_back(at->path());
        if (error)
            list_.files.push_back({folder, "无法打开这个文件夹，请检查权限和磁盘"});
        std::sort(entries.begin(), entries.end(), [](const fs::path& a, const fs::path& b) {
            return a.filename().native() < b.filename().native();
        });
        for (const fs::path& entry : entries)
            if (!is_hidden(entry))
                take_entry(entry);
    }

    void take_entry(const fs::path& entry) {
        std::error_code error;
        const fs::file_type type = fs::status(entry, error).type();
        const bool is_link = fs::is_symlink(entry, error);
        if (type == fs::file_type::directory && !is_link)
            search(entry);
        else if (type == fs::file_type::directory ||
                 (type == fs::file_type::regular && !has_scan_ending(entry)))
            ++list_.passed_over;
        else
            take(entry, type);
    }

    InputList list_;
    std::set<std::string> seen_;
};

}  // namespace

InputList list_inputs(const std::vector<fs::path>& paths) {
    Search search;
    for (const fs::path& path : paths) search.take_argument(path);
    return search.result();
}

}  // namespace tanfang
