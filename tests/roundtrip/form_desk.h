/// A desk where forms come in that were filled in on screen: all are read in one run of the
/// program.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/roundtrip/office.h"

namespace tanfang::simulate {

class FormDesk {
  public:
    void put(const std::string& name, const std::string& bytes);

    /// Reads all files that lie here. @param more  options of the command
    void read(const std::vector<std::string>& more = {});

    int exit_code() const { return exit_code_; }
    const std::vector<Json>& lines_of(const std::string& name) const;

    /// "rejected: fault: words", "accepted", "review", or "no line".
    std::string answer_to(const std::string& name) const;

    /// The first reading of a spot in the lines of a file; null if there is none.
    Json reading(const std::string& name, const std::string& spot) const;

    /// "claimed" with its value, "asked", or "missing".
    std::string text_of(const std::string& name, const std::string& spot) const;

    /// How many readings of a file's lines are not sure.
    int asked_in(const std::string& name) const;

  private:
    Office office_;
    std::vector<std::string> files_;
    std::map<std::string, std::vector<Json>> lines_;
    int exit_code_ = -1;
};

}  // namespace tanfang::simulate
