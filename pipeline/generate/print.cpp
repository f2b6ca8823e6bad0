#include "pipeline/generate/print.h"

#include "pipeline/generate/acro_form.h"
#include "pipeline/generate/form_document.h"
#include "pipeline/generate/page_content.h"
#include "pipeline/generate/scan_copy.h"
#include "pipeline/generate/supplement.h"
#include "pipeline/generate/typing_font.h"

#include <sstream>

namespace tanfang {

namespace {

constexpr const char* where = "PDF";

/// The sheet code up to the serial: what all copies and pages of the set share.
std::string set_name(const FormTemplate& form, const std::string& serial) {
    const std::string code = encode({form.code, form.version, serial, 1, 1});
    return code.substr(0, code.find(serial) + serial.size());
}

}  // namespace

class SetPrinter::State {
  public:
    State(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
          const FormBase& base, const PrintOptions& options, std::ostream& out)
        : form_(form),
          model_(model),
          options_(options),
          document_(form, base, has_fields() ? DocumentKind::fillable : DocumentKind::archival,
                    out),
          fonts_(fonts) {
        need_identity(fonts_, form);
        if (has_fields())
            need_typing(fonts_, options.kind == PrintKind::eform ? Typing::everything
                                                                 : Typing::digits_and_latin);
    }

    void need(const PrintedSet& set) {
        for (const auto& [spot, text] : set.values.words) fonts_.need(text, Face::body);
        if (!set.record)
            return;
        need_record_words(fonts_, form_, model_, *set.record);
        need_supplement_words(fonts_, form_);
    }

    void need(const ScanCopy& scan) { need_scan_words(fonts_, scan); }
    void need(const CoverSheet& cover) { need_cover_words(fonts_, form_, cover); }

    std::vector<PrintedPage> add(const PrintedSet& set) {
        begin();
        const auto overlong = set.record
                                  ? overlong_values(form_, model_, set.values, fonts_.fonts())
                                  : std::map<std::string, OverlongValue>();
        const auto supplement = lay_out_supplement(overlong, form_, fonts_.fonts());
        const auto values = value_streams(set, overlong);
        std::vector<PrintedPage> printed;
        std::vector<std::vector<PoDoFo::PdfObject*>> pages;
        for (int copy = 1; copy <= options_.copies; ++copy) {
            pages.emplace_back();
            for (int page = 0; page < page_count(); ++page) {
                pages.back().push_back(
                    &add_page(set.serial, copy, page, values[static_cast<std::size_t>(page)]));
                printed.push_back({set.serial, copy, page, set.person});
            }
            add_supplement(set, copy, supplement, printed);
        }
        if (acro_form_)
            acro_form_->add_set(set_name(form_, set.serial), pages, set.values);
        else
            for (const auto& copy : pages)
                for (PoDoFo::PdfObject* page : copy) document_.finish_page(*page);
        return printed;
    }

    std::vector<PrintedPage> add(const ScanCopy& scan, int index, bool last) {
        begin();
        Content content(PaperToPdf(form_), fonts_);
        draw_scan(content, form_, scan);
        PoDoFo::PdfDictionary pictures;
        pictures.AddKey(PoDoFo::PdfName(scan_picture_name),
                        document_.write(picture_object(document_.objects(), scan.picture)));
        document_.finish_page(
            document_.add_plain_page({document_.add_stream(content.operators())}, pictures));
        std::vector<PrintedPage> printed = {{scan.serial, 0, index, std::nullopt, PageKind::scan}};
        if (last)
            fill_sheet(index + 1, {scan.serial, 0, 0, std::nullopt, PageKind::blank}, printed);
        return printed;
    }

    std::vector<PrintedPage> add(const CoverSheet& cover) {
        begin();
        const int count = cover_page_count(form_, cover.serials.size());
        std::vector<PrintedPage> printed;
        for (int page = 0; page < count; ++page) {
            Content content(PaperToPdf(form_), fonts_);
            draw_cover(content, form_, cover, page);
            document_.finish_page(
                document_.add_plain_page({document_.add_stream(content.operators())}, {}));
            printed.push_back({"", 0, page, std::nullopt, PageKind::cover});
        }
        fill_sheet(count, {"", 0, 0, std::nullopt, PageKind::blank}, printed);
        return printed;
    }

    void finish() {
        begin();
        if (acro_form_)
            acro_form_->finish();
        document_.finish();
    }

  private:
    using Streams = std::vector<PoDoFo::PdfReference>;

    bool has_fields() const { return options_.kind != PrintKind::flat; }
    int page_count() const { return static_cast<int>(form_.pages.size()); }

    /// Cuts the fonts, once.
    void begin() {
        if (begun_)
            return;
        begun_ = true;
        fonts_.embed(document_.objects());
        document_.add_fonts(fonts_.resources());
        if (has_fields())
            acro_form_.emplace(document_, form_, model_, fonts_);
    }

    /// Per page of the form, the values that all copies show; none where fields will show them.
    std::vector<Streams> value_streams(const PrintedSet& set,
                                       const std::map<std::string, OverlongValue>& overlong) {
        std::vector<Streams> out(static_cast<std::size_t>(page_count()));
        if (has_fields())
            return out;
        for (int page = 0; page < page_count(); ++page) {
            Content content(PaperToPdf(form_), fonts_);
            fill_in(content, form_, model_, set.values, overlong, page);
            if (set.record) {
                mark_open(content, form_, *set.record, page);
                point_to_supplement(content, form_, overlong, page);
                write_margin(content, form_, set.record->margin[static_cast<std::size_t>(page)]);
            }
            if (!content.operators().empty())
                out[static_cast<std::size_t>(page)].push_back(
                    document_.add_stream(content.operators()));
        }
        return out;
    }

    void add_supplement(const PrintedSet& set, int copy,
                        const std::vector<std::vector<SupplementLine>>& supplement,
                        std::vector<PrintedPage>& printed) {
        const int count = static_cast<int>(supplement.size());
        for (int page = 0; page < count; ++page) {
            Content content(PaperToPdf(form_), fonts_);
            draw_supplement(content, form_, set.serial, copy,
                            supplement[static_cast<std::size_t>(page)], page, count);
            write_margin(content, form_, set.record->margin.front());
            document_.finish_page(
                document_.add_plain_page({document_.add_stream(content.operators())}, {}));
            printed.push_back({set.serial, copy, page, set.person, PageKind::supplement});
        }
        fill_sheet(page_count() + count, {set.serial, copy, 0, set.person, PageKind::blank},
                   printed);
    }

    /// The empty back of a last page, so that what follows starts on a front.
    void fill_sheet(int pages, const PrintedPage& blank, std::vector<PrintedPage>& printed) {
        if (!form_.duplex || pages % 2 == 0)
            return;
        document_.finish_page(document_.add_plain_page({}, {}));
        printed.push_back(blank);
    }

    PoDoFo::PdfObject& add_page(const std::string& serial, int copy, int page, Streams drawn) {
        Content content(PaperToPdf(form_), fonts_);
        identify(content, form_, {form_.code, form_.version, serial, copy, page + 1});
        drawn.push_back(document_.add_stream(content.operators()));
        return document_.add_page(page, drawn);
    }

    const FormTemplate& form_;
    const FieldModel& model_;
    PrintOptions options_;
    FormDocument document_;
    DocumentFonts fonts_;
    std::optional<AcroForm> acro_form_;
    bool begun_ = false;
};

SetPrinter::SetPrinter(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
                       const FormBase& base, const PrintOptions& options, std::ostream& out)
    : state_(podofo_call(
          where, [&] { return std::make_unique<State>(form, model, fonts, base, options, out); })) {
}

SetPrinter::~SetPrinter() = default;

void SetPrinter::need(const PrintedSet& set) {
    state_->need(set);
}

void SetPrinter::need(const ScanCopy& scan) {
    state_->need(scan);
}

void SetPrinter::need(const CoverSheet& cover) {
    state_->need(cover);
}

std::vector<PrintedPage> SetPrinter::add(const CoverSheet& cover) {
    return podofo_call(where, [&] { return state_->add(cover); });
}

std::vector<PrintedPage> SetPrinter::add(const PrintedSet& set) {
    return podofo_call(where, [&] { return state_->add(set); });
}

std::vector<PrintedPage> SetPrinter::add(const ScanCopy& scan, int index, bool last) {
    return podofo_call(where, [&] { return state_->add(scan, index, last); });
}

void SetPrinter::finish() {
    podofo_call(where, [&] { state_->finish(); });
}

Print print_sets(const FormTemplate& form, const FieldModel& model, const Fonts& fonts,
                 const std::vector<PrintedSet>& sets, const PrintOptions& options) {
    const FormBase base = make_form_base(form, fonts);
    std::ostringstream out;
    Print print;
    SetPrinter printer(form, model, fonts, base, options, out);
    for (const auto& set : sets) printer.need(set);
    for (const auto& set : sets)
        for (auto& page : printer.add(set)) print.pages.push_back(std::move(page));
    printer.finish();
    print.pdf = std::move(out).str();
    return print;
}

std::string print_reference(const FormTemplate& form, const Fonts& fonts) {
    return podofo_call(where, [&] {
        std::ostringstream out;
        FormDocument document(form, make_form_base(form, fonts), DocumentKind::archival, out);
        for (int page = 0; page < static_cast<int>(form.pages.size()); ++page)
            document.finish_page(document.add_page(page, {}));
        document.finish();
        return std::move(out).str();
    });
}

}  // namespace tanfang
