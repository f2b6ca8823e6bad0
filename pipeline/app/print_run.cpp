#include "pipeline/app/growing_file.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/print_ledger.h"
#include "pipeline/app/print_packs.h"

#include <chrono>
#include <memory>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

constexpr std::size_t progress_every = 1000;  // sets; about a second

/// "202611" of "2026-11", or of today.
std::string month_digits(const std::string& month) {
    if (!month.empty())
        return month.substr(0, 4) + month.substr(5);
    const std::chrono::year_month_day today(
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    return fmt::format("{}{:02}", static_cast<int>(today.year()),
                       static_cast<unsigned>(today.month()));
}

class Run {
  public:
    Run(const PrintCommand& options, const PrintShop& shop)
        : options_(options),
          shop_(shop),
          copies_(copies_of(options, shop.form)),
          people_(options.people.empty() ? nullptr
                                         : std::make_unique<PeopleFile>(options.people, shop.form,
                                                                        shop.model, shop.fonts)),
          month_(month_digits(options.month)),
          packs_(packs_of(options, people_.get())),
          total_(packs_.back().first_set + packs_.back().sets.size()),
          covered_(options.cover || options.split > 0 || options.per_village),
          base_(make_form_base(shop.form, shop.fonts)),
          ledger_(options.manifest, identity()) {}

    void print() {
        if (ledger_.continued()) {
            spdlog::info("继续上次没有完成的打印");
            remove_stale_drafts(files());
        }
        std::optional<GrowingFile> manifest;
        if (!options_.manifest.empty())
            manifest.emplace(options_.manifest);
        for (std::size_t i = 0; i < packs_.size(); ++i)
            print_pack(packs_[i], i, manifest && i + 1 == packs_.size() ? &*manifest : nullptr);
        if (manifest)
            manifest->put_in_place();
        ledger_.remove();
    }

  private:
    /// What makes a run the same when it is started again.
    Json identity() const {
        return {{"form", shop_.form.id},
                {"version", shop_.form.version},
                {"people", people_ ? Json(people_->sha256()) : Json()},
                {"sets", total_},
                {"copies", copies_},
                {"out", fs::weakly_canonical(options_.out).string()},
                {"split", options_.split},
                {"per_village", options_.per_village},
                {"cover", covered_},
                {"month", covered_ ? Json(month_) : Json()}};
    }

    /// All that the run puts in its place.
    std::vector<fs::path> files() const {
        std::vector<fs::path> out = {options_.manifest};
        for (const auto& pack : packs_) out.push_back(pack.file);
        return out;
    }

    std::string name_of(const Pack& pack) const {
        return packs_.size() > 1 ? pack.file.filename().string() : "";
    }

    CoverSheet cover_of(const Pack& pack, std::size_t index) {
        CoverSheet cover;
        cover.code = {shop_.form.code, ledger_.batch(),
                      pack.village.code.empty() ? "0" : pack.village.code, month_,
                      static_cast<int>(index + 1)};
        cover.village = pack.village.name;
        cover.packs = static_cast<int>(packs_.size());
        cover.copies = copies_;
        for (std::size_t i = 0; i < pack.sets.size(); ++i)
            cover.serials.push_back(ledger_.serial(pack.first_set + i));
        return cover;
    }

    PrintedSet set_of(const Pack& pack, std::size_t i) {
        const int person = pack.sets[i];
        if (!people_)
            return {ledger_.serial(pack.first_set + i), std::nullopt, {}};
        return {ledger_.serial(pack.first_set + i), person, people_->read(person)};
    }

    /// A pack that an interrupted run has put in its place is complete, and perhaps on paper.
    bool is_there(const Pack& pack) const {
        return ledger_.continued() && fs::is_regular_file(pack.file);
    }

    /// @param manifest  with the last pack: complete before the pack is in its place, so that no
    ///                  print is without its manifest; else nullptr
    void print_pack(const Pack& pack, std::size_t index, GrowingFile* manifest) {
        if (is_there(pack)) {
            done_ += pack.sets.size();
            if (manifest)
                write_manifest(*manifest);
            return;
        }
        GrowingFile pdf(pack.file);
        SetPrinter printer(shop_.form, shop_.model, shop_.fonts, base_, {copies_, PrintKind::flat},
                           pdf.stream());
        const CoverSheet cover = cover_of(pack, index);
        if (covered_)
            printer.need(cover);
        if (people_)
            for (const int person : pack.sets) printer.need({"", person, people_->read(person)});
        if (covered_)
            printer.add(cover);
        for (std::size_t i = 0; i < pack.sets.size(); ++i) {
            throw_if_interrupted();
            printer.add(set_of(pack, i));
            if (++done_ % progress_every == 0)
                spdlog::info("已生成 {}/{} 套", done_, total_);
        }
        printer.finish();
        ledger_.make_durable();
        if (manifest)
            write_manifest(*manifest);
        pdf.put_in_place();
    }

    /// Which pages a pack has follows from its sets, so that nothing need be kept of it.
    void write_manifest(GrowingFile& file) {
        for (const auto& pack : packs_) {
            const std::string name = name_of(pack);
            std::size_t page = covered_ ? cover_pages(pack, file.stream(), name) : 0;
            for (std::size_t i = 0; i < pack.sets.size(); ++i)
                for (int copy = 1; copy <= copies_; ++copy)
                    for (int sheet = 0; sheet < static_cast<int>(shop_.form.pages.size()); ++sheet)
                        file.stream()
                            << manifest_line(shop_.form,
                                             {ledger_.serial(pack.first_set + i), copy, sheet,
                                              people_ ? std::optional(pack.sets[i]) : std::nullopt},
                                             page++, name);
        }
        file.complete();
    }

    std::size_t cover_pages(const Pack& pack, std::ostream& out, const std::string& name) const {
        const int pages = cover_page_count(shop_.form, pack.sets.size());
        std::size_t page = 0;
        for (int i = 0; i < pages; ++i)
            out << manifest_line(shop_.form, {"", 0, i, std::nullopt, PageKind::cover}, page++,
                                 name);
        if (shop_.form.duplex && pages % 2 != 0)
            out << manifest_line(shop_.form, {"", 0, 0, std::nullopt, PageKind::blank}, page++,
                                 name);
        return page;
    }

    const PrintCommand& options_;
    const PrintShop& shop_;
    int copies_;
    std::unique_ptr<PeopleFile> people_;
    std::string month_;
    std::vector<Pack> packs_;
    std::size_t total_;
    bool covered_;
    FormBase base_;
    PrintLedger ledger_;
    std::size_t done_ = 0;
};

}  // namespace

ExitCode print_run(const PrintCommand& options) {
    const PrintShop shop(options.form);
    note_interruptions();
    Run(options, shop).print();
    return ExitCode::done;
}

}  // namespace tanfang
