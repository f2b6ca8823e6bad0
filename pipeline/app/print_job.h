/// What `tanfang print` was asked for, and the kinds of work that it can be.
#pragma once

#include "pipeline/app/exit_code.h"
#include "pipeline/app/forms.h"
#include "pipeline/generate/print.h"

#include <filesystem>
#include <string>

namespace tanfang {

struct PrintCommand {
    std::string form;
    std::string out;
    std::string people;  ///< empty: blank sets
    std::string record;  ///< empty: no copies of records
    bool with_scan = false;
    int sets = 1;
    int copies = 0;  ///< 0: as many as the form has
    bool flat = false;
    bool eform = false;
    std::string manifest;
    int split = 0;             ///< sets in a pack; 0: not split by number
    bool per_village = false;  ///< a pack for each village
    bool cover = false;        ///< also where there is only one pack
    std::string month;         ///< "2026-11"; empty: this month
};

/// A form with all that printing it needs.
struct PrintShop {
    /// @throws Error  Fault::bad_usage if there is no such form; Fault::bad_template, missing_font
    explicit PrintShop(const std::string& form);

    std::filesystem::path templates;
    FormTemplate form;
    FieldModel model;
    Fonts fonts;
};

/// @throws Error  Fault::bad_usage if the form has fewer
int copies_of(const PrintCommand& options, const FormTemplate& form);

/// A line of the manifest.
/// @param page  of the PDF, from 0
/// @param file  name of the PDF where a run has several; else empty
std::string manifest_line(const FormTemplate& form, const PrintedPage& printed, std::size_t page,
                          const std::string& file = "");

/// Blank sets, or one for each of many people, with fields to fill in on screen.
ExitCode print_fillable(const PrintCommand& options);

/// The same without fields, for printing: any number, in one file or in packs. A run that was
/// interrupted goes on when it is started again (print_ledger.h).
ExitCode print_run(const PrintCommand& options);

/// Copies of records. What cannot be copied is named on stderr and left out; the exit code tells.
/// @throws Error  Fault::bad_settings if the records are damaged or none can be copied; nothing is
///                written then
ExitCode print_records(const PrintCommand& options);

/// Is it one of the annexes that are no forms: "guide" or "duties"?
bool is_annex(const std::string& form);

/// Prints an annex; only `form` and `out` count.
ExitCode print_annex(const PrintCommand& options);

}  // namespace tanfang
