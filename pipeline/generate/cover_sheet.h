/// The sheet on top of a pack of forms: which pack it is, and the serials in it; nothing of a
/// person.
#pragma once

#include "pipeline/form/sheet_code.h"
#include "pipeline/generate/content.h"

#include <string>
#include <vector>

namespace tanfang {

struct CoverSheet {
    PackCode code;
    std::string village;               ///< as people call it, UTF-8; empty: several or not known
    int packs = 0;                     ///< of the whole run
    int copies = 0;                    ///< of each set
    std::vector<std::string> serials;  ///< of the sets in the pack, in the order of printing
};

/// Notes every character of the cover.
/// @throws Error  Fault::missing_glyph
void need_cover_words(DocumentFonts& fonts, const FormTemplate& form, const CoverSheet& cover);

/// Pages that the list of so many serials takes, at least one.
int cover_page_count(const FormTemplate& form, std::size_t serials);

/// Draws a page. @param page  from 0
void draw_cover(Content& content, const FormTemplate& form, const CoverSheet& cover, int page);

}  // namespace tanfang
