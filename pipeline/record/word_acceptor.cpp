#include "pipeline/record/word_acceptor.h"

namespace tanfang {

namespace {

constexpr std::u32string_view separators = U"、，,。；;";
constexpr double another_word = -1;  // log of the weight of going on; chosen, not measured

/// The word's characters from one state to another.
void add_way(Acceptor& acceptor, int from, const std::u32string& word, int to) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        const int next = i + 1 == word.size() ? to : acceptor.add_state();
        acceptor.add_arc(from, word[i], next);
        from = next;
    }
}

}  // namespace

Acceptor accept_words(const std::vector<std::u32string>& words) {
    Acceptor acceptor;
    for (std::size_t i = 0; i < words.size(); ++i) acceptor.add_word(words[i], static_cast<int>(i));
    return acceptor;
}

Acceptor accept_enumeration(const std::vector<std::u32string>& words) {
    Acceptor acceptor;
    const int behind = acceptor.add_state();
    for (const auto& word : words) add_way(acceptor, Acceptor::start, word, behind);
    for (const char32_t separator : separators)
        acceptor.add_arc(behind, separator, Acceptor::start, another_word);
    acceptor.accept(behind);
    return acceptor;
}

}  // namespace tanfang
