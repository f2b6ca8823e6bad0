/// Signs that stand far apart in their line, as 年 月 日 with room to write between them: readers
/// of print know which they are, but not quite where.
///
/// in:  PrintedRegion as read
/// out: the same, such signs where their strokes are
#pragma once

#include "pipeline/page/printed_items.h"

namespace tanfang {

/// Of a line that has as many lone groups of strokes, each as narrow as a sign, as signs were read
/// in it, each sign is put on its group, and a 日 that was taken for what looks like it is one;
/// rules to write on count for nothing. Other lines stay.
void put_lone_signs_on_strokes(PrintedRegion& region);

}  // namespace tanfang
