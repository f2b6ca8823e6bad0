#include "tests/support/paper.h"

#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>
#include <string>

#include <opencv2/aruco.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

cv::Point rounded(Point<Px> p) {
    return {cvRound(p.x), cvRound(p.y)};
}

/// Reads the binary PPM that pdftoppm writes to its standard output.
cv::Mat read_ppm(std::FILE* stream) {
    int width = 0;
    int height = 0;
    int maximum = 0;
    if (std::fscanf(stream, "P6 %d %d %d", &width, &height, &maximum) != 3 || maximum != 255)
        throw std::runtime_error("pdftoppm gave no picture");
    std::fgetc(stream);  // the single blank after the header
    cv::Mat rgb(height, width, CV_8UC3);
    const std::size_t bytes = rgb.total() * rgb.elemSize();
    if (std::fread(rgb.data, 1, bytes, stream) != bytes)
        throw std::runtime_error("pdftoppm gave half a picture");
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    return bgr;
}

void draw_line(Paper& paper, Point<Mm> from, Point<Mm> to, double width_mm) {
    const int thickness = std::max(1, cvRound(width_mm * paper.px_per_mm));
    cv::line(paper.bgr, rounded(paper.px(from)), rounded(paper.px(to)), {0, 0, 0}, thickness);
}

void draw_box(Paper& paper, const Box<Mm>& box, double width_mm) {
    const double half = width_mm / 2;  // a spot's box is the inner edge of its square
    const auto outer = box.grown(half);
    cv::rectangle(paper.bgr, rounded(paper.px(outer.top_left)),
                  rounded(paper.px({outer.right(), outer.bottom()})), {0, 0, 0},
                  std::max(1, cvRound(width_mm * paper.px_per_mm)));
}

void draw_fiducial(Paper& paper, const Fiducial& fiducial, double size_mm) {
    const int side = cvRound(size_mm * paper.px_per_mm);
    cv::Mat marker;
    cv::aruco::drawMarker(cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50), fiducial.id,
                          side, marker);
    cv::Mat colored;
    cv::cvtColor(marker, colored, cv::COLOR_GRAY2BGR);
    const double left = fiducial.center.x - size_mm / 2;
    const double top = fiducial.center.y - size_mm / 2;
    const cv::Point at(cvRound(left * paper.px_per_mm), cvRound(top * paper.px_per_mm));
    colored.copyTo(paper.bgr(cv::Rect(at, colored.size())));
}

}  // namespace

Paper white_paper(double width_mm, double height_mm) {
    return {cv::Mat(cvRound(height_mm * paper_px_per_mm), cvRound(width_mm * paper_px_per_mm),
                    CV_8UC3, cv::Scalar::all(255)),
            paper_px_per_mm};
}

Paper printed_page(const std::filesystem::path& pdf, int page) {
    if (!std::filesystem::exists(pdf) || pdf.string().find('\'') != std::string::npos)
        throw std::runtime_error("no such PDF: " + pdf.string());
    const std::string number = std::to_string(page + 1);
    const std::string command =
        "pdftoppm -r 300 -f " + number + " -l " + number + " '" + pdf.string() + "'";
    std::FILE* stream = popen(command.c_str(), "r");
    if (stream == nullptr)
        throw std::runtime_error("cannot start pdftoppm");
    try {
        Paper paper{read_ppm(stream), paper_px_per_mm};
        pclose(stream);
        return paper;
    } catch (...) {
        pclose(stream);
        throw;
    }
}

Paper drawn_page(const FormTemplate& form, int page) {
    Paper paper = white_paper(form.page_width, form.page_height);
    const FormPage& design = form.pages.at(static_cast<std::size_t>(page));
    for (const auto& line : design.lines) draw_line(paper, line.from, line.to, line.width);
    for (const auto& fiducial : design.fiducials)
        draw_fiducial(paper, fiducial, form.fiducial_size);
    for (const auto& spot : form.spots) {
        if (spot.page != page || (spot.kind == SpotKind::field && spot.cells == 0))
            continue;
        draw_box(paper, spot.box, 0.25);
        for (int cell = 1; cell < spot.cells; ++cell) {
            const double x = spot.box.left() + spot.box.width * cell / spot.cells;
            draw_line(paper, {x, spot.box.top()}, {x, spot.box.bottom()}, 0.2);
        }
    }
    return paper;
}

void soak(Paper& paper, const cv::Mat& coverage, cv::Point at, cv::Vec3b color) {
    const cv::Rect sheet(0, 0, paper.bgr.cols, paper.bgr.rows);
    const cv::Rect wet = cv::Rect(at, coverage.size()) & sheet;
    for (int y = wet.y; y < wet.y + wet.height; ++y) {
        auto* pixels = paper.bgr.ptr<cv::Vec3b>(y);
        const auto* ink = coverage.ptr<float>(y - at.y);
        for (int x = wet.x; x < wet.x + wet.width; ++x) {
            const float share = ink[x - at.x];
            if (share <= 0)
                continue;
            for (int c = 0; c < 3; ++c) {
                const float kept = 1 - share * (1 - static_cast<float>(color[c]) / 255);
                pixels[x][c] = cv::saturate_cast<uchar>(static_cast<float>(pixels[x][c]) * kept);
            }
        }
    }
}

}  // namespace tanfang::simulate
