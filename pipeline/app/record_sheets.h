/// Joins lines of `read` to the sheets they tell of, as far as copies of them can be printed.
///
/// in:  tanfang-record/1 lines, from paper or from forms filled in on screen
/// out: RecordSheet per serial
#pragma once

#include "pipeline/base/json.h"
#include "pipeline/form/field_model.h"
#include "pipeline/form/form_template.h"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace tanfang {

/// Where a page of a record comes from.
struct RecordSource {
    std::string file;
    std::string sha256;  ///< 64 hex digits
    int page = 0;        ///< from 0, within the file
    bool alone = true;   ///< no other sheet on that page
    int rotation = 0;    ///< clockwise turn of the paper in the image, degrees
};

/// What all lines of one serial say together.
struct RecordSheet {
    std::string serial;
    Json values;                 ///< field id -> value: what is claimed, and by no line otherwise
    std::set<std::string> open;  ///< field ids that nobody claims, or that lines claim differently
    bool in_review = false;      ///< a line waits for a person
    std::vector<std::vector<RecordSource>> sources;  ///< by page of the form; none: no record of it
    std::size_t line = 0;                            ///< the first one, from 1
};

/// A line, or a sheet named by its first line, of which no copy can be made.
struct RefusedRecord {
    std::size_t line = 0;  ///< from 1
    Fault fault = Fault::bad_settings;
    std::string why;  ///< Chinese; never a value
};

struct RecordSheets {
    std::vector<RecordSheet> sheets;  ///< in the order of their first lines
    std::vector<RefusedRecord> refused;
};

/// Lines of other forms are passed over; a rejected line, one without serial and one of another
/// template version are refused. Several lines may tell of the same page (its copies were all
/// scanned): what one of them claims counts unless another claims something else.
///
/// @param schema  templates/record.schema.json
/// @throws Error  Fault::bad_settings, naming the lines, if the file cannot be read or has a line
///                that is no record: then nothing of it is trusted
RecordSheets read_record_sheets(const std::filesystem::path& file, const FormTemplate& form,
                                const FieldModel& model, const Json& schema);

}  // namespace tanfang
