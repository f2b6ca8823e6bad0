/// The schema of a home as a list of numbered steps forward.
///
/// A step that has been released is never edited: a change is a new step at the end. Plain SQL that
/// SQLite and PostgreSQL both take; text for times (ISO 8601, UTC), hex and base64.
#pragma once

#include "pipeline/external/sqlite.h"

namespace tanfang {

/// The version of the schema that this program works with.
int newest_schema();

/// The version of the database: how many steps it has seen; 0 if it is new.
int schema_of(Sqlite& database);

/// Takes the database to the newest version, each step in a transaction of its own.
///
/// @throws Error  Fault::bad_home if the database is newer than this program
void migrate(Sqlite& database);

}  // namespace tanfang
