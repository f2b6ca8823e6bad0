/// A printed sheet as it lies on the desk, before a pen and a scanner touch it.
#pragma once

#include "pipeline/base/geometry.h"
#include "pipeline/form/form_template.h"

#include <filesystem>

#include <opencv2/core.hpp>

namespace tanfang::simulate {

struct Paper {
    cv::Mat bgr;  ///< CV_8UC3, spans the sheet exactly
    double px_per_mm = 0;

    Point<Px> px(Point<Mm> at) const { return {at.x * px_per_mm - 0.5, at.y * px_per_mm - 0.5}; }
};

/// Pixels per millimetre of simulated paper: 300 dpi resolves every pen.
inline constexpr double paper_px_per_mm = 300 / mm_per_inch;

/// An empty white sheet.
Paper white_paper(double width_mm, double height_mm);

/// One page of a PDF at 300 dpi, drawn by poppler's pdftoppm.
///
/// @param page  from 0
/// @throws std::runtime_error if pdftoppm is missing or fails
Paper printed_page(const std::filesystem::path& pdf, int page);

/// The geometry alone, drawn here: fiducials, table lines, squares and combs, but no words, QR or
/// serial. It serves tests of single stages that must not depend on the PDF writer.
Paper drawn_page(const FormTemplate& form, int page);

/// Lets ink of a colour soak into the paper: printed black stays black.
///
/// @param coverage  CV_32FC1, 0..1; its top left pixel lies at `at`; parts outside the paper are
/// lost
void soak(Paper& paper, const cv::Mat& coverage, cv::Point at, cv::Vec3b color);

}  // namespace tanfang::simulate
