/// One person's writing of Han characters: all by strokes of one hand, or all by pictures of one
/// set.
#pragma once

#include <algorithm>

#include "ocr-models/recipe/han_hand.h"

namespace han {

class Scribe {
  public:
    Scribe(const Bank& bank, Random& random)
        : bank_(bank), random_(random), hand_(some_hand(random)), strokes_(random.chance(0.6F)) {}

    /// @return CV_8UC1, canvas_px square, 255 is ink; the longer side of the ink is about body_px
    cv::Mat write(std::size_t character) {
        const auto& strokes = bank_.strokes[character];
        const cv::Mat* picture = strokes_ && !strokes.empty() ? nullptr : some_picture(character);
        return picture ? write_picture(*picture, random_) : write_strokes(strokes, hand_, random_);
    }

    /// Its longer side beside that of a character which fills its square.
    float natural_size(std::size_t character) const {
        float left = 1, top = 1, right = 0, bottom = 0;
        for (const Stroke& stroke : bank_.strokes[character])
            for (const Point& p : stroke) {
                left = std::min(left, p.x), right = std::max(right, p.x);
                top = std::min(top, p.y), bottom = std::max(bottom, p.y);
            }
        const float side = std::max(right - left, bottom - top);
        return side > 0 ? std::clamp(side / usual_side, 0.4F, 1.1F) : digit_size;
    }

  private:
    static constexpr float usual_side = 0.85F;  // of the square that a character is drawn in
    static constexpr float digit_size = 0.75F;

    /// Of the set that this person's first character came from, if that has it.
    const cv::Mat* some_picture(std::size_t character) {
        if (set_ == nullptr || set_->of_class[character].empty())
            set_ = some_set(character);
        if (set_ == nullptr)
            return nullptr;
        const auto& list = set_->of_class[character];
        return &list[random_.below(list.size())];
    }

    const PictureSet* some_set(std::size_t character) {
        float all = 0;
        for (const auto& set : bank_.pictures)
            all += set.of_class[character].empty() ? 0 : set.weight;
        float at = random_.uniform(0, all);
        for (const auto& set : bank_.pictures)
            if (!set.of_class[character].empty() && (at -= set.weight) <= 0)
                return &set;
        return nullptr;
    }

    const Bank& bank_;
    Random& random_;
    Hand hand_;
    bool strokes_;
    const PictureSet* set_ = nullptr;
};

}  // namespace han
