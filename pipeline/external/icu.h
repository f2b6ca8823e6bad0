/// The first letters of the pinyin of Chinese words, by which clerks look them up: 后厝 is "hc".
///
/// in:  UTF-8
/// out: small letters and digits
#pragma once

#include <string>
#include <vector>

namespace tanfang {

/// Letters and digits stay, whatever has no letter is left out. Safe from several threads.
///
/// @return  one text, or two where the first character is read otherwise as a surname (曾: c, z);
///          none for words without any letter
/// @throws  std::logic_error if ICU was installed without its tables
/// @see     https://unicode-org.github.io/icu/userguide/transforms/ (Han-Latin, Han-Latin/Names)
std::vector<std::string> pinyin_initials(const std::string& words);

}  // namespace tanfang
