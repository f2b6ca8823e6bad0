/// Sets a table of running text into pages: what of a form is lines and words, without its spots.
///
/// in:  columns and rows of text
/// out: FormTemplate, to be drawn like the base of a form
#pragma once

#include "pipeline/form/form_template.h"
#include "pipeline/generate/fonts.h"

#include <string>
#include <vector>

namespace tanfang {

struct TableColumn {
    std::string title;
    double width = 0;  ///< mm
    TextAlign align = TextAlign::left;
};

struct TableCell {
    std::vector<std::string> paragraphs;  ///< UTF-8
    bool boxes = false;                   ///< a checkbox before each paragraph
    bool continues = false;               ///< belongs to the cell above: no line between, no words
};

struct Table {
    std::string head;  ///< "附件1", above the title
    std::string title;
    std::vector<TableColumn> columns;
    std::vector<std::vector<TableCell>> rows;
};

/// A4 pages with the head of the table on each; rows are never broken.
FormTemplate table_pages(const Table& table, const Fonts& fonts);

}  // namespace tanfang
