#include "pipeline/external/leptonica.h"

#include <algorithm>
#include <new>

#include <leptonica/allheaders.h>

namespace tanfang {

namespace {

PixPtr owned(Pix* pix) {
    if (!pix)
        throw std::bad_alloc();  // the only way in which these operations fail on a valid mask
    return PixPtr(pix);
}

PixPtr opened(const PixPtr& pix, LineDirection direction, int length) {
    const bool level = direction == LineDirection::level;
    return owned(pixOpenBrick(nullptr, pix.get(), level ? length : 1, level ? 1 : length));
}

}  // namespace

void PixFree::operator()(Pix* pix) const noexcept {
    pixDestroy(&pix);
}

PixPtr pix_from_mask(const cv::Mat& mask) {
    PixPtr pix = owned(pixCreate(mask.cols, mask.rows, 1));
    for (int y = 0; y < mask.rows; ++y) {
        l_uint32* const line = pixGetData(pix.get()) + y * pixGetWpl(pix.get());
        const auto* const row = mask.ptr<unsigned char>(y);
        for (int x = 0; x < mask.cols; ++x)
            if (row[x])
                SET_DATA_BIT(line, x);
    }
    return pix;
}

cv::Mat mask_from_pix(const PixPtr& pix) {
    cv::Mat mask(pixGetHeight(pix.get()), pixGetWidth(pix.get()), CV_8UC1);
    for (int y = 0; y < mask.rows; ++y) {
        const l_uint32* const line = pixGetData(pix.get()) + y * pixGetWpl(pix.get());
        auto* const row = mask.ptr<unsigned char>(y);
        for (int x = 0; x < mask.cols; ++x) row[x] = GET_DATA_BIT(line, x) ? 255 : 0;
    }
    return mask;
}

cv::Mat straight_lines(const cv::Mat& mask, LineDirection direction, int length, int thickness) {
    const PixPtr all = pix_from_mask(mask);
    const LineDirection across =
        direction == LineDirection::level ? LineDirection::upright : LineDirection::level;
    const PixPtr thick = opened(all, across, thickness + 1);
    const PixPtr thin = owned(pixSubtract(nullptr, all.get(), thick.get()));
    const PixPtr seeds = opened(thin, direction, length);
    const PixPtr runs = opened(thin, direction, std::max(2, length / 4));
    const PixPtr lines = owned(pixSeedfillBinary(nullptr, seeds.get(), runs.get(), 8));
    return mask_from_pix(lines);
}

cv::Mat without_lines(const cv::Mat& mask, const cv::Mat& lines, LineDirection direction,
                      int thickness) {
    const PixPtr all = pix_from_mask(mask);
    const PixPtr gone = pix_from_mask(lines);
    const PixPtr rest = owned(pixSubtract(nullptr, all.get(), gone.get()));
    const int gap = thickness + 2;
    const bool level = direction == LineDirection::level;
    const PixPtr closed =
        owned(pixCloseSafeBrick(nullptr, rest.get(), level ? 1 : gap, level ? gap : 1));
    const PixPtr crossings = owned(pixAnd(nullptr, closed.get(), gone.get()));
    return mask_from_pix(owned(pixOr(nullptr, rest.get(), crossings.get())));
}

}  // namespace tanfang
