#include "pipeline/recognize/signature.h"

#include <cmath>

#include "tests/unit/recognize/synthetic_ink.h"
#include <gtest/gtest.h>

namespace tanfang {

namespace {

constexpr double scale = 4;

SignatureInk unsigned_field() {
    SignatureInk signature;
    signature.field = empty_field(67.5, 10.5);
    signature.px_per_mm = scale;
    signature.dark = cv::Mat::zeros(162, 390, CV_8UC1);
    signature.faint = signature.dark.clone();
    signature.red = signature.dark.clone();
    signature.area = {60, 60, 270, 42};
    return signature;
}

void sign(SignatureInk& signature) {
    for (int i = 0; i < 6; ++i)
        stroke(signature.field, {5.0 + 4 * i, 2.0 + i % 3}, {8.0 + 4 * i, 8.0 - i % 2}, 0.5);
}

/// Ridges of a thumb, 14 x 20 mm, 45 mm into the field.
void thumb(cv::Mat& ink, double px_per_mm, cv::Point2d middle) {
    for (int y = 0; y < ink.rows; ++y)
        for (int x = 0; x < ink.cols; ++x) {
            const double dx = (x - middle.x) / px_per_mm, dy = (y - middle.y) / px_per_mm;
            const bool inside = dx * dx / 49 + dy * dy / 100 <= 1;
            if (inside && std::sin(std::hypot(dx, 0.8 * (dy - 2)) * 2 * M_PI / 0.55) > -0.2)
                ink.at<unsigned char>(y, x) = 255;
        }
}

void seal(cv::Mat& ink, double px_per_mm, cv::Point middle) {
    const auto px = [&](double mm) { return static_cast<int>(mm * px_per_mm); };
    cv::circle(ink, middle, px(20), cv::Scalar(255), px(1.2));
    cv::circle(ink, middle, px(5), cv::Scalar(255), cv::FILLED);
}

}  // namespace

TEST(Signature, AnEmptyFieldIsSurelyUnsigned) {
    SignatureInk signature = unsigned_field();
    paper_noise(signature.field, 60, 5);
    const SignatureReading reading = read_signature(signature);
    EXPECT_FALSE(reading.present);
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.kind, SignatureKind::none);
}

TEST(Signature, AWrittenNameIsASignature) {
    SignatureInk signature = unsigned_field();
    sign(signature);
    const SignatureReading reading = read_signature(signature);
    EXPECT_TRUE(reading.present);
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.kind, SignatureKind::ink);
}

TEST(Signature, WhatIsLeftOfARuleAndAColonIsNoSureOne) {
    SignatureInk signature = unsigned_field();
    stroke(signature.field, {8.0, 8.0}, {50.0, 8.0}, 0.15);
    for (const double y : {3.0, 6.0}) stroke(signature.field, {2.0, y}, {2.3, y}, 0.5);
    EXPECT_FALSE(read_signature(signature).sure);
    sign(signature);
    EXPECT_TRUE(read_signature(signature).sure) << "a name on the rule is one";
}

TEST(Signature, ARedThumbIsASignature) {
    SignatureInk signature = unsigned_field();
    thumb(signature.red, scale, {240, 81});
    const SignatureReading reading = read_signature(signature);
    EXPECT_TRUE(reading.present);
    EXPECT_TRUE(reading.sure);
    EXPECT_EQ(reading.kind, SignatureKind::fingerprint);
}

TEST(Signature, ARedThumbWithItsMiddleInTheRowAboveIsNotSure) {
    SignatureInk signature = unsigned_field();
    thumb(signature.red, scale, {240, 50});
    EXPECT_FALSE(read_signature(signature).sure);
}

/// Strokes with a foot, 4 mm of 13 within the field; nothing is seen of them between two heights.
SignatureInk reached_into(double gap_from_mm, double gap_to_mm) {
    SignatureInk signature = unsigned_field();
    const auto at = [](double mm_x, double mm_y) {
        return cv::Point(60 + static_cast<int>(mm_x * scale), 60 + static_cast<int>(mm_y * scale));
    };
    for (int i = 0; i < 4; ++i) {
        const double x = 10 + 5 * i;
        stroke(signature.field, {x, std::max(0.0, gap_to_mm)}, {x, 4}, 0.5);
        stroke(signature.field, {x, 4}, {x + 3, 4}, 0.5);
        cv::line(signature.faint, at(x, -9), at(x, gap_from_mm), cv::Scalar(255), 2);
        cv::line(signature.faint, at(x, gap_to_mm), at(x, 4), cv::Scalar(255), 2);
        cv::line(signature.faint, at(x, 4), at(x + 3, 4), cv::Scalar(255), 2);
    }
    return signature;
}

TEST(Signature, ANameThatReachesInFromTheRowAboveIsNotSure) {
    EXPECT_FALSE(read_signature(reached_into(0, 0)).sure);
    EXPECT_FALSE(read_signature(reached_into(-1.5, 0.5)).sure)
        << "though nothing of it is seen on the line between the rows";
    EXPECT_TRUE(read_signature(reached_into(-2.5, 0.5)).sure) << "another name stands there";
}

TEST(Signature, AThumbBesideANameIsStillInk) {
    SignatureInk signature = unsigned_field();
    sign(signature);
    thumb(signature.red, scale, {240, 81});
    EXPECT_EQ(read_signature(signature).kind, SignatureKind::ink);
}

TEST(Signature, AThumbWithoutColorIsAFingerprintButNotSure) {
    SignatureInk signature = unsigned_field();
    thumb(signature.dark, scale, {240, 81});
    thumb(signature.field.pen, writing_px_per_mm, {25.0 + 450, 25.0 + 52});
    const SignatureReading reading = read_signature(signature);
    EXPECT_TRUE(reading.present);
    EXPECT_FALSE(reading.sure);
    EXPECT_EQ(reading.kind, SignatureKind::fingerprint);
}

TEST(Signature, ARedSealIsNoSignature) {
    SignatureInk signature = unsigned_field();
    seal(signature.red, scale, {200, 70});
    const SignatureReading reading = read_signature(signature);
    EXPECT_FALSE(reading.present);
    EXPECT_FALSE(reading.sure) << "something is there";
}

TEST(Signature, ASealWithoutColorIsNeverASureSignature) {
    SignatureInk signature = unsigned_field();
    seal(signature.dark, scale, {200, 70});
    seal(signature.field.pen, writing_px_per_mm, {375, 50});
    EXPECT_FALSE(read_signature(signature).sure);
}

TEST(Signature, ATouchOfThePenIsNotSure) {
    SignatureInk signature = unsigned_field();
    stroke(signature.field, {30, 5}, {31, 5.8}, 0.5);
    EXPECT_FALSE(read_signature(signature).present);
    EXPECT_FALSE(read_signature(signature).sure);
}

}  // namespace tanfang
