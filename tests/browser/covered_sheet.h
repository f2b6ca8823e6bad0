/// A scan whose marks in the corners cannot be seen, and where its table lies nevertheless.
#pragma once

#include "pipeline/base/json.h"

#include <filesystem>

namespace tanfang::simulate {

/// A scan of which somebody has covered all four marks in the corners.
struct CoveredSheet {
    std::filesystem::path file;
    Json corners = Json::array();  ///< of its table, as shares of its width and height
};

/// @param scan        of a visit, that the program can read
/// @param covered     where the PNG is written to
/// @param left_share  of its width, which is covered as well
CoveredSheet cover_corners(const std::filesystem::path& scan, const std::filesystem::path& covered,
                           double left_share = 0);

}  // namespace tanfang::simulate
