#include "pipeline/page/shrink.h"

#include <opencv2/imgproc.hpp>

namespace tanfang {

cv::Mat shrink(const cv::Mat& picture, int factor) {
    if (factor <= 1)
        return picture;
    const cv::Size size(picture.cols / factor, picture.rows / factor);
    cv::Mat out;
    cv::resize(picture(cv::Rect(0, 0, size.width * factor, size.height * factor)), out, size, 0, 0,
               cv::INTER_AREA);
    return out;
}

}  // namespace tanfang
