/// The code on every printed page, as QR and as text: which form, which sheet, which copy, which
/// page.
///
/// `TF1/V/1/8J4K2M7Q9T/2/1/5C`: magic and payload version, form letter, template version, serial,
/// copy and page (both from 1), and a check: CRC-32 of all before the last slash, modulo 1024, as
/// two Crockford base-32 characters. It never holds a name or a number of a person.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tanfang {

struct SheetCode {
    char form = '?';     ///< FormTemplate::code
    int version = 0;     ///< FormTemplate::version
    std::string serial;  ///< 10 Crockford base-32 characters
    int copy = 0;        ///< from 1
    int page = 0;        ///< from 1
};

std::string encode(const SheetCode& code);

/// Reads a code, also from text where O stands for 0, and I or L for 1, in serial and check.
///
/// @return nothing if the shape or the check is wrong
std::optional<SheetCode> decode_sheet_code(std::string_view text);

/// What all copies and pages of a set share, the code up to its serial: `TF1/V/1/8J4K2M7Q9T`. The
/// fields of a fillable PDF stand under this name.
std::string set_name(const SheetCode& code);

/// Reads the name of a set; nobody has typed it, so that it must be exact.
///
/// @return copy and page are 0; nothing if the shape is wrong
std::optional<SheetCode> decode_set_name(std::string_view name);

/// What a cover sheet says of its pack: `TP1/V/8J4K2M7Q9T/350581102003/202611/12/5C`: magic and
/// payload version, form letter, batch, code of the village, month, number of the pack, check as
/// above. Nothing of a person.
struct PackCode {
    char form = '?';      ///< FormTemplate::code
    std::string batch;    ///< of the run, made like a serial
    std::string village;  ///< digits; "0": several villages, or not known
    std::string month;    ///< "202611"
    int pack = 0;         ///< from 1, within the run
};

/// At most 46 characters, all of them alphanumeric in the sense of QR codes.
std::string encode(const PackCode& code);

/// Reads the code of a cover sheet; nobody has typed it, so that it must be exact.
///
/// @return nothing if the shape or the check is wrong
std::optional<PackCode> decode_pack_code(std::string_view text);

/// The serial of 50 random bits.
///
/// @param random_bits  only the lowest 50 bits count
std::string serial_from_bits(unsigned long long random_bits);

}  // namespace tanfang
