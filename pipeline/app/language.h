/// Help in the user's language: English, or Chinese where the locale is Chinese.
#pragma once

namespace tanfang {

/// Does LC_ALL, else LC_MESSAGES, else LANG name a Chinese locale?
bool speaks_chinese();

/// The text in the user's language.
inline const char* say(const char* english, const char* chinese) {
    return speaks_chinese() ? chinese : english;
}

}  // namespace tanfang
