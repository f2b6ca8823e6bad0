/// A form among a million other objects.
#include "tests/roundtrip/form_desk.h"
#include "tests/support/eform_file.h"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tanfang::simulate {
namespace {

using support::EFormFile;

/// Whether it is read or given up for lack of time or memory, it has an answer, and so has the
/// next.
TEST(MillionObjects, DoNotKeepAFormFromItsAnswer) {
    FormDesk desk;
    EFormFile form("visit");
    form.type("visit_ordinal", "7");
    for (int i = 0; i < 1'000'000; ++i)
        form.pdf().makeIndirectObject(QPDFObjectHandle::newInteger(i));
    QPDFObjectHandle all = QPDFObjectHandle::newArray();
    for (int i = 0; i < 1'000'000; ++i) all.appendItem(QPDFObjectHandle::newInteger(i));
    form.pdf().getRoot().replaceKey("/Numbers", all);
    desk.put("million.pdf", form.bytes({.object_streams = true}));
    EFormFile good("visit");
    good.type("visit_ordinal", "7");
    desk.put("good.pdf", good.bytes());
    desk.read();
    EXPECT_NE(desk.answer_to("million.pdf"), "no line");
    EXPECT_EQ(desk.text_of("good.pdf", "visit_ordinal"), "claimed 7");
}
}  // namespace
}  // namespace tanfang::simulate
