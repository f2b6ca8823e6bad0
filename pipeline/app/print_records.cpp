#include "pipeline/app/growing_file.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/record_sheets.h"
#include "pipeline/app/scan_pictures.h"
#include "pipeline/base/text.h"

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr std::size_t most_named_sources = 3;  // all that fit beside the table

/// "来源 SHA-256：…" of one page of the form.
std::string origin(const std::vector<RecordSource>& sources) {
    if (sources.empty())
        return "本页没有识别记录，内容不详";
    std::string text = "来源 SHA-256：";
    for (std::size_t i = 0; i < std::min(sources.size(), most_named_sources); ++i)
        text += (i > 0 ? "　" : "") + sources[i].sha256 + " 第 " +
                std::to_string(sources[i].page + 1) + " 页";
    if (sources.size() > most_named_sources)
        text += "　等 " + std::to_string(sources.size()) + " 页";
    return text;
}

bool has_open(const RecordSheet& sheet, const FormTemplate& form, int page) {
    for (const auto& spot : form.spots)
        if (spot.page == page && sheet.open.contains(spot.field))
            return true;
    return false;
}

RecordCopy copy_of(const RecordSheet& sheet, const FormTemplate& form) {
    RecordCopy copy;
    for (const auto& spot : form.spots)
        if (sheet.open.contains(spot.field))
            copy.open.insert(spot.id);
    for (int page = 0; page < static_cast<int>(form.pages.size()); ++page) {
        std::string state = "依识别记录复制，编号 " + sheet.serial;
        if (sheet.in_review)
            state += "；本记录尚待人工复核";
        if (has_open(sheet, form, page))
            state += "；标“〔待核〕”“？”处未能确认，不作为填写内容";
        copy.margin.push_back({state, origin(sheet.sources[static_cast<std::size_t>(page)])});
    }
    return copy;
}

/// A scan of the sheet without its picture, which is decoded when its turn has come.
ScanCopy scan_copy(const RecordSheet& sheet, std::size_t form_page, const RecordSource& source) {
    return {sheet.serial,
            "原件扫描　编号 " + sheet.serial + "　第 " + std::to_string(form_page + 1) + " 页",
            origin({source}),
            {}};
}

/// The copies of records, one sheet after the other.
class Copying {
  public:
    Copying(const PrintCommand& options, const PrintShop& shop, std::ostream& out)
        : options_(options),
          shop_(shop),
          base_(make_form_base(shop.form, shop.fonts)),
          printer_(shop.form, shop.model, shop.fonts, base_,
                   {copies_of(options, shop.form), PrintKind::flat}, out) {}

    void copy(const RecordSheets& records) {
        for (const auto& refused : records.refused) refuse(refused);
        std::vector<PrintedSet> sets;
        std::vector<const RecordSheet*> sheets;
        for (const auto& sheet : records.sheets)
            if (auto set = printable(sheet)) {
                printer_.need(*set);
                sets.push_back(std::move(*set));
                sheets.push_back(&sheet);
            }
        for (std::size_t i = 0; i < sets.size(); ++i) print(sets[i], *sheets[i]);
        if (copied_ == 0)
            throw Error(first_fault_.value_or(Fault::bad_settings), options_.record,
                        "没有可以复制的记录（表单 " + shop_.form.id + "）");
        printer_.finish();
    }

    const std::string& manifest() const { return manifest_; }
    bool complete() const { return !first_fault_; }

  private:
    void refuse(const RefusedRecord& refused) {
        spdlog::error("{}，第 {} 行：{} [{}]", options_.record, refused.line, refused.why,
                      fault_name(refused.fault));
        first_fault_ = first_fault_.value_or(refused.fault);
    }

    std::optional<PrintedSet> printable(const RecordSheet& sheet) {
        try {
            PrintedSet set{
                sheet.serial, std::nullopt,
                person_values(sheet.values, shop_.form, shop_.model, ValueSource::record),
                copy_of(sheet, shop_.form)};
            for (const auto& [spot, text] : set.values.words) {
                std::u32string drawn = text;
                std::erase(drawn, U'\n');
                shop_.fonts.runs(drawn, Face::body);  // throws for what no font has
            }
            if (options_.with_scan)
                for (std::size_t page = 0; page < sheet.sources.size(); ++page)
                    for (const auto& source : sheet.sources[page])
                        printer_.need(scan_copy(sheet, page, source));
            return set;
        } catch (const Error& e) {
            refuse({sheet.line, e.fault(), e.what()});
            return std::nullopt;
        }
    }

    void print(const PrintedSet& set, const RecordSheet& sheet) {
        std::vector<ScanCopy> scans;
        try {
            if (options_.with_scan)
                scans = scans_of(sheet);
        } catch (const Error& e) {
            refuse({sheet.line, e.fault(), e.what()});
            return;
        }
        for (const auto& page : printer_.add(set)) note(page);
        for (std::size_t i = 0; i < scans.size(); ++i)
            for (const auto& page :
                 printer_.add(scans[i], static_cast<int>(i), i + 1 == scans.size()))
                note(page);
        ++copied_;
    }

    static std::vector<ScanCopy> scans_of(const RecordSheet& sheet) {
        std::vector<ScanCopy> scans;
        for (std::size_t page = 0; page < sheet.sources.size(); ++page)
            for (const auto& source : sheet.sources[page]) {
                scans.push_back(scan_copy(sheet, page, source));
                scans.back().picture = scan_picture(source);
            }
        return scans;
    }

    void note(const PrintedPage& page) { manifest_ += manifest_line(shop_.form, page, pages_++); }

    const PrintCommand& options_;
    const PrintShop& shop_;
    FormBase base_;
    SetPrinter printer_;
    std::string manifest_;
    std::size_t pages_ = 0;
    int copied_ = 0;
    std::optional<Fault> first_fault_;
};

}  // namespace

ExitCode print_records(const PrintCommand& options) {
    const PrintShop shop(options.form);
    const Json schema = load_json(shop.templates / "record.schema.json", Fault::bad_template);
    const RecordSheets records = read_record_sheets(options.record, shop.form, shop.model, schema);
    GrowingFile pdf(options.out);
    Copying copying(options, shop, pdf.stream());
    copying.copy(records);
    std::optional<GrowingFile> manifest;
    if (!options.manifest.empty()) {
        manifest.emplace(options.manifest);
        manifest->stream() << copying.manifest();
        manifest->complete();
    }
    pdf.put_in_place();
    if (manifest)
        manifest->put_in_place();
    return copying.complete() ? ExitCode::done : ExitCode::rejected;
}

}  // namespace tanfang
