/// Takes the complete files of a watched folder into a home and moves them aside.
///
/// in:  a folder that scanners write to
/// out: receipts; in the folder 已收/ what is safe in the home, 未收/ what cannot be taken
///
/// A file is moved only after the home has it for good. Whatever happens in between, it is found in
/// the folder, in the home, or in both; and the home knows a file that it has received before.
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/intake/arrivals.h"

#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// Stores a file durably; see Home::receive().
using Receiver = std::function<Receipt(OpenFile opened, const std::filesystem::path& name,
                                       const std::string& batch)>;

struct FolderCount {
    int received = 0;  ///< files, known ones included
    int known = 0;     ///< files whose bytes were received before
    int refused = 0;   ///< files moved to 未收/, or left because they cannot be
    int waiting = 0;   ///< files that may become complete, at the last look
};

class FolderIntake {
  public:
    /// @param folder  need not be there all the time
    /// @param batch   for files directly in the folder; for others it is the folder they lie in
    FolderIntake(std::filesystem::path folder, Receiver receive, std::string batch);

    /// Looks into the folder once and takes what is complete. No single file ends it.
    ///
    /// @param renamed_in  as for ArrivalBook::take_stock()
    /// @param stop        throws to end the run; called before each file
    /// @throws Error      what `stop` throws, and a receiver whose home fails
    void round(const std::set<std::filesystem::path>& renamed_in, WatchTime now,
               const std::function<void()>& stop);

    const FolderCount& count() const noexcept { return count_; }

    /// The folders of the last look, relative; none if the folder was away.
    const std::vector<std::filesystem::path>& folders() const noexcept { return folders_; }

  private:
    /// A file that has to go to one of the two folders.
    struct DoneWith {
        FolderEntry file;
        FileStamp stamp;
        std::filesystem::path shelf;
        std::string reason;  ///< why it was refused; or empty
    };

    std::optional<FileSigns> inspect(const FolderEntry& file) const;
    void take(const FolderEntry& file);
    void refuse(const Arrivals::Refused& refused);
    void move(const DoneWith& done) const;
    void put_away(const DoneWith& done);
    void move_those_left(WatchTime now);
    void mention(const FolderLook& look);
    void note_away(bool away);

    std::filesystem::path folder_;
    Receiver receive_;
    std::string batch_;
    Descriptor open_;  ///< the folder, during a round
    ArrivalBook book_;
    FolderCount count_;
    std::vector<std::filesystem::path> folders_;
    std::set<std::filesystem::path> mentioned_;  ///< what could not be looked into or taken
    std::vector<DoneWith> left_;                 ///< files that could not be moved yet
    WatchTime tried_{};                          ///< when that was tried last
    bool away_ = false;
};

}  // namespace tanfang
