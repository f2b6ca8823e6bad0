/// Random records for forms that are filled in on screen, and what became of all of them.
#pragma once

#include <map>
#include <string>

#include "tests/roundtrip/form_desk.h"
#include "tests/support/typed_record.h"

namespace tanfang::simulate {

/// By the name of the file, which starts with the id of its form.
using TypedRecords = std::map<std::string, support::TypedRecord>;

/// The field model of an installed form.
FieldModel installed_model(const std::string& form);

/// Half of them of each form.
TypedRecords random_records(int count, Random& random);

/// The id of a record's form.
std::string form_of(const std::string& file_name);

/// Compares all records with what the desk read of them. Tells the counts on stdout and as
/// properties of the running test.
support::Comparison compare_all(const FormDesk& desk, const TypedRecords& typed);

/// Has random records put into e-forms by libqpdf, in several ways of writing a PDF, and read.
support::Comparison edited_and_read(int records, std::uint64_t seed);

}  // namespace tanfang::simulate
