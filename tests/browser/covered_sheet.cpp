#include "tests/browser/covered_sheet.h"

#include "pipeline/intake/scan_file.h"

#include <algorithm>
#include <vector>

#include "tests/browser/review_office.h"
#include "tests/support/image_file.h"
#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>

namespace tanfang::simulate {
namespace {

/// Where the print of a form lies in a scan, by what was read of it. Homographies of the page's
/// millimeters are near enough: a clerk shows corners by eye.
cv::Mat pixels_from_mm(const Json& line, const std::string& form) {
    constexpr double mm_per_point = 25.4 / 72;
    const Json spots = Json::parse(run_tanfang({"layout", form}).out)["spots"];
    std::vector<cv::Point2d> mm, px;
    for (const auto& [spot, reading] : line["readings"].items()) {
        mm.emplace_back(spots[spot]["rect"][0].get<double>() * mm_per_point,
                        spots[spot]["rect"][1].get<double>() * mm_per_point);
        px.emplace_back(reading["quad"][0], reading["quad"][1]);
    }
    return cv::findHomography(mm, px);
}

}  // namespace

CoveredSheet cover_corners(const std::filesystem::path& scan, const std::filesystem::path& covered,
                           double left_share) {
    const Json line = run_tanfang({"read", scan}).lines().at(0);
    const Json page = load_json(source / "templates/visit.json", Fault::bad_template)["pages"][0];
    const cv::Mat map = pixels_from_mm(line, "visit");
    const auto at = [&](double x, double y) {
        std::vector<cv::Point2d> point = {{x, y}};
        cv::perspectiveTransform(point, point, map);
        return point[0];
    };
    PageImage image = ScanFile(scan).page(0);
    image.color = cv::Mat();
    constexpr double half_mm = 8;
    for (const auto& mark : page["fiducials"]) {
        const double x = mark["center"][0], y = mark["center"][1];
        cv::rectangle(image.gray,
                      cv::Rect(at(x - half_mm, y - half_mm), at(x + half_mm, y + half_mm)),
                      cv::Scalar(200), cv::FILLED);
    }
    image.gray.colRange(0, static_cast<int>(left_share * image.gray.cols)).setTo(240);
    write_bytes(covered, png_bytes(image));
    double left = 1e9, top = 1e9, right = 0, bottom = 0;
    for (const auto& edge : page["lines"]) {
        left = std::min<double>(left, edge[0]);
        top = std::min<double>(top, edge[1]);
        right = std::max<double>(right, edge[2]);
        bottom = std::max<double>(bottom, edge[3]);
    }
    CoveredSheet sheet{covered};
    for (const auto& [x, y] : {std::pair(left, top), {right, top}, {right, bottom}, {left, bottom}})
        sheet.corners.push_back({at(x, y).x / image.gray.cols, at(x, y).y / image.gray.rows});
    return sheet;
}

}  // namespace tanfang::simulate
