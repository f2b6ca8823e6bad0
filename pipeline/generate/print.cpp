#include "pipeline/generate/print.h"

#include "pipeline/generate/acro_form.h"
#include "pipeline/generate/form_document.h"
#include "pipeline/generate/page_content.h"

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
          document_(form, base, options.fillable ? DocumentKind::fillable : DocumentKind::archival,
                    out),
          fonts_(fonts) {
        need_identity(fonts_, form);
    }

    void need(const PersonValues& values) {
        for (const auto& [spot, text] : values.words) fonts_.need(text, Face::body);
    }

    std::vector<PrintedPage> add(const PrintedSet& set) {
        begin();
        const auto values = value_streams(set.values);
        std::vector<PrintedPage> printed;
        std::vector<std::vector<PoDoFo::PdfObject*>> pages;
        for (int copy = 1; copy <= options_.copies; ++copy) {
            pages.emplace_back();
            for (int page = 0; page < page_count(); ++page) {
                pages.back().push_back(
                    &add_page(set.serial, copy, page, values[static_cast<std::size_t>(page)]));
                printed.push_back({set.serial, copy, page, set.person});
            }
        }
        if (acro_form_)
            acro_form_->add_set(set_name(form_, set.serial), pages, set.values);
        else
            for (const auto& copy : pages)
                for (PoDoFo::PdfObject* page : copy) document_.finish_page(*page);
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

    int page_count() const { return static_cast<int>(form_.pages.size()); }

    /// Cuts the fonts, once.
    void begin() {
        if (begun_)
            return;
        begun_ = true;
        fonts_.embed(document_.objects());
        document_.add_fonts(fonts_.resources());
        if (options_.fillable)
            acro_form_.emplace(document_, form_, model_, fonts_);
    }

    /// Per page of the form, the values that all copies show; none where fields will show them.
    std::vector<Streams> value_streams(const PersonValues& values) {
        std::vector<Streams> out(static_cast<std::size_t>(page_count()));
        if (options_.fillable)
            return out;
        for (int page = 0; page < page_count(); ++page) {
            Content content(PaperToPdf(form_), fonts_);
            fill_in(content, form_, model_, values, page);
            if (!content.operators().empty())
                out[static_cast<std::size_t>(page)].push_back(
                    document_.add_stream(content.operators()));
        }
        return out;
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

void SetPrinter::need(const PersonValues& values) {
    state_->need(values);
}

std::vector<PrintedPage> SetPrinter::add(const PrintedSet& set) {
    return podofo_call(where, [&] { return state_->add(set); });
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
    for (const auto& set : sets) printer.need(set.values);
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
