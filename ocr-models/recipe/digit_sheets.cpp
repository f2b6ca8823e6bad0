/// Fills the combs of printed forms with handwritten digits and scans them: pages with known truth.
///
/// usage: digit_sheets BANK SEED SHEETS any|valid FOLDER
///
/// in:  a bank of digit_bank.py
/// out: FOLDER/N.png or .jpg and FOLDER/N.truth.json, {"form", "page", "spots": {spot: text}}
///
/// A sheet is scanned under one condition, some as carbon copies. `any`: every comb by another hand, evenly mixed
/// characters, also cells left empty and cells that hold no single digit ('?': crossed out,
/// blotted, or two), for training. `valid`: a sheet by one hand, values that make sense, for
/// fitting what may be claimed.
#include "pipeline/form/field_model.h"
#include "pipeline/record/id_number.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "ocr-models/recipe/digit_hand.h"
#include "tests/support/image_file.h"
#include "tests/support/pen.h"
#include "tests/support/print_shop.h"
#include "tests/support/scanner.h"
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

// ---- What is written ----------------------------------------------------------------------------
std::string some_digits(int count, Random& random) {
    std::string text;
    for (int i = 0; i < count; ++i) text += static_cast<char>('0' + random.below(10));
    return text;
}

std::string two_digits(int number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

/// A sound number of an invented person of the test county.
std::string some_id(Random& random) {
    std::string id = "350599" + std::to_string(1925 + random.below(80)) +
                     two_digits(1 + random.below(12)) + two_digits(1 + random.below(28)) +
                     some_digits(3, random);
    return id + check_character(id);
}

std::string some_amount(Random& random) {
    return std::to_string(random.chance(0.7) ? 10 * (5 + random.below(900))
                                             : 1 + random.below(9999));
}

std::string valid_text(const Field& field, const Spot& spot, Random& random) {
    switch (field.type) {
        case FieldType::id_number:
            return some_id(random);
        case FieldType::disability_card:
            return some_id(random) + std::to_string(1 + random.below(7)) +
                   std::to_string(1 + random.below(4));
        case FieldType::phone:
            return "1" + std::to_string(3 + random.below(7)) + some_digits(9, random);
        case FieldType::date:
            return spot.part == "year"    ? "202" + std::to_string(3 + random.below(3))
                   : spot.part == "month" ? two_digits(1 + random.below(9))
                                          : two_digits(1 + random.below(28));
        case FieldType::integer:
            return std::to_string(1 + random.below(field.maximum > 20 ? 60 : 5));
        case FieldType::money:
            return some_amount(random);
        default:
            return {};
    }
}

/// Any character in any cell; '_' leaves one empty, '?' spoils one.
std::string any_text(int cells, Random& random) {
    std::string text;
    const int filled = random.chance(0.75) ? cells : 1 + random.below(cells);
    for (int i = 0; i < filled; ++i)
        text += random.chance(0.015)  ? '_'
                : random.chance(0.05) ? '?'
                                      : characters[static_cast<std::size_t>(random.below(11))];
    return text;
}

// ---- How it is written --------------------------------------------------------------------------
/// A blot, rarely quite round, over whatever stands there.
void spill(Paper& paper, const Box<Mm>& body, const Pen& pen, Random& random) {
    const double radius = random.uniform(0.3, 0.75) * std::min(body.width, body.height);
    const Point<Px> at = paper.px({body.left() + random.uniform(0.3, 0.7) * body.width,
                                   body.top() + random.uniform(0.3, 0.7) * body.height});
    const int rim = cvRound(1.5 * radius * paper.px_per_mm);
    std::vector<cv::Point> outline;
    for (int i = 0; i < 12; ++i) {
        const double r = radius * paper.px_per_mm * std::exp(random.normal(0.12));
        outline.emplace_back(rim + cvRound(r * std::cos(i * CV_PI / 6)),
                             rim + cvRound(r * random.uniform(0.8, 1.1) * std::sin(i * CV_PI / 6)));
    }
    cv::Mat drawn = cv::Mat::zeros(2 * rim, 2 * rim, CV_8UC1), coverage;
    cv::fillPoly(drawn, std::vector{outline}, 255, cv::LINE_AA);
    cv::GaussianBlur(drawn, drawn, {}, 0.08 * paper.px_per_mm);
    drawn.convertTo(coverage, CV_32FC1, 1.0 / 255);
    soak(paper, coverage, {cvRound(at.x) - rim, cvRound(at.y) - rim}, pen.color);
}

/// Some people write half as high as the cell is, some less.
Style style_in_comb(const std::vector<Hand>& hands, bool carbon_copy, Random& random) {
    Style style = some_style(hands, random);
    style.height = random.uniform(0.28, 0.8);
    if (carbon_copy)
        style.pen.color = {static_cast<uchar>(150 + random.below(50)),
                           static_cast<uchar>(130 + random.below(40)),
                           static_cast<uchar>(105 + random.below(35))};
    return style;
}

void write_cell(Paper& paper, const Box<Mm>& cell, char what, const Style& style, Random& random) {
    const auto put = [&](char character, double dx) {
        const auto& pictures = (*style.hand)[characters.find(character)];
        const double height =
            cell.height * style.height * (1 + random.normal(0.06)) * paper.px_per_mm;
        const cv::Mat ink = coverage_of(
            pictures[static_cast<std::size_t>(random.below(static_cast<int>(pictures.size())))],
            height, style, random);
        const Point<Px> at =
            paper.px({cell.center().x + (dx + random.normal(style.unrest)) * cell.width,
                      cell.center().y + random.normal(style.unrest) * cell.height});
        soak(paper, ink, {cvRound(at.x) - ink.cols / 2, cvRound(at.y) - ink.rows / 2},
             style.pen.color);
    };
    if (what == '_')
        return;
    if (what != '?')
        return put(what, 0);
    const char first = characters[static_cast<std::size_t>(random.below(10))];
    if (random.chance(0.35)) {
        put(first, -0.17);
        return put(characters[static_cast<std::size_t>(random.below(10))], 0.17);
    }
    put(first, 0);
    const Box<Mm> body = cell.grown(-0.18 * cell.width);
    if (random.chance(0.3))
        return spill(paper, body, style.pen, random);
    for (int line = 1 + random.below(4); line > 0; --line)
        draw_stroke(paper, style.pen,
                    {{body.left(), body.top() + random.uniform(0.1, 0.9) * body.height},
                     {body.right(), body.top() + random.uniform(0.1, 0.9) * body.height}},
                    random);
}

ScanCondition some_condition(bool carbon_copy, Random& random) {
    ScanCondition how;
    how.dpi = random.pick(std::vector<double>{300, 300, 300, 230, 200, 180, 150});
    how.color = false;
    how.bilevel = how.dpi >= 200 && random.chance(0.22);
    how.any_orientation = true;
    how.skew_degrees = 2.5;
    how.shrink = 0.02;
    how.bend_mm = random.uniform(0, 0.9);
    how.blur_mm = random.uniform(0.03, 0.11) + (carbon_copy ? random.uniform(0.02, 0.08) : 0);
    how.noise = random.uniform(0.5, 6);
    how.fade = random.uniform(0, 0.4);
    how.block_step = random.chance(0.5) ? random.uniform(2, 10) : 0;
    return how;
}

// ---- Sheets -------------------------------------------------------------------------------------
struct Desk {
    PrintedSheet sheet;
    FieldModel model;
};

/// @param least_cells  pages with fewer are left out
std::vector<Desk> all_pages(int least_cells) {
    std::vector<Desk> desks;
    const Json fields =
        load_json(std::filesystem::path(TANFANG_SOURCE_DIR) / "templates" / "fields.json",
                  Fault::bad_template);
    for (const std::string form : {"enrollment", "visit"})
        for (auto& sheet : print_sheets(form)) {
            int cells = 0;
            for (const Spot& spot : sheet.form.spots)
                cells += spot.page == sheet.page ? spot.cells : 0;
            if (cells >= least_cells)
                desks.push_back({std::move(sheet), parse_field_model(fields, form)});
        }
    return desks;
}

void make_sheet(const Desk& desk, const std::vector<Hand>& hands, bool valid, Random& random,
                const std::filesystem::path& stem) {
    Paper paper{desk.sheet.paper.bgr.clone(), desk.sheet.paper.px_per_mm};
    const bool carbon_copy = random.chance(0.18);
    Style style = style_in_comb(hands, carbon_copy, random);
    Json spots = Json::object();
    for (const Spot& spot : desk.sheet.form.spots) {
        if (spot.page != desk.sheet.page || spot.cells == 0)
            continue;
        const std::string text = valid ? valid_text(*desk.model.find(spot.field), spot, random)
                                       : any_text(spot.cells, random);
        if (text.empty() || static_cast<int>(text.size()) > spot.cells)
            continue;
        if (!valid)
            style = style_in_comb(hands, carbon_copy, random);
        for (std::size_t i = 0; i < text.size(); ++i) {
            const double width = spot.box.width / spot.cells;
            write_cell(paper,
                       {{spot.box.left() + width * static_cast<double>(i), spot.box.top()},
                        width,
                        spot.box.height},
                       text[i], style, random);
        }
        spots[spot.id] = text;
    }
    const Scan seen = scan(paper, some_condition(carbon_copy, random), random);
    write_bytes(stem.string() + (seen.image.bilevel ? ".png" : ".jpg"),
                seen.image.bilevel ? png_bytes(seen.image) : jpeg_bytes(seen.image, 92));
    std::ofstream(stem.string() + ".truth.json")
        << Json{{"form", desk.sheet.form.id}, {"page", desk.sheet.page}, {"spots", spots}}.dump();
}

}  // namespace
}  // namespace tanfang::simulate

int main(int count, char** arguments) try {
    using namespace tanfang::simulate;
    if (count != 6)
        throw std::runtime_error("usage: digit_sheets BANK SEED SHEETS any|valid FOLDER");
    const auto hands = load_hands(arguments[1]);
    const bool valid = std::string(arguments[4]) == "valid";
    const auto desks = all_pages(valid ? 1 : 40);  // training wants many cells a page
    const std::filesystem::path folder = arguments[5];
    std::filesystem::create_directories(folder);
    const std::uint64_t seed = std::stoull(arguments[2]);
    for (int i = 0; i < std::stoi(arguments[3]); ++i) {
        Random random(seed * 1'000'003 + static_cast<std::uint64_t>(i));
        make_sheet(desks[static_cast<std::size_t>(i) % desks.size()], hands, valid, random,
                   folder / std::to_string(i));
    }
    return 0;
} catch (const std::exception& error) {
    std::cerr << "digit_sheets: " << error.what() << '\n';
    return 1;
}
