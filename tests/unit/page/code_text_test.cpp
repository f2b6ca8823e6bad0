#include "pipeline/page/code_text.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

const SheetCode code = {'V', 1, "8J4K2M7Q9T", 2, 1};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace

TEST(CodeText, ReadsWhatIsPrinted) {
    const auto found = match_code_text(encode(code), 'V', 1, 1);
    ASSERT_TRUE(found);
    EXPECT_EQ(encode(*found), encode(code));
}

TEST(CodeText, ForgivesWhatReadersOfPrintConfuse) {
    const std::string text = encode(code);
    for (const std::string& read : {
             "| " + text + " .",
             replaced(text, "8", "B"),
             replaced(text, "TF1", "TFl"),
             replaced(text, "/V/", " /V/ "),
             replaced(text, "/1/8", "I1/8"),
             replaced(text, "2M", "ZM"),
         })
        EXPECT_TRUE(match_code_text(read, 'V', 1, 1)) << read;
}

TEST(CodeText, AWrongCheckIsNoCode) {
    std::string text = encode(code);
    text[12] = text[12] == 'P' ? 'R' : 'P';
    EXPECT_FALSE(match_code_text(text, 'V', 1, 1)) << text;
}

TEST(CodeText, ACodeThatContradictsTheFiducialsIsNone) {
    EXPECT_FALSE(match_code_text(encode(code), 'E', 1, 1));
    EXPECT_FALSE(match_code_text(encode(code), 'V', 2, 1));
    EXPECT_FALSE(match_code_text(encode(code), 'V', 1, 2));
}

TEST(CodeText, NeitherLettersNorNothingIsACode) {
    EXPECT_FALSE(match_code_text("", 'V', 1, 1));
    EXPECT_FALSE(match_code_text("TF1/V/1/", 'V', 1, 1));
    EXPECT_FALSE(match_code_text("THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG", 'V', 1, 1));
    EXPECT_FALSE(match_code_text("福建省特殊困难老年人探访关爱服务记录表 TF1 记录表", 'V', 1, 1));
}

TEST(CodeText, MisreadSerialsHardlyEverPass) {
    // One wrong character, every one of the 10 x 31: the check has 10 bits, some variants are
    // tried.
    const std::string alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    int tried = 0, wrong = 0;
    for (std::size_t at = 8; at < 18; ++at)
        for (const char c : alphabet) {
            std::string text = encode(code);
            if (text[at] == c)
                continue;
            text[at] = c;
            const auto found = match_code_text(text, 'V', 1, 1);
            ++tried;
            wrong += found && found->serial != code.serial ? 1 : 0;
        }
    EXPECT_EQ(tried, 310);
    EXPECT_LE(wrong, 3);
}

TEST(CodeText, TheFootOfASheetIsReadFromItsPicture) {
    FormTemplate form;
    form.code = 'V';
    form.version = 1;
    form.page_width = 210;
    form.page_height = 297;
    form.pages.resize(1);
    form.pages[0].code_text.at = {105, 281};
    constexpr double px_per_mm = 300 / mm_per_inch;
    PageImage image;
    image.gray = cv::Mat(3508, 2480, CV_8UC1, cv::Scalar(250));
    cv::putText(image.gray, encode(code), {900, 3333}, cv::FONT_HERSHEY_SIMPLEX, 1.3,
                cv::Scalar(20), 3, cv::LINE_AA);
    RegisteredPage page;
    page.image = &image;
    page.form = &form;
    page.map = PaperMap(cv::Matx33d(px_per_mm, 0, 0, 0, px_per_mm, 0, 0, 0, 1));
    CodeTextReader reader(tessdata_folder());
    const auto found = reader.read(page);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->serial, code.serial);
    EXPECT_EQ(found->copy, 2);
}

}  // namespace tanfang
