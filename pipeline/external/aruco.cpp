#include "pipeline/external/aruco.h"

#include <opencv2/aruco.hpp>

namespace tanfang {

std::vector<std::vector<bool>> aruco_modules(int id) {
    constexpr int modules_per_side = 6;
    cv::Mat one_pixel_per_module;
    cv::aruco::drawMarker(cv::aruco::getPredefinedDictionary(cv::aruco::DICT_4X4_50), id,
                          modules_per_side, one_pixel_per_module, 1);
    std::vector<std::vector<bool>> modules(modules_per_side, std::vector<bool>(modules_per_side));
    for (int row = 0; row < modules_per_side; ++row)
        for (int column = 0; column < modules_per_side; ++column)
            modules[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)] =
                one_pixel_per_module.at<unsigned char>(row, column) < 128;
    return modules;
}

}  // namespace tanfang
