/// Runs a codec's door in the test's own process.
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/external/raster.h"

#include <functional>
#include <string>

#include <opencv2/core.hpp>

namespace tanfang {

struct Decoded {
    RasterHeader header;
    cv::Mat pixels;
};

inline Bytes as_bytes(const std::string& file) {
    return std::as_bytes(std::span(file));
}

inline Decoded decoded(const std::function<void(const RasterTarget&)>& decode) {
    Decoded result;
    decode([&](const RasterHeader& header) {
        result.header = header;
        result.pixels.create(header.height, header.width, header.channels == 1 ? CV_8UC1 : CV_8UC3);
        return result.pixels.data;
    });
    return result;
}

/// The name of the fault that a call throws; "none" if it throws none.
inline std::string fault_of(const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return std::string(fault_name(error.fault()));
    }
    return "none";
}

inline bool same_pixels(const cv::Mat& a, const cv::Mat& b) {
    return a.size() == b.size() && a.type() == b.type() && cv::norm(a, b, cv::NORM_INF) == 0;
}

}  // namespace tanfang
