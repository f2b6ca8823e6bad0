#include "pipeline/app/print_school.h"

#include "pipeline/app/exit_code.h"
#include "pipeline/page/flat_print.h"
#include "pipeline/page/reference_print.h"
#include "pipeline/recognize/reference_ink.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <set>
#include <utility>

#include <opencv2/core.hpp>
#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

constexpr int reading_dpi = 203;  // flat_px_per_mm
// Mean over a line's words: of the few lines looked at print had 0.76 and more, sideways print less
// than 0.4.
constexpr double sure_of_line = 0.6;
constexpr double a4_shape = std::numbers::sqrt2;
constexpr double shape_tolerance = 0.02;
constexpr int enough_px = 1600;  // of the longer side: 137 dpi on A4

/// Whether the sheet that a print was learned from is one of it: else that is bent or mistaken, and
/// would be in the way of all others.
bool is_found_again(const PageImage& sheet, const LearnedSheet& learned) {
    const KnownPrint print = known_print_of(learned);
    try {
        return !register_by_reference(sheet, {&print.pages.front()}).empty();
    } catch (const Error& error) {
        if (exit_code(error.fault()) != ExitCode::rejected)
            throw;
        return false;
    }
}

}  // namespace

PrintSchool::PrintSchool(const std::vector<PrintWords>& words)
    : words_(words), reader_(tessdata_folder(), model, Tesseract::Layout::single_line) {}

std::optional<LearnedSheet> PrintSchool::learn(const PageImage& first, const SheetSource& next) {
    try {
        auto learned = learn_sheets(first, next, words_,
                                    [this](const cv::Mat& line) { return read_line(line); });
        return learned && is_found_again(first, *learned) ? std::move(learned) : std::nullopt;
    } catch (const cv::Exception& problem) {
        // a picture like no other must not end the run: it is no known form, and says so
        spdlog::error("{}，第 {} 页：无法从这一页学习版式（{}）", first.file, first.page + 1,
                      problem.what());
        return std::nullopt;
    }
}

TesseractLine PrintSchool::read_line(const cv::Mat& line) {
    TesseractLine read = reader_.read(line, reading_dpi);
    if (!read.symbols.empty())
        return read;
    // Tesseract's search for the line's letters failed; its network may know them nevertheless
    TesseractLine whole = reader_.read_whole(line, reading_dpi);
    return whole.confidence >= sure_of_line ? whole : read;
}

int rank_for_learning(const PageImage& image) {
    const double longer = std::max(image.gray.cols, image.gray.rows),
                 shorter = std::min(image.gray.cols, image.gray.rows);
    const bool a4 = std::abs(longer / shorter / a4_shape - 1) < shape_tolerance;
    return (shows_two_tables(image.gray) ? 8 : 0) + (image.bilevel ? 4 : 0) + (a4 ? 0 : 2) +
           (longer < enough_px ? 1 : 0);
}

void tell_pages_apart(std::vector<LearnedSheet>& pages) {
    std::set<std::string> shown;
    for (auto& page : pages)
        std::erase_if(page.print.spots,
                      [&shown](const Spot& spot) { return !shown.insert(spot.id).second; });
    for (auto& page : pages)
        std::erase_if(page.print.missing,
                      [&shown](const std::string& spot) { return shown.contains(spot); });
}

void put_on_equal_paper(std::vector<LearnedSheet>& pages) {
    int width = 0, height = 0;
    for (const auto& page : pages) {
        width = std::max(width, page.blank.cols);
        height = std::max(height, page.blank.rows);
    }
    for (auto& page : pages)
        cv::copyMakeBorder(page.blank, page.blank, 0, height - page.blank.rows, 0,
                           width - page.blank.cols, cv::BORDER_CONSTANT, cv::Scalar(255));
}

FormTemplate variant_of(const std::vector<LearnedSheet>& pages,
                        const std::vector<std::string>& names) {
    FormTemplate form;
    form.id = pages.front().print.form;
    form.page_width = pages.front().blank.cols / flat_px_per_mm;
    form.page_height = pages.front().blank.rows / flat_px_per_mm;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        const auto page = static_cast<std::size_t>(pages[i].print.page);
        form.pages.resize(std::max(form.pages.size(), page + 1));
        form.pages[page].reference = names[i];
        form.spots.insert(form.spots.end(), pages[i].print.spots.begin(),
                          pages[i].print.spots.end());
    }
    return form;
}

KnownPrint known_print_of(const LearnedSheet& learned) {
    KnownPrint known;
    known.form = std::make_unique<FormTemplate>(variant_of({learned}, {""}));
    const int page = learned.print.page;
    // found by what is surely print: ghosts of writing are in no other sheet
    known.pages.emplace_back(*known.form, page, learned.print.print);
    known.ink.resize(static_cast<std::size_t>(page));  // pages before it are not known
    known.ink.push_back(reference_ink(learned.blank, *known.form, page));
    return known;
}

}  // namespace tanfang
