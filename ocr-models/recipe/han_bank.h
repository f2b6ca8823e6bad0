/// What Han characters are drawn from: strokes and pictures of the file that han_bank.py writes.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <random>
#include <stdexcept>
#include <vector>

#include <opencv2/core.hpp>

namespace han {

constexpr int points = 20;      // of a stroke
constexpr int picture_px = 64;  // of a bank picture

struct Point {
    float x, y;
};
using Stroke = std::array<Point, points>;

class Random {
  public:
    explicit Random(unsigned seed) : engine_(seed) {}
    float uniform(float low, float high) { return low + (high - low) * unit_(engine_); }
    float normal(float sigma) { return sigma * normal_(engine_); }
    float factor(float sigma) { return std::exp(normal(sigma)); }
    bool chance(float probability) { return unit_(engine_) < probability; }
    std::size_t below(std::size_t limit) { return engine_() % limit; }

  private:
    std::mt19937 engine_;
    std::uniform_real_distribution<float> unit_{0, 1};
    std::normal_distribution<float> normal_{0, 1};
};

struct PictureSet {
    float weight = 0;
    std::vector<std::vector<cv::Mat>> of_class;
};

using Word = std::vector<std::uint16_t>;  // classes

enum Group { closed_list, other_words, places, surnames, groups };

struct Bank {
    std::vector<std::size_t> closed;     // classes of the lists that fill whole fields
    std::vector<std::size_t> filled_in;  // and of other words that forms are filled in with
    std::array<std::vector<Word>, groups> words;
    std::vector<std::vector<Stroke>> strokes;  // per class; empty where nothing is known
    std::vector<PictureSet> pictures;
};

template <class T>
T take(std::istream& in) {
    T value;
    if (!in.read(reinterpret_cast<char*>(&value), sizeof value))
        throw std::runtime_error("the bank is cut short");
    return value;
}

inline Bank load(const char* path) {
    std::ifstream in(path, std::ios::binary);
    if (take<std::array<char, 4>>(in) != std::array<char, 4>{'T', 'F', 'H', 'B'})
        throw std::runtime_error("no bank of characters");
    Bank bank;
    bank.strokes.resize(take<std::uint32_t>(in));
    for (std::size_t i = 0; i < bank.strokes.size(); ++i) in.ignore(take<std::uint32_t>(in));
    for (std::size_t i = 0; i < bank.strokes.size(); ++i)
        if (const auto use = take<std::uint8_t>(in))
            (use == 2 ? bank.closed : bank.filled_in).push_back(i);
    for (auto count = take<std::uint32_t>(in); count > 0; --count) {
        Word& word = bank.words.at(take<std::uint8_t>(in)).emplace_back(take<std::uint8_t>(in));
        for (std::uint16_t& character : word) character = take<std::uint16_t>(in);
    }
    for (auto& strokes : bank.strokes) {
        strokes.resize(take<std::uint32_t>(in));
        for (Stroke& stroke : strokes) stroke = take<Stroke>(in);
    }
    bank.pictures.resize(take<std::uint32_t>(in));
    for (PictureSet& set : bank.pictures) {
        set.weight = take<float>(in);
        set.of_class.resize(bank.strokes.size());
        for (auto& list : set.of_class) {
            list.resize(take<std::uint32_t>(in));
            for (cv::Mat& picture : list) {
                picture.create(picture_px, picture_px, CV_8UC1);
                in.read(reinterpret_cast<char*>(picture.data), picture_px * picture_px);
            }
        }
    }
    return bank;
}
}  // namespace han
