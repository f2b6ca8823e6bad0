#include "pipeline/intake/arrivals.h"

#include <utility>

namespace tanfang {

namespace {

std::string reason_of(Ending ending, const FileStamp& stamp) {
    if (ending == Ending::hidden)
        return "读不出这个文件（没有权限，或者磁盘出错）。请检查文件权限，然后重新放入";
    if (stamp.bytes == 0)
        return "文件是空的，等了很久也没有内容。请重新扫描";
    if (ending == Ending::missing)
        return "文件不完整：缺少结尾，等了很久也没有写完（传输可能中断了）。请重新扫描或重新复制";
    return "不是 PNG、JPEG、TIFF 或 PDF 文件（文件名后缀不算数）。请放入扫描文件";
}

}  // namespace

Arrivals ArrivalBook::take_stock(const FolderLook& look,
                                 const std::set<std::filesystem::path>& renamed_in, WatchTime now) {
    Arrivals arrivals;
    std::map<std::filesystem::path, Entry> known;
    for (const auto& file : look.entries) {
        Entry entry{file.stamp, now, false, false, false, std::nullopt};
        if (const auto earlier = entries_.find(file.path);
            earlier != entries_.end() && earlier->second.stamp == file.stamp)
            entry = earlier->second;
        entry.renamed_in = entry.renamed_in || renamed_in.contains(file.path);
        if (!entry.left)
            judge(file, entry, now, arrivals);
        known.emplace(file.path, entry);
    }
    entries_ = std::move(known);
    return arrivals;
}

void ArrivalBook::judge(const FolderEntry& file, Entry& entry, WatchTime now, Arrivals& arrivals) {
    if (!file.problem.empty()) {
        arrivals.refused.push_back({file, file.problem});
        return;
    }
    const WatchTime unchanged = now - entry.unchanged_since;
    if (!entry.renamed_in && unchanged < quiet_without_writer) {
        ++arrivals.waiting;
        return;
    }
    const bool last_chance = unchanged >= longest_wait;
    std::optional<FileSigns> signs;
    if (entry.ending != Ending::missing || last_chance)  // it would have to change
        signs = inspect_(file);
    if (signs)
        entry.ending = signs->ending;
    if (signs && signs->ending == Ending::there) {
        const bool no_writer =
            signs->writer == Writer::none ||
            (signs->writer == Writer::unknown && (entry.renamed_in || unchanged >= quiet_unseen));
        if (no_writer || last_chance) {
            arrivals.complete.push_back(file);
            return;
        }
    } else if (entry.ending && last_chance) {
        arrivals.refused.push_back({file, reason_of(*entry.ending, file.stamp)});
        return;
    }
    ++arrivals.waiting;
    if (unchanged >= worth_a_word && !std::exchange(entry.told, true))
        arrivals.slow.push_back(file.path);
}

void ArrivalBook::leave(const FolderEntry& file) {
    entries_[file.path] = {file.stamp, {}, false, true, true, std::nullopt};
}

}  // namespace tanfang
