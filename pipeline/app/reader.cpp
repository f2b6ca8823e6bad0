#include "pipeline/app/reader.h"

#include "pipeline/app/exit_code.h"
#include "pipeline/app/form_reader.h"
#include "pipeline/app/place_knowledge.h"
#include "pipeline/app/print_school.h"
#include "pipeline/app/reference_picture.h"
#include "pipeline/app/resources.h"
#include "pipeline/app/stopwatch.h"
#include "pipeline/intake/printable_path.h"
#include "pipeline/page/register_page.h"
#include "pipeline/page/register_sheets.h"
#include "pipeline/recognize/page_readings.h"
#include "pipeline/record/check_record.h"

#include <variant>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

/// Whether the fault lies with the document; anything else ends the run.
bool of_the_document(Fault fault) {
    return exit_code(fault) == ExitCode::rejected;
}

/// What is known, and how far the readers can be trusted.
Knowledge knowledge_of_the_room(const std::optional<std::filesystem::path>& settings) {
    const auto models = resource_folder() / "ocr-models";
    Knowledge knowledge = load_knowledge(resource_folder() / "templates", settings);
    know_places(knowledge, nullptr);
    knowledge.calibration = load_calibration(models / "calibration.json");
    require_models(models, knowledge.calibration);
    // At once, not first on the sheet whose QR code is dirty.
    require_model(tessdata_folder(), CodeTextReader::model);
    require_model(tessdata_folder(), PrintSchool::model);
    require_model(tessdata_folder(), StockReader::digits_model);
    require_model(tessdata_folder(), StockReader::han_model);
    return knowledge;
}

/// What is covered or torn off says nothing, neither that it was written nor that it was not.
void ask_unseen(Readings& readings, const RegisteredPage& sheet) {
    for (auto& [spot, quad, reading] : readings)
        if (sheet.is_unseen(sheet.form->find_spot(spot)->box))
            std::visit([](auto& some) { some = {}; }, reading);
}

}  // namespace

ReadingRoom::ReadingRoom(const std::string& form,
                         const std::optional<std::filesystem::path>& settings, PageViewer viewer,
                         const std::vector<std::filesystem::path>& variants)
    : forms_(resource_folder() / "templates"),
      only_form_(form),
      knowledge_(knowledge_of_the_room(settings)),
      characters_(parse_typing_characters(
          load_json(resource_folder() / "templates" / "characters.json", Fault::bad_template))),
      open_mark_(load_reference_picture(resource_folder() / "templates" / "open_mark.png")),
      software_{TANFANG_VERSION, model_names(knowledge_.calibration),
                settings ? settings->filename().string() : "built-in"},
      viewer_(std::move(viewer)) {
    add_own();
    for (const auto& variant : variants) add_print(variant);
    if (wanted_.empty() && shelf_->references().empty())
        forms_.by_id(form);  // says which there are
    words_ = parse_print_words(
        load_json(resource_folder() / "templates" / "print_words.json", Fault::bad_template));
    std::erase_if(words_,
                  [this](const PrintWords& words) { return !models_.contains(words.form); });
}

void ReadingRoom::learn_places(Home& home) {
    know_places(knowledge_, &home);
}

void ReadingRoom::add_own() {
    for (const auto& known : forms_.all()) {
        if (!only_form_.empty() && only_form_ != known.id)
            continue;
        wanted_.push_back(&known);
        models_.emplace(known.id, forms_.fields_of(known));
        for (const auto& page : known.pages)
            prints_[&known].push_back(printed_ink(
                load_reference_picture(resource_folder() / "templates" / page.reference),
                known.page_width));
    }
}

void ReadingRoom::add_print(const std::filesystem::path& variant, const std::string& name) {
    KnownPrint print = load_known_print(variant, forms_);
    print.name = name;
    const std::string& id = print.form->id;
    if (!only_form_.empty() && only_form_ != id)
        return;
    models_.try_emplace(id, FieldModel{id, {}, {}});  // a form that is none of ours has no fields
    shelf_->add(std::move(print));
}

void ReadingRoom::add_learned(const LearnedSheet& sheet) const {
    KnownPrint print = known_print_of(sheet);
    if (keeper_)
        print.name = keeper_(sheet);
    shelf_->add(std::move(print));
}

const PrintedInk& ReadingRoom::print_of(const FormTemplate& form, int page) const {
    const auto own = prints_.find(&form);
    return own == prints_.end() ? shelf_->ink_of(form, page)
                                : own->second.at(static_cast<std::size_t>(page));
}

Reader::Reader(const ReadingRoom& room)
    : room_(room),
      text_reader_(resource_folder() / "ocr-models", room.calibration()),
      second_reader_(tessdata_folder()),
      code_text_(tessdata_folder()) {}

std::vector<Json> Reader::read_page(ScanFile& file, int page) {
    if (auto lines = read_form_page(room_, file, page)) {
        show_form_page(file, page, *lines);
        return std::move(*lines);
    }
    RecordLine line;
    line.software = room_.software();
    line.source = {file.name(), file.sha256(), page, 0};
    Stopwatch stopwatch;
    try {
        const PageImage image = file.page(page);
        line.timing.decode = stopwatch.lap() + image.child_cpu_ms;
        const auto sheets =
            register_sheets(image, room_.forms(), room_.shelf().references(),
                            [this](const RegisteredPage& sheet) { return code_text_.read(sheet); });
        line.timing.page = stopwatch.lap() / static_cast<double>(sheets.size());
        std::vector<Json> lines;
        for (const auto& sheet : sheets) {
            line.source.part = static_cast<int>(lines.size());
            lines.push_back(read_sheet(sheet, line));
        }
        room_.show(image, lines);
        return lines;
    } catch (const Error& error) {
        if (!of_the_document(error.fault()))
            throw;
        line.timing.page = stopwatch.lap();
        return {rejected_line(line, error)};
    }
}

Json Reader::read_shown(ScanFile& file, int page, const ShownCorners& shown) {
    return read_placed(file, page, [&](const PageImage& image) {
        return register_at_corners(
            image, shown, [this](const RegisteredPage& found) { return code_text_.read(found); });
    });
}

Json Reader::read_shown(ScanFile& file, int page, const ReferencePrint& print,
                        const Quad<Px>& corners) {
    return read_placed(file, page, [&](const PageImage& image) {
        return register_at_corners(image, print, corners);
    });
}

Json Reader::read_placed(ScanFile& file, int page,
                         const std::function<RegisteredPage(const PageImage&)>& place) {
    RecordLine line;
    line.software = room_.software();
    line.source = {file.name(), file.sha256(), page, 0};
    Stopwatch stopwatch;
    const PageImage image = file.page(page);
    line.timing.decode = stopwatch.lap() + image.child_cpu_ms;
    const RegisteredPage sheet = place(image);
    line.timing.page = stopwatch.lap();
    return read_sheet(sheet, line);
}

Json Reader::read_sheet(const RegisteredPage& sheet, RecordLine line) {
    Stopwatch stopwatch;
    const FieldModel& model = room_.fields_of(*sheet.form);
    const Ink ink(sheet, room_.print_of(*sheet.form, sheet.page));
    Readings boxes = read_boxes(ink, model);
    line.timing.marks = stopwatch.lap();
    Readings fields = read_fields(ink, model, text_reader_, second_reader_, room_.calibration());
    leave_open(fields, sheet);
    line.timing.text = stopwatch.lap();
    line.form = sheet.form->id;
    if (sheet.form->version > 0)
        line.form_version = sheet.form->version;
    line.page = sheet.page + 1;
    line.code = sheet.code;
    line.remark = sheet.code_problem;
    line.registration = sheet.registration;
    line.readings = in_form_order(*sheet.form, std::move(boxes), std::move(fields));
    ask_unseen(line.readings, sheet);
    line.record =
        check_sheet(line.readings, *sheet.form, model, room_.knowledge(),
                    sheet.code ? std::optional(sheet.code->serial) : std::nullopt, room_.sheets());
    line.timing.rules = stopwatch.lap();
    return record_line(line);
}

/// On a printed copy of a record: what nobody had settled is not settled by the words that say so.
void Reader::leave_open(Readings& fields, const RegisteredPage& sheet) const {
    for (auto& [spot, quad, reading] : fields) {
        auto* text = std::get_if<TextReading>(&reading);
        auto* signature = std::get_if<SignatureReading>(&reading);
        const bool ink =
            text ? !text->sure || !text->text.empty() : signature && signature->present;
        if (!ink || !room_.open_mark().stands_in(sheet, sheet.form->find_spot(spot)->box))
            continue;
        if (text)
            *text = {};
        else
            *signature = {};
    }
}

/// What was typed is read without a look at the page; here it is drawn for the one who wants to see
/// it.
void Reader::show_form_page(ScanFile& file, int page, const std::vector<Json>& lines) const {
    if (!room_.has_viewer() || lines.empty())
        return;
    try {
        room_.show(file.page(page), lines);
    } catch (const Error& error) {
        if (!of_the_document(error.fault()))
            throw;
        spdlog::warn("{}，第 {} 页：已读出填写内容，但这一页画不出来，没有对照图：{}", file.name(),
                     page + 1, error.what());
    }
}

Json Reader::refuse(const std::filesystem::path& file, const Error& error) const {
    RecordLine line;
    line.software = room_.software();
    line.source.file = printable_path(file);
    return rejected_line(line, error);
}

void Reader::read_file(const std::filesystem::path& path,
                       const std::function<void(Json line)>& sink) {
    std::optional<ScanFile> file;
    try {
        file.emplace(path);
    } catch (const Error& error) {
        if (!of_the_document(error.fault()))
            throw;
        sink(refuse(path, error));
        return;
    }
    for (int page = 0; page < file->page_count(); ++page)
        for (auto& line : read_page(*file, page)) sink(std::move(line));
}

}  // namespace tanfang
