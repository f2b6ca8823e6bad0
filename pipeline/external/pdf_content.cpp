#include "pipeline/external/pdf_content.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include <qpdf/Pipeline.hh>
#include <qpdf/QPDFMatrix.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

namespace tanfang {

namespace {

constexpr double edge_tolerance = 0.02;         // of the page's side; producers round to points
constexpr std::size_t max_commands = 1u << 20;  // bytes; a page of OCR text has about 50 kB

using Rectangle = QPDFObjectHandle::Rectangle;

/// Stops a stream that is longer than a limit, before its data are kept anywhere.
class Limit : public Pipeline {
  public:
    Limit() : Pipeline("limit", nullptr) {}
    void write(unsigned char const*, std::size_t length) override {
        if ((seen_ += length) > max_commands)
            throw std::length_error("page content");
    }
    void finish() override {}
    bool exceeded() const { return seen_ > max_commands; }

  private:
    std::size_t seen_ = 0;
};

bool is_short(QPDFPageObjectHelper& page) {
    Limit limit;
    try {
        page.pipeContents(&limit);
    } catch (const std::exception&) {  // libqpdf turns what a pipeline throws into its own
        if (!limit.exceeded())
            throw;
    }
    return !limit.exceeded();
}

bool covers(const Rectangle& box, const Rectangle& page) {
    const double x = edge_tolerance * (page.urx - page.llx);
    const double y = edge_tolerance * (page.ury - page.lly);
    return box.llx <= page.llx + x && box.urx >= page.urx - x && box.lly <= page.lly + y &&
           box.ury >= page.ury - y;
}

bool matches(const Rectangle& box, const Rectangle& page) {
    return covers(box, page) && covers(page, box);
}

/// Commands that set something and draw nothing.
bool only_sets(const std::string& command) {
    static const std::set<std::string> known = {
        "BT",  "ET",  "Tf", "Td", "TD", "Tm", "T*", "Tc", "Tw", "Tz",  "TL", "Ts",
        "BMC", "EMC", "MP", "DP", "w",  "J",  "j",  "M",  "d",  "i",   "ri", "g",
        "G",   "rg",  "RG", "k",  "K",  "cs", "CS", "sc", "SC", "scn", "SCN"};
    return known.contains(command);
}

bool shows_text(const std::string& command) {
    return command == "Tj" || command == "TJ" || command == "'" || command == "\"";
}

/// Follows the graphics state until something is drawn that is not the one picture.
class Commands : public QPDFObjectHandle::ParserCallbacks {
  public:
    Commands(QPDFObjectHandle resources, const Rectangle& page)
        : resources_(std::move(resources)), page_(page) {}

    void handleObject(QPDFObjectHandle object, std::size_t, std::size_t) override {
        if (!object.isOperator()) {
            operands_.push_back(object);
            return;
        }
        if (!follow(object.getOperatorValue())) {
            found_.reset();
            plain_ = false;
            terminateParsing();
        }
        operands_.clear();
    }
    void handleEOF() override {}

    std::optional<PlacedPicture> found() const { return plain_ ? found_ : std::nullopt; }

  private:
    struct State {
        QPDFMatrix page_from_user;
        bool text_is_invisible = false;
    };

    bool follow(const std::string& command) {
        if (command == "q")
            return stack_.size() < 64 && (stack_.push_back(state_), true);
        if (command == "Q") {
            if (stack_.empty())
                return false;
            state_ = stack_.back();
            stack_.pop_back();
            return true;
        }
        if (command == "cm")
            return concatenate();
        if (command == "Do")
            return draw();
        if (command == "Tr") {
            constexpr int invisible = 3;
            state_.text_is_invisible = operands_.size() == 1 && operands_[0].isInteger() &&
                                       operands_[0].getIntValueAsInt() == invisible;
            return true;
        }
        if (shows_text(command))
            return state_.text_is_invisible;
        if (command == "gs")
            return operands_.size() == 1 && is_opaque(named("/ExtGState"));
        if (command == "BDC")  // an optional layer may be switched off
            return !operands_.empty() && !operands_[0].isNameAndEquals("/OC");
        if (command == "re")  // a clip of the whole page is no clip
            return (path_covers_page_ = rectangle_covers_page());
        if (command == "W" || command == "W*" || command == "n")
            return path_covers_page_;
        return only_sets(command);
    }

    std::optional<std::vector<double>> numbers(std::size_t count) const {
        if (operands_.size() != count)
            return std::nullopt;
        std::vector<double> values;
        for (QPDFObjectHandle operand : operands_) {
            if (!operand.isNumber())
                return std::nullopt;
            values.push_back(operand.getNumericValue());
        }
        return values;
    }

    bool concatenate() {
        const auto m = numbers(6);
        if (!m)
            return false;
        state_.page_from_user.concat(
            QPDFMatrix((*m)[0], (*m)[1], (*m)[2], (*m)[3], (*m)[4], (*m)[5]));
        return true;
    }

    /// Where a box of user space lies on the page; nothing if it is turned or mirrored.
    std::optional<Rectangle> on_page(double x0, double y0, double x1, double y1) const {
        const QPDFMatrix& m = state_.page_from_user;
        if (m.b != 0 || m.c != 0 || !(m.a > 0) || !(m.d > 0))
            return std::nullopt;
        Rectangle box;
        m.transform(x0, y0, box.llx, box.lly);
        m.transform(x1, y1, box.urx, box.ury);
        return box;
    }

    bool rectangle_covers_page() const {
        const auto r = numbers(4);
        if (!r)
            return false;
        const auto box = on_page((*r)[0], (*r)[1], (*r)[0] + (*r)[2], (*r)[1] + (*r)[3]);
        return box && covers(*box, page_);
    }

    bool draw() {
        QPDFObjectHandle picture = operands_.size() == 1 ? named("/XObject") : QPDFObjectHandle();
        const auto box = on_page(0, 0, 1, 1);
        if (found_ || !picture.isInitialized() || !picture.isStream() ||
            !picture.getDict().getKey("/Subtype").isNameAndEquals("/Image") || !box ||
            !matches(*box, page_))
            return false;
        found_ = PlacedPicture{picture, box->urx - box->llx, box->ury - box->lly};
        return true;
    }

    QPDFObjectHandle named(const char* kind) {
        if (!operands_[0].isName() || !resources_.isDictionary())
            return QPDFObjectHandle::newNull();
        QPDFObjectHandle all = resources_.getKey(kind);
        return all.isDictionary() ? all.getKey(operands_[0].getName())
                                  : QPDFObjectHandle::newNull();
    }

    static bool is_opaque(QPDFObjectHandle state) {
        if (!state.isDictionary())
            return false;
        const auto is = [&](const char* key, auto accepts) {
            QPDFObjectHandle value = state.getKey(key);
            return value.isNull() || accepts(value);
        };
        const auto is_one = [](QPDFObjectHandle v) {
            return v.isNumber() && v.getNumericValue() == 1;
        };
        return is("/ca", is_one) && is("/CA", is_one) &&
               is("/SMask", [](auto v) { return v.isNameAndEquals("/None"); }) &&
               is("/BM", [](auto v) { return v.isNameAndEquals("/Normal"); });
    }

    QPDFObjectHandle resources_;
    Rectangle page_;
    std::vector<QPDFObjectHandle> operands_;
    State state_;
    std::vector<State> stack_;
    std::optional<PlacedPicture> found_;
    bool path_covers_page_ = false;
    bool plain_ = true;
};

}  // namespace

std::optional<Rectangle> page_box(QPDFObjectHandle page, const char* name) {
    QPDFObjectHandle box = QPDFPageObjectHelper(page).getAttribute(name, false);
    if (!box.isRectangle())
        return std::nullopt;
    const Rectangle r = box.getArrayAsRectangle();
    if (!(r.urx > r.llx && r.ury > r.lly) || !std::isfinite(r.urx - r.llx + r.ury - r.lly))
        return std::nullopt;
    return r;
}

std::optional<PlacedPicture> only_picture_on(QPDFObjectHandle page) {
    QPDFPageObjectHelper helper(page);
    const auto paper = page_box(page, "/MediaBox");
    const Rectangle visible = page_box(page, "/CropBox").value_or(paper.value_or(Rectangle()));
    QPDFObjectHandle turn = helper.getAttribute("/Rotate", false);
    const bool upright = turn.isNull() || (turn.isInteger() && turn.getIntValue() % 360 == 0);
    QPDFObjectHandle notes = page.getKey("/Annots");
    const bool has_notes = !notes.isNull() && !(notes.isArray() && notes.getArrayNItems() == 0);
    if (!paper || !upright || has_notes || page.hasKey("/UserUnit") || !is_short(helper))
        return std::nullopt;
    Commands commands(helper.getAttribute("/Resources", false), visible);
    helper.parseContents(&commands);
    return commands.found();
}

}  // namespace tanfang
