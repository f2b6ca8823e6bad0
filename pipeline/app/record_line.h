/// The JSON line of one page image, tanfang-record/1: what `read` prints and a home keeps.
///
/// in:  what the stages of the chain found out about a page, or why it could not be read
/// out: one JSON object, valid against templates/record.schema.json
#pragma once

#include "pipeline/base/error.h"
#include "pipeline/base/json.h"
#include "pipeline/page/registered_page.h"
#include "pipeline/recognize/reading.h"
#include "pipeline/record/record.h"

#include <optional>
#include <string>

namespace tanfang {

/// What read the page, so that a reading can be traced.
struct SoftwareLine {
    std::string version;   ///< "0.1.0"
    std::string models;    ///< names the recognition models, "none" without any
    std::string settings;  ///< names the settings, "built-in" without a file
};

/// Where the page came from.
struct SourceLine {
    std::string file;    ///< path as given; need not be valid UTF-8
    std::string sha256;  ///< 64 hex digits; empty if the file could not be read at all
    int page = 0;        ///< from 0, within the file
    int part = 0;        ///< from 0, sheets on one image
};

/// CPU time of the stages in milliseconds.
struct TimingLine {
    double decode = 0;
    double page = 0;
    double marks = 0;
    double text = 0;
    double rules = 0;
};

/// A page that was read, or that was refused after some stages.
struct RecordLine {
    SoftwareLine software;
    SourceLine source;
    std::optional<std::string> form;  ///< nothing: not known, as of prints that are not ours
    std::optional<int> form_version;  ///< nothing: not known, as of prints that are not ours
    std::optional<int> page;  ///< of the sheet, from 1; known from the print even where no code is
    std::optional<SheetCode> code;  ///< serial and copy; nothing: no code could be read
    std::optional<Registration> registration;
    Readings readings;
    CheckedRecord record;
    std::string
        remark;  ///< Chinese, for a page that was read: what a person should know; may be empty
    TimingLine timing;
};

/// The line of a page that was read. Its status is "accepted" if nothing asks a person, else
/// "review"; a form without fields (a foreign one) is judged by its readings.
Json record_line(const RecordLine& line);

/// The line of a page that was refused: status "rejected", no readings, fields or findings;
/// `reason` is the fault's name and its words, "unreadable_scan: …".
Json rejected_line(const RecordLine& line, const Error& error);

/// The text with every byte that is not part of valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(const std::string& bytes);

}  // namespace tanfang
