/// Which words and enumerations of words can stand in a field with a word list.
///
/// in:  words
/// out: Acceptors
#pragma once

#include "pipeline/record/acceptor.h"

#include <string>
#include <vector>

namespace tanfang {

/// One of the words; its label is its index.
Acceptor accept_words(const std::vector<std::u32string>& words);

/// One or more of the words, with a comma between them: where none is seen, one may have been
/// overlooked, and a person looks.
Acceptor accept_enumeration(const std::vector<std::u32string>& words);

}  // namespace tanfang
