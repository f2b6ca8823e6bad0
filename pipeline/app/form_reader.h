/// Reads the pages of a PDF that was filled in on screen: file -> form -> readings -> checked
/// record
/// -> line.
///
/// A set of copies gives one line per page of its sheet, not one per copy, for all copies show the
/// same fields. The line stands where the page is first shown.
#pragma once

#include "pipeline/app/reader.h"

#include <optional>
#include <vector>

namespace tanfang {

/// The lines of a page of a file, if it is to be read from the file's form.
///
/// @param page  of the file, from 0
/// @return      nothing if the page shows no field of ours, or only sets in which nothing is
///              filled in: then it is to be read as a picture. No lines for a further copy. A set
///              of another template version, of a form that is not wanted, or under a name that is
///              not ours gives one line of status "rejected"
std::optional<std::vector<Json>> read_form_page(const ReadingRoom& room, const ScanFile& file,
                                                int page);

}  // namespace tanfang
