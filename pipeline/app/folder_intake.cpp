#include "pipeline/app/folder_intake.h"

#include "pipeline/app/set_aside.h"
#include "pipeline/intake/printable_path.h"

#include <cerrno>
#include <utility>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

// A program that shows a file on another machine keeps it from being moved, for a while.
constexpr WatchTime between_tries = std::chrono::minutes(1);

}  // namespace

FolderIntake::FolderIntake(std::filesystem::path folder, Receiver receive, std::string batch)
    : folder_(std::move(folder)),
      receive_(std::move(receive)),
      batch_(std::move(batch)),
      book_([this](const FolderEntry& file) { return inspect(file); }) {}

void FolderIntake::round(const std::set<std::filesystem::path>& renamed_in, WatchTime now,
                         const std::function<void()>& stop) {
    open_ = open_folder(folder_);  // anew each time: a share that comes back is another folder
    note_away(!open_.is_open());
    if (away_) {
        folders_.clear();
        left_.clear();
        book_.forget();
        return;
    }
    move_those_left(now);
    FolderLook look = look_into(open_.get(), {received_folder, refused_folder});
    mention(look);
    const Arrivals arrivals = book_.take_stock(look, renamed_in, now);
    folders_ = std::move(look.folders);
    count_.waiting = arrivals.waiting;
    for (const auto& file : arrivals.slow)
        spdlog::warn("{}：还没有写完，先不收；再过几分钟仍不完整，就移到“{}”",
                     printable_path(folder_ / file), refused_folder.string());
    for (const auto& file : arrivals.complete) {
        stop();
        take(file);
    }
    for (const auto& refused : arrivals.refused) {
        stop();
        refuse(refused);
    }
    open_ = Descriptor();  // between the rounds the share can be unmounted
}

std::optional<FileSigns> FolderIntake::inspect(const FolderEntry& file) const {
    const Descriptor opened = open_beneath(open_.get(), file.path);
    if (!opened.is_open())
        return errno == EACCES ? std::optional(FileSigns{Ending::hidden, Writer::unknown})
                               : std::nullopt;
    if (stamp_of_regular(opened.get()) != file.stamp)
        return std::nullopt;
    return FileSigns{ending_of(opened.get(), file.stamp.bytes), writer_of(opened.get())};
}

void FolderIntake::take(const FolderEntry& file) {
    const auto name = folder_ / file.path;
    Descriptor opened = open_beneath(open_.get(), file.path);
    if (!opened.is_open() || stamp_of_regular(opened.get()) != file.stamp)
        return;  // it is another file now; the next look judges it
    const std::string batch =
        file.path.has_parent_path() ? printable_path(file.path.parent_path()) : batch_;
    Receipt receipt;
    try {
        receipt = receive_(OpenFile(opened.release(), name, Fault::unreadable_scan), name, batch);
    } catch (const Error& error) {
        if (error.fault() != Fault::unreadable_scan)
            throw;
        book_.start_anew(file);
        if (mentioned_.insert(file.path).second)
            spdlog::warn("{}：刚才没有收成，稍后再试（{}）", printable_path(name), error.what());
        return;
    }
    ++count_.received;
    count_.known += receipt.known ? 1 : 0;
    put_away({file, receipt.stamp, received_folder, ""});
}

void FolderIntake::refuse(const Arrivals::Refused& refused) {
    const auto& stamp = refused.file.stamp;
    ++count_.refused;
    spdlog::warn("{}：没有收，移到“{}”：{}", printable_path(folder_ / refused.file.path),
                 refused_folder.string(), refused.reason);
    put_away({refused.file, {stamp.bytes, stamp.written_ns}, refused_folder, refused.reason});
}

void FolderIntake::move(const DoneWith& done) const {
    const auto moved = set_aside(folder_, done.file.path, done.stamp, done.shelf);
    if (moved && !done.reason.empty())
        write_reason(*moved, done.reason);
}

void FolderIntake::put_away(const DoneWith& done) {
    try {
        move(done);
    } catch (const Error& error) {
        spdlog::warn("{}：暂时移不到“{}”，留在原处，不会重复收（{}）",
                     printable_path(folder_ / done.file.path), done.shelf.string(), error.what());
        book_.leave(done.file);
        left_.push_back(done);
    }
}

void FolderIntake::move_those_left(WatchTime now) {
    if (now - tried_ < between_tries)
        return;
    tried_ = now;
    std::erase_if(left_, [this](const DoneWith& done) {
        try {
            if (is_there(folder_ / done.file.path))
                move(done);
            return true;  // also if another file has the name now
        } catch (const Error&) {
            return false;
        }
    });
}

void FolderIntake::mention(const FolderLook& look) {
    for (const auto& folder : look.closed)
        if (mentioned_.insert(folder).second)
            spdlog::warn("{}：打不开这个文件夹，里面的文件收不到，请检查权限",
                         printable_path(folder_ / folder));
    for (const auto& folder : look.too_deep)
        if (mentioned_.insert(folder).second)
            spdlog::warn("{}：文件夹嵌套超过 {} 层，里面的文件不收",
                         printable_path(folder_ / folder), deepest_level);
}

void FolderIntake::note_away(bool away) {
    if (away && !away_)
        spdlog::warn("{}：暂时打不开这个文件夹（共享断开了？），会一直等它回来",
                     printable_path(folder_));
    if (!away && away_)
        spdlog::info("{}：文件夹回来了，继续", printable_path(folder_));
    away_ = away;
}

}  // namespace tanfang
