/// A form on its way from the decoding child, which may be in other hands.
#include "pipeline/intake/form_packet.h"

#include "pipeline/base/error.h"
#include "pipeline/intake/decoder_protocol.h"
#include "pipeline/intake/packet.h"
#include "pipeline/intake/scan_file.h"

#include "tests/support/picture_files.h"
#include "tests/support/temporary_folder.h"
#include <gtest/gtest.h>

namespace tanfang {
namespace {

PdfForm small_form() {
    PdfForm form;
    form.fields = {
        {"TF1/V/1/8J4K2M7Q9T.care_needs", PdfFormField::Kind::text, {"助餐", "𠮷\n"}, false, {0}},
        {"x", PdfFormField::Kind::other, {}, true, {}}};
    form.pages.resize(1);
    form.pages[0] = {595.3, 841.9, true, false, true, {{1, 2, 3.5, 4}}};
    form.damaged = true;
    form.rewritten = false;
    return form;
}

/// What the program makes of a child that says it has a form of `size` bytes and sends `packed`.
template <int size>
void serve_form(int socket, const Descriptor&) {
    DecoderRequest request;
    receive_packet(socket, request);
    DecoderAnswer answer;
    answer.kind = DecoderAnswer::Kind::page_count;
    answer.value = 1;
    answer.block_size = size;
    send_packet(socket, answer);
    receive_packet(socket, request);
    PixelMemory memory;
    receive_packet(socket, memory);  // stays all zero
    answer.kind = DecoderAnswer::Kind::done;
    send_packet(socket, answer);
}

std::string fault_of_child(void (*serve)(int, const Descriptor&)) {
    const support::TemporaryFolder folder;
    const auto file =
        folder.file("a.png", support::png_file(cv::Mat(5, 5, CV_8UC1, cv::Scalar(0))));
    Launcher launcher({.serve = serve});
    try {
        ScanFile scan(file, launcher);
    } catch (const Error& error) {
        return std::string(fault_name(error.fault()));
    }
    return "none";
}

}  // namespace

TEST(FormPacket, ComesOutAsItWentIn) {
    const auto out = unpack_form(pack_form(small_form()));
    ASSERT_TRUE(out);
    EXPECT_TRUE(out->damaged);
    EXPECT_FALSE(out->rewritten);
    ASSERT_EQ(out->fields.size(), 2U);
    EXPECT_EQ(out->fields[0].values, small_form().fields[0].values);
    EXPECT_FALSE(out->fields[0].clear);
    EXPECT_EQ(out->fields[0].pages, std::vector<int>{0});
    EXPECT_EQ(out->fields[1].kind, PdfFormField::Kind::other);
    EXPECT_TRUE(out->pages.at(0).is_redrawn);
    EXPECT_FALSE(out->pages.at(0).has_pictures);
    EXPECT_TRUE(out->pages.at(0).has_hidden);
    EXPECT_EQ(out->pages.at(0).additions.at(0).right, 3.5);
}

TEST(FormPacket, IsRefusedWhereItMakesNoSense) {
    for (
        const char* bad :
        {"", "{}", "[]", "nonsense",
         R"({"damaged": 1, "rewritten": false, "fields": [], "pages": []})",
         R"({"damaged": false, "rewritten": false, "fields": [["a", 0, true, ["x"], [1]]], "pages": []})",
         R"({"damaged": false, "rewritten": false, "fields": [["a", 7, true, [], []]], "pages": []})",
         R"({"damaged": false, "rewritten": false, "fields": [["a", 0, true, [3], []]], "pages": []})",
         R"({"damaged": false, "rewritten": false, "fields": [], "pages": [[1e9, 1, false, false, false, []]]})"})
        EXPECT_FALSE(unpack_form(bad)) << bad;
}

TEST(FormPacket, FromAChildIsNotBelieved) {
    EXPECT_EQ(fault_of_child(serve_form<0>), "none");
    EXPECT_EQ(fault_of_child(serve_form<100>), "decoder_died");
    EXPECT_EQ(fault_of_child(serve_form<-1>), "decoder_died");
    EXPECT_EQ(fault_of_child(serve_form<2'000'000'000>), "decoder_died");
}

}  // namespace tanfang
