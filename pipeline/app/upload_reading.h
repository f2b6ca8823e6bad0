/// Reads what is uploaded to the review station, and what a clerk has shown there.
#pragma once

#include "pipeline/app/forms.h"
#include "pipeline/app/home_options.h"
#include "pipeline/app/reading_beside.h"
#include "pipeline/app/reading_options.h"
#include "pipeline/station/station.h"

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

/// The models are loaded when the first file comes. Safe from several threads.
class UploadReading {
  public:
    /// @param choice   outlives it, as reading and forms
    UploadReading(const HomeChoice& choice, const ReadingChoice& reading, const Forms& forms);

    /// What the station asks of it; refers to it.
    StationIntake intake();

  private:
    void read(const InputList& stored, const std::function<void(const Json& line)>& sink);
    Json read_shown(const std::filesystem::path& original, int file_page, const ShownSheet& shown);
    std::vector<Json> read_again(const std::filesystem::path& original, int file_page);
    const ReadingRoom& room();
    Json forms_on_screen() const;
    std::vector<OfferedPrint> prints();
    std::string trouble();

    const HomeChoice& choice_;
    const ReadingChoice& reading_;
    const Forms& forms_;
    std::mutex room_mutex_;
    std::optional<ReadingRoom> room_;
    Home home_;  // not the station's: a decision does not wait for a page
    ReadingBeside beside_;
};

}  // namespace tanfang
