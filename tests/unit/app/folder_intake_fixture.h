/// A watched folder and the home that takes in what is put there, for tests.
#pragma once

#include "pipeline/app/folder_intake.h"
#include "pipeline/app/set_aside.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "../home/home_fixture.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace fs = std::filesystem;
using std::chrono::seconds;

inline std::string pdf(const std::string& words) {
    return "%PDF-1.4\n" + words + "\n%%EOF";
}

struct Delivery {
    std::string batch, name;
};

/// A watched folder, a home, and a clock that only the test moves.
class FolderIntakeTest : public testing::Test {
  protected:
    FolderIntakeTest() {
        fs::create_directory(scans);
        open_home();
    }

    void open_home() {
        home.reset();
        home.emplace(Home::open_or_create(folder / "home", tester()));
        intake.emplace(
            scans,
            [this](OpenFile opened, const fs::path& name, const std::string& batch) {
                if (before_receiving)
                    before_receiving(name);
                deliveries.push_back({batch, name.lexically_relative(scans)});
                const Receipt receipt = home->receive(std::move(opened), name, batch);
                if (after_receiving)
                    after_receiving(name);
                return receipt;
            },
            "run");
    }

    fs::path put(const fs::path& name, const std::string& bytes) {
        fs::create_directories((scans / name).parent_path());
        return write_file(scans / name, bytes);
    }

    void round(std::chrono::milliseconds after, const std::set<fs::path>& renamed = {}) {
        now += after;
        intake->round(renamed, now, [] {});
    }

    /// Long enough for whatever is complete, also where writers cannot be seen.
    void rounds() {
        round(seconds(0));
        round(quiet_unseen);
    }

    std::vector<std::string> files_below(const fs::path& place) const {
        std::vector<std::string> names;
        if (fs::exists(place))
            for (const auto& entry : fs::recursive_directory_iterator(place))
                if (!entry.is_directory())
                    names.push_back(entry.path().lexically_relative(place));
        std::sort(names.begin(), names.end());
        return names;
    }
    std::vector<std::string> received() const { return files_below(scans / received_folder); }
    std::vector<std::string> refused() const { return files_below(scans / refused_folder); }

    std::set<std::string> contents_of_home() const {
        std::set<std::string> contents;
        for (const auto& file : files_below(folder / "home" / "originals"))
            contents.insert(bytes_in(folder / "home" / "originals" / file));
        return contents;
    }

    TemporaryFolder folder;
    fs::path scans = folder / "scans";
    std::optional<Home> home;
    std::optional<FolderIntake> intake;
    std::vector<Delivery> deliveries;
    std::function<void(const fs::path&)> before_receiving, after_receiving;
    std::chrono::milliseconds now{0};
};

}  // namespace tanfang
