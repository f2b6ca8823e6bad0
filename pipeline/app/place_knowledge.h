/// The divisions that the settings leave out: the built-in ones of Fujian, and what a home knows
/// better.
#pragma once

#include "pipeline/home/home.h"
#include "pipeline/record/knowledge.h"
#include "pipeline/register/divisions_import.h"

namespace tanfang {

/// The built-in table with the home's own divisions over it, those included that have ended.
///
/// @param home    nullptr: the built-in ones alone
/// @param county  six digits: of townships and villages only those of this county; empty: all
KnownDivisions known_divisions(Home* home, const std::string& county);

/// Gives knowledge the divisions of its county, those that hold today and those that ever did,
/// unless the settings named a table. Without a county in the settings it is that of the home's
/// divisions, if they lie in one; where it is not known, or in no table, places stay unknown.
void know_places(Knowledge& knowledge, Home* home);

}  // namespace tanfang
