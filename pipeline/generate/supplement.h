/// The pages that take what does not fit the form: values of any length, each under its name.
#pragma once

#include "pipeline/generate/record_copy.h"

namespace tanfang {

/// A line of a supplement page.
struct SupplementLine {
    std::u32string text;
    bool heading = false;
};

/// Sets values into lines of a page's width and lines into pages.
/// @return lines by page; empty if there are no values
std::vector<std::vector<SupplementLine>> lay_out_supplement(
    const std::map<std::string, OverlongValue>& values, const FormTemplate& form,
    const Fonts& fonts);

/// Notes every character of titles and page numbers.
void need_supplement_words(DocumentFonts& fonts, const FormTemplate& form);

/// Draws one page: the code of its sheet with a number behind the form's pages, title, which copy
/// of which sheet it belongs to, lines.
///
/// @param copy   from 1
/// @param page   from 0
/// @param pages  number of pages
void draw_supplement(Content& content, const FormTemplate& form, const std::string& serial,
                     int copy, const std::vector<SupplementLine>& lines, int page, int pages);

}  // namespace tanfang
