/// Pictures of pages for the screen: decoded in the sandboxed child, upright, encoded anew.
///
/// in:  an original in the home, the line of its page
/// out: JPEG of a page, PNG of a spot
#pragma once

#include "pipeline/base/json.h"

#include <array>
#include <filesystem>
#include <future>
#include <list>
#include <mutex>
#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

constexpr int picture_side = 2400;  ///< px, the long side: a 5 mm character on A4 has 40

struct PagePicture {
    std::string jpeg;
    double scale = 1;  ///< pixels of the picture for one of the scan, at most 1
};

/// The pages that were asked for last stay decoded: the spots of a date come one after the other,
/// and at the same time. Safe from several threads.
class Pictures {
  public:
    /// The whole page, upright by the line's registration.
    ///
    /// @throws Error  as ScanFile
    PagePicture page(const std::filesystem::path& original, const Json& line);

    /// The place of a spot with some paper around it, straightened by its quad.
    ///
    /// @throws Error  as ScanFile; Fault::bad_usage if the line has no such spot
    std::string spot(const std::filesystem::path& original, const Json& line,
                     const std::string& spot);

    /// The same of one character box of a comb.
    ///
    /// @param cells  of the comb, which divide it evenly
    /// @param cell   from 0
    std::string cell(const std::filesystem::path& original, const Json& line,
                     const std::string& spot, int cell, int cells);

  private:
    struct Decoded {
        std::filesystem::path original;
        int page = 0;
        std::shared_future<cv::Mat> pixels;
    };
    cv::Mat pixels_of(const std::filesystem::path& original, int page);
    void forget(const std::filesystem::path& original, int page);
    std::string crop(const std::filesystem::path& original, const Json& line,
                     const std::array<cv::Point2f, 4>& corners, double share_around);

    std::mutex mutex_;
    std::list<Decoded> decoded_;  // the one asked for last first
};

}  // namespace tanfang
