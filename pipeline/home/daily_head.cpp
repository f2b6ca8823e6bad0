#include "pipeline/home/daily_head.h"

#include "pipeline/external/sha256.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/sortable_id.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>

#include <fcntl.h>

namespace tanfang {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t day_length = sizeof "2026-11-26" - 1, month_length = sizeof "2026-11" - 1;

const std::string heading =
    "探访：审计链每日凭证\n"
    "请打印或抄到别处保存。以后用下面的命令核对当天以前的操作记录没有被改过：\n"
    "tanfang check --home 数据目录 --head 凭证\n"
    "\n"
    "日期        凭证\n";

std::string text_of_file(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<KeptHead> heads_in(const fs::path& file) {
    std::vector<KeptHead> heads;
    std::istringstream lines(text_of_file(file));
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        std::string day, head;
        words >> day >> head;
        try {
            if (day.size() == day_length && day[0] >= '0' && day[0] <= '9')
                heads.push_back({day, parse_audit_head(head)});
        } catch (const Error&) {
            continue;  // somebody has written something of his own
        }
    }
    return heads;
}

}  // namespace

void DailyHead::keep(const std::string& day) {
    const std::scoped_lock lock(mutex_);
    if (kept_ == day)
        return;
    const fs::path folder = home_ / "heads", file = folder / (day.substr(0, month_length) + ".txt");
    const auto before = heads_in(file);
    const bool known = std::any_of(before.begin(), before.end(),
                                   [&](const KeptHead& kept) { return kept.day == day; });
    Sqlite database(home_ / "home.db");
    const AuditHead head = audit_head(database);
    if (!known && head.seq > 0) {
        make_private_directory(folder);
        const std::string written = text_of_file(file);
        const std::string text =
            (written.empty() ? heading : written) + day + "  " + head.text() + "\n";
        const fs::path unfinished = home_ / "tmp" / new_sortable_id();
        {
            OpenFile out(unfinished, O_WRONLY | O_CREAT | O_EXCL, Fault::output_failed);
            out.write(bytes_of(text));
            out.sync();
        }
        publish(unfinished, file);
    }
    kept_ = day;
}

std::string day_by_clock() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    std::array<char, day_length + 1> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d", &parts);
    return text.data();
}

std::vector<KeptHead> kept_heads(const fs::path& home) {
    std::vector<fs::path> files;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(home / "heads", none))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::vector<KeptHead> all;
    for (const auto& file : files) {
        const auto heads = heads_in(file);
        all.insert(all.end(), heads.begin(), heads.end());
    }
    return all;
}

}  // namespace tanfang
