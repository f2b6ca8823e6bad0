/// Writes small good inputs for each fuzzing target into FOLDER/TARGET.
#include "pipeline/external/qpdf.h"
#include "pipeline/form/sheet_code.h"
#include "pipeline/intake/form_packet.h"

#include <filesystem>
#include <fstream>
#include <span>

#include "tests/support/hostile_pdfs.h"
#include "tests/support/hostile_pictures.h"
#include "tests/support/pdf_files.h"
#include "tests/support/picture_files.h"
#include <tiff.h>

namespace {

using namespace tanfang;
using namespace tanfang::support;
namespace fs = std::filesystem;

class Seeds {
  public:
    explicit Seeds(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
    }
    void add(const std::string& bytes) {
        std::ofstream(folder_ / std::to_string(count_++), std::ios::binary) << bytes;
    }

  private:
    fs::path folder_;
    int count_ = 0;
};

/// A form with a text, a box and a note.
std::string pdf_form_file() {
    return pdf_of_objects(
        {"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [5 0 R 6 0 R] /NeedAppearances true "
         ">> >>",
         "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
         "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R 6 0 "
         "R 7 0 R] /Resources << >> >>",
         pdf_stream("", "0 0 m 9 9 l S"),
         "<< /Type /Annot /Subtype /Widget /FT /Tx /T (TF1/V/1/8J4K2M7Q9T.name) /V (A) /Rect [9 9 "
         "90 20] /P 3 0 R >>",
         "<< /Type /Annot /Subtype /Widget /FT /Btn /T (box) /V /Yes /AS /Yes /Rect [9 30 19 40] "
         "/AP << /N << /Yes 4 0 R /Off 4 0 R >> >> /P 3 0 R >>",
         "<< /Type /Annot /Subtype /Text /Contents (note) /Rect [50 50 60 60] >>"});
}

void make_scans(const fs::path& folder) {
    Seeds seeds(folder);
    const cv::Mat ink = ink_page(32, 24, 1), grey = with_noise(ink, 2), color = with_seal(grey);
    using Coding = PdfScan::Coding;
    for (const std::string& file :
         {jpeg_file(grey), jpeg_file(color, {.progressive = true}), png_file(color),
          png_file(ink, {.bits = 1}), png_file(grey, {.palette = true}),
          png_file(grey, {.alpha = true, .interlaced = true}),
          tiff_file({ink, ink}, {.compression = COMPRESSION_CCITTFAX4, .bits = 1}),
          tiff_file({ink}, {.compression = COMPRESSION_CCITTFAX3, .bits = 1}),
          tiff_file({color}, {.compression = COMPRESSION_LZW, .tiled = true}),
          tiff_file({color}, {.compression = COMPRESSION_JPEG}),
          pdf_file({{.pixels = color, .coding = Coding::jpeg}}),
          pdf_file({{.pixels = ink, .coding = Coding::group4}}), pdf_file({{.pixels = grey}}),
          tiff_of_many_pages(3), tiff_of_many_strips(4)})
        seeds.add(file);
}

void make_pdf_forms(const fs::path& folder) {
    Seeds seeds(folder);
    for (const std::string& file :
         {pdf_form_file(), pdf_of_forms_in_forms(2, 3), pdf_of_nested_dictionaries(20),
          pdf_in_pdf(1), pdf_with_a_stream_in_itself(), pdf_with_tables_in_a_circle(),
          pdf_with_a_tree_in_a_circle(), pdf_of_flate_layers(1, 2)})
        seeds.add(file);
}

void make_form_packets(const fs::path& folder) {
    Seeds seeds(folder);
    const std::string file = pdf_form_file();
    seeds.add(pack_form({}));
    seeds.add(pack_form(*PdfFile(std::as_bytes(std::span(file))).form()));
}

void make_codes(const fs::path& folder) {
    Seeds seeds(folder);
    const SheetCode sheet{'V', 1, "8J4K2M7Q9T", 2, 1};
    seeds.add(encode(sheet));
    seeds.add(set_name(sheet));
    seeds.add(encode(PackCode{'E', "8J4K2M7Q9T", "350581102003", "202611", 12}));
}

void make_templates(const fs::path& folder) {
    Seeds seeds(folder);
    for (const char* form : {"visit", "enrollment"}) {
        std::ifstream in(std::string(TANFANG_SOURCE_DIR "/templates/") + form + ".json");
        seeds.add({std::istreambuf_iterator<char>(in), {}});
    }
    seeds.add(
        R"({"form": "visit", "page_mm": [210, 297], "spots": {"visit_date": {"kind": "text", "page": 1,
           "rect": [10, 10, 90, 20], "cells": []}, "x.y": {"kind": "checkbox", "page": 1,
           "rect": [10, 40, 20, 50]}}, "reference": ["a.png"]})");
}

void make_people(const fs::path& folder) {
    Seeds seeds(folder);
    seeds.add(
        R"({"filing_date": "2026-03-05", "subject_name": "陈𠮷", "subject_sex": "female",
        "subject_id_no": "35059919480101001X", "subject_phone": "13800000000",
        "hukou_township": {"name": "蚶江镇", "code": "350581102"}, "hukou_village": "石渔村",
        "ability_level": "mild", "subject_types": ["living_alone", "disabled"],
        "disposable_income_monthly": "1200.5", "family_1_relation": "长子", "water_safe": "no"})");
    seeds.add(
        R"({"visit_date": null, "population_change": [], "care_needs": "", "visit_ordinal": 12,
        "service_method": "home", "visitor_signature": {"present": false}})");
    seeds.add(R"({"disposable_income_monthly": 1e999})");
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2)
        return 1;
    const fs::path folder = arguments[1];
    make_scans(folder / "decoder");
    make_pdf_forms(folder / "pdf_form");
    make_form_packets(folder / "form_packet");
    make_codes(folder / "sheet_code");
    make_templates(folder / "template");
    make_people(folder / "people");
    return 0;
}
