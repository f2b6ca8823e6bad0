#include "pipeline/external/pdf_field_values.h"

#include "pipeline/base/text.h"

#include <algorithm>
#include <set>

namespace tanfang {

namespace {

constexpr std::size_t longest_value = 4096;  // bytes; the longest field of ours takes 1,500
constexpr std::size_t longest_state = 1024;  // bytes

const std::string off_state = "/Off";

void add_value(PdfFormField& field, const std::string& value) {
    if (std::find(field.values.begin(), field.values.end(), value) == field.values.end())
        field.values.push_back(value);
}

/// @return the text, empty if there is none
std::string text_of(PdfFormField& field, QPDFObjectHandle value) {
    if (!value.isInitialized() || value.isNull())
        return "";
    if (value.isString() && value.getStringValue().size() <= longest_value) {
        const std::string text = value.getUTF8Value();
        if (code_points(text))
            return text;
    }
    field.clear = false;
    return unknown_text;
}

std::string state_of(PdfFormField& field, QPDFObjectHandle value) {
    if (!value.isInitialized() || value.isNull())
        return off_state;
    if (value.isName() && value.getName().size() <= longest_state && code_points(value.getName()))
        return value.getName();
    field.clear = false;
    return "/" + unknown_text;
}

bool can_be(QPDFObjectHandle widget, const std::string& state) {
    QPDFObjectHandle appearances = widget.getKey("/AP");
    if (!appearances.isDictionary())
        return false;
    QPDFObjectHandle normal = appearances.getKey("/N");
    return normal.isDictionary() && normal.hasKey(state);
}

/// Most viewers store the state in the field; pdf.js 4.8 in the widgets that it has changed,
/// and then the field's own is that from before.
std::string chosen_state(PdfFormField& field, QPDFObjectHandle value,
                         const std::vector<QPDFObjectHandle>& widgets) {
    const std::string of_field = state_of(field, value);
    std::set<std::string> on;
    bool taken_back = false;
    for (auto widget : widgets) {
        if (!widget.isDictionary() || !widget.hasKey("/V"))
            continue;
        const std::string own = state_of(field, widget.getKey("/V"));
        if (own != off_state)
            on.insert(own);
        else
            taken_back = taken_back || can_be(widget, of_field);
    }
    if (on.size() > 1)
        field.clear = false;
    if (!on.empty())
        return *on.begin();
    return taken_back ? off_state : of_field;
}

}  // namespace

/// poppler stores what was typed in the touched widget only, the others in the field.
void take_texts(PdfFormField& field, QPDFObjectHandle value,
                const std::vector<QPDFObjectHandle>& widgets) {
    if (const std::string text = text_of(field, value); !text.empty())
        add_value(field, text);
    bool emptied = false;  // a widget says itself that it is empty
    for (auto widget : widgets) {
        if (!widget.isDictionary() || !widget.hasKey("/V"))
            continue;
        const std::string text = text_of(field, widget.getKey("/V"));
        if (text.empty())
            emptied = true;
        else
            add_value(field, text);
    }
    if (field.values.size() > 1 || (emptied && !field.values.empty()))
        field.clear = false;
}

/// All viewers keep boxes equal on all copies, so every difference is a contradiction.
void take_states(PdfFormField& field, QPDFObjectHandle value,
                 const std::vector<QPDFObjectHandle>& widgets) {
    const std::string chosen = chosen_state(field, value, widgets);
    if (chosen != off_state)
        add_value(field, chosen.substr(1));
    for (auto widget : widgets) {
        if (!widget.isDictionary()) {
            field.clear = false;
            continue;
        }
        const std::string shown = state_of(field, widget.getKey("/AS"));
        if (shown != off_state)
            add_value(field, shown.substr(1));
        const std::string should = can_be(widget, chosen) ? chosen : off_state;
        field.clear = field.clear && shown == should;
    }
    field.clear = field.clear && field.values.size() <= 1;
}

}  // namespace tanfang
