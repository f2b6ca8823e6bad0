/// The chain of reading: file -> page image -> registered sheets -> readings -> checked record ->
/// line.
///
/// in:  scan files
/// out: tanfang-record/1 lines
#pragma once

#include "pipeline/app/forms.h"
#include "pipeline/app/print_shelf.h"
#include "pipeline/app/record_line.h"
#include "pipeline/app/sheet_knowledge.h"
#include "pipeline/form/print_words.h"
#include "pipeline/form/typing_characters.h"
#include "pipeline/intake/scan_file.h"
#include "pipeline/page/code_text.h"
#include "pipeline/page/learn_sheets.h"
#include "pipeline/recognize/ink.h"
#include "pipeline/recognize/open_mark.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/recognize/second_reader.h"
#include "pipeline/recognize/tesseract_reader.h"
#include "pipeline/record/knowledge.h"

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tanfang {

class Home;
struct ShownCorners;

/// Is shown every page that was read, with the lines of its sheets; called by several threads at
/// once.
using PageViewer = std::function<void(const PageImage& image, const std::vector<Json>& lines)>;

/// Is given every print that is learned, by one thread at a time.
/// @return  the name under which it is kept; empty if it is not
using PrintKeeper = std::function<std::string(const LearnedSheet& learned)>;

/// What all readers of a run share; loaded once, then only looked at.
class ReadingRoom {
  public:
    /// @param form      only sheets of this form count as ours; empty: all installed forms
    /// @param settings  see load_knowledge()
    /// @param viewer    may be empty
    /// @param variants  prints that are not ours, see load_known_print(); they too only count if
    ///                  they are of the form
    /// @throws Error  Fault::bad_usage, bad_settings, bad_template, missing_model
    ReadingRoom(const std::string& form, const std::optional<std::filesystem::path>& settings,
                PageViewer viewer = {}, const std::vector<std::filesystem::path>& variants = {});

    /// One more variant, before the first page is read.
    /// @param name    under which a home keeps it; empty: none does
    /// @throws Error  as load_known_print()
    void add_print(const std::filesystem::path& variant, const std::string& name = "");
    /// Before the first page is read: who keeps what is learned.
    void keep_learned(PrintKeeper keeper) { keeper_ = std::move(keeper); }

    /// Before the first page is read: the divisions that a home knows better.
    void learn_places(Home& home);

    /// Before the first page is read: whom departments name, see Knowledge::on_lists.
    void ask_lists(std::function<std::map<std::string, bool>(const std::string& id_no)> on_lists) {
        knowledge_.on_lists = std::move(on_lists);
    }

    /// Before the first page is read: who knows whose sheets are.
    void expect_by(std::shared_ptr<SheetKnowledge> knowledge) { sheets_ = std::move(knowledge); }
    /// @return  nullptr: nobody knows
    SheetKnowledge* sheets() const { return sheets_.get(); }

    const std::vector<const FormTemplate*>& forms() const { return wanted_; }
    /// Prints that are not ours; more come while they are learned.
    const PrintShelf& shelf() const { return *shelf_; }
    /// Puts a print that was learned on the shelf. @throws what the keeper throws
    void add_learned(const LearnedSheet& sheet) const;
    /// The words by which prints of the wanted forms are learned.
    const std::vector<PrintWords>& words() const { return words_; }
    /// @param form  one that a registered page refers to
    const PrintedInk& print_of(const FormTemplate& form, int page) const;
    const FieldModel& fields_of(const FormTemplate& form) const { return models_.at(form.id); }
    const Knowledge& knowledge() const { return knowledge_; }
    const Calibration& calibration() const { return knowledge_.calibration; }
    const OpenMark& open_mark() const { return open_mark_; }
    const TypingCharacters& characters() const { return characters_; }
    const SoftwareLine& software() const { return software_; }
    bool has_viewer() const { return static_cast<bool>(viewer_); }
    void show(const PageImage& image, const std::vector<Json>& lines) const {
        if (viewer_)
            viewer_(image, lines);
    }

  private:
    void add_own();

    Forms forms_;
    std::string only_form_;  ///< empty: all
    std::vector<const FormTemplate*> wanted_;
    std::map<std::string, FieldModel> models_;
    std::map<const FormTemplate*, std::vector<PrintedInk>> prints_;
    std::unique_ptr<PrintShelf> shelf_ = std::make_unique<PrintShelf>();
    std::vector<PrintWords> words_;
    Knowledge knowledge_;
    TypingCharacters characters_;
    OpenMark open_mark_;
    SoftwareLine software_;
    PageViewer viewer_;
    PrintKeeper keeper_;
    std::shared_ptr<SheetKnowledge> sheets_;
};

/// Reads pages; one per thread.
class Reader {
  public:
    /// @param room  outlives the reader
    /// @throws Error  Fault::missing_model
    explicit Reader(const ReadingRoom& room);

    /// All sheets on one page image, each as a line; a page that cannot be read gives one line of
    /// status "rejected". A page of a form that was filled in on screen is read from its fields
    /// (form_reader.h), and further copies of it give no line. Faults of the machine (a model,
    /// memory) are thrown.
    std::vector<Json> read_page(ScanFile& file, int page);

    /// One sheet on a page image, where a person has shown its corners.
    ///
    /// @throws Error  as register_at_corners(), and if the page cannot be opened
    Json read_shown(ScanFile& file, int page, const ShownCorners& shown);
    /// The same for a print that is not ours.
    Json read_shown(ScanFile& file, int page, const ReferencePrint& print, const Quad<Px>& corners);

    /// The line of a file that cannot be opened as a scan.
    Json refuse(const std::filesystem::path& file, const Error& error) const;

    /// All pages of a file, in order; a file that cannot be opened gives one line.
    void read_file(const std::filesystem::path& file, const std::function<void(Json line)>& sink);

  private:
    Json read_placed(ScanFile& file, int page,
                     const std::function<RegisteredPage(const PageImage&)>& place);
    Json read_sheet(const RegisteredPage& sheet, RecordLine line);
    void leave_open(Readings& fields, const RegisteredPage& sheet) const;
    void show_form_page(ScanFile& file, int page, const std::vector<Json>& lines) const;

    const ReadingRoom& room_;
    TesseractReader text_reader_;
    StockReader second_reader_;
    CodeTextReader code_text_;
};

}  // namespace tanfang
