/// The pictures of the blank pages that are installed with the templates.
#pragma once

#include <filesystem>

#include <opencv2/core.hpp>

namespace tanfang {

/// @param file  grey PNG of ours, e.g. templates/visit.page1.png
/// @return CV_8UC1
/// @throws Error  Fault::bad_template if it cannot be read
cv::Mat load_reference_picture(const std::filesystem::path& file);

}  // namespace tanfang
