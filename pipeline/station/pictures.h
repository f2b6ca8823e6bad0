/// Pictures of pages for the screen: decoded in the sandboxed child, upright, as new PNG.
///
/// in:  an original in the home, the line of its page
/// out: PNG
#pragma once

#include "pipeline/base/json.h"

#include <filesystem>
#include <string>

namespace tanfang {

constexpr int picture_side = 2400;  ///< px, the long side: a 5 mm character on A4 has 40

struct PagePicture {
    std::string png;
    double scale = 1;  ///< pixels of the picture for one of the scan, at most 1
};

/// The whole page, upright by the line's registration.
///
/// @throws Error  as ScanFile
PagePicture page_picture(const std::filesystem::path& original, const Json& line);

/// The place of a spot with some paper around it, straightened by its quad.
///
/// @throws Error  as ScanFile; Fault::bad_usage if the line has no such spot
std::string spot_picture(const std::filesystem::path& original, const Json& line,
                         const std::string& spot);

}  // namespace tanfang
