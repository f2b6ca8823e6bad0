/// The people whose forms shall be printed with their values in.
///
/// in:  JSON lines, one person a line: field id -> value
/// out: PersonValues, all of them printable
#pragma once

#include "pipeline/generate/fonts.h"
#include "pipeline/generate/person_values.h"

#include <filesystem>
#include <fstream>
#include <vector>

namespace tanfang {

/// Where a person lives, as far as sheets are packed by it.
struct Village {
    std::string name;  ///< UTF-8; empty: not known
    std::string code;  ///< digits; empty: not known
    bool operator==(const Village&) const = default;
};

/// A checked file of people. It keeps only where each line starts, so that its size costs no
/// memory.
class PeopleFile {
  public:
    /// Reads every line, so that one run names all that is wrong, up to a screenful.
    ///
    /// Besides the form's fields a line may have `village`, a place as in the program's grammar,
    /// which is not printed: forms without an address are packed by it. Otherwise the address
    /// counts.
    ///
    /// @param file  empty lines are skipped; form, model and fonts outlive this
    /// @throws Error  naming line, field and character, never a value: Fault::bad_settings if the
    ///                file cannot be read, holds nobody or more than most_sets, or as
    ///                person_values(), or if a text does not fit its place; Fault::missing_glyph if
    ///                a character cannot be drawn. With several problems, the fault of the first.
    PeopleFile(const std::filesystem::path& file, const FormTemplate& form, const FieldModel& model,
               const Fonts& fonts);

    int count() const { return static_cast<int>(places_.size()); }  ///< at least one

    /// @param person  from 0, in the order of the file
    const Village& village(int person) const {
        return villages_[places_[static_cast<std::size_t>(person)].village];
    }

    /// @throws Error  Fault::bad_settings if the file has been changed since it was checked
    PersonValues read(int person);

    const std::string& sha256() const { return sha256_; }  ///< of all lines, 64 hex digits

  private:
    struct Place {
        std::streamoff start = 0;
        std::size_t village = 0;
    };
    std::size_t village_number(const Village& village);

    std::filesystem::path file_;
    const FormTemplate& form_;
    const FieldModel& model_;
    std::ifstream in_;
    std::vector<Place> places_;
    std::vector<Village> villages_;  ///< each once
    std::string sha256_;
};

}  // namespace tanfang
