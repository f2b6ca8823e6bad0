/// What the register of a home knows of the sheets that are read into it.
#pragma once

#include "pipeline/app/home_options.h"
#include "pipeline/app/reader.h"

namespace tanfang {

/// From now on places are read by the divisions of the home, and with what it knows of their person
/// (register/expectation.h) sheets whose serial the home has given out, sheets of 附件3 with the ID
/// number of somebody whom it knows (sheet_knowledge.h), and the other pages of these, once the one
/// with the number is in the home: a prior, never a filter. R59 is evaluated by the home's lists of
/// departments. A home that others write to meanwhile is looked at through a connection of its own.
///
/// @param room  reads into this home only
/// @throws Error  Fault::bad_home, now or while reading, if the home cannot be read
void use_register(ReadingRoom& room, const HomeChoice& home);

}  // namespace tanfang
