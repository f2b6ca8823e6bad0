/// What the register of a home knows of the sheets that are read into it.
#pragma once

#include "pipeline/app/home_options.h"
#include "pipeline/app/reader.h"

namespace tanfang {

/// From now on places are read by the divisions of the home, and sheets whose serial the home has given out, and sheets of 附件3 with the ID number
/// of somebody whom it knows, are read with what it knows of the person (register/expectation.h): a
/// prior, never a filter. A home that others write to meanwhile is looked at through a connection
/// of its own.
///
/// @param room  reads into this home only
/// @throws Error  Fault::bad_home, now or while reading, if the home cannot be read
void use_register(ReadingRoom& room, const HomeChoice& home);

}  // namespace tanfang
