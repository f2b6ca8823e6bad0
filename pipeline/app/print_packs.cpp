#include "pipeline/app/print_packs.h"

#include "pipeline/base/text.h"

#include <algorithm>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

/// Sets of one village, or all.
struct Group {
    Village village;
    std::vector<int> sets;
};

std::vector<Group> groups_of(const PrintCommand& options, const PeopleFile* people) {
    std::vector<Group> groups;
    const int count = people ? people->count() : options.sets;
    for (int set = 0; set < count; ++set) {
        const Village village = people && options.per_village ? people->village(set) : Village();
        auto group = std::find_if(groups.begin(), groups.end(),
                                  [&](const Group& g) { return g.village == village; });
        if (group == groups.end())
            group = groups.insert(groups.end(), {village, {}});
        group->sets.push_back(set);
    }
    return groups;
}

/// A part of a file's name: letters, digits and Chinese characters only.
std::string file_words(const std::string& words) {
    std::u32string out;
    for (const char32_t c : code_points(words).value_or(U""))
        if ((c < 0x80 && std::isalnum(static_cast<int>(c))) || c >= 0x3400)
            out += c;
    constexpr std::size_t longest = 20;
    return utf8(out.substr(0, longest));
}

fs::path pack_file(const fs::path& out, std::size_t number, const Village& village) {
    std::string name = std::to_string(number);
    name.insert(0, name.size() < 3 ? 3 - name.size() : 0, '0');
    const std::string words = file_words(village.name);
    fs::path file = out;
    file.replace_extension();
    file += "-" + name + (words.empty() ? "" : "-" + words);
    file += out.extension();
    return file;
}

}  // namespace

std::vector<Pack> packs_of(const PrintCommand& options, const PeopleFile* people) {
    std::vector<Pack> packs;
    std::size_t first = 0;
    for (const auto& group : groups_of(options, people)) {
        const std::size_t size =
            options.split > 0 ? static_cast<std::size_t>(options.split) : group.sets.size();
        for (std::size_t from = 0; from < group.sets.size(); from += size) {
            const auto start = group.sets.begin() + static_cast<std::ptrdiff_t>(from);
            const auto taken = std::min(size, group.sets.size() - from);
            packs.push_back({options.out,
                             group.village,
                             {start, start + static_cast<std::ptrdiff_t>(taken)},
                             first});
            first += taken;
        }
    }
    if (options.split > 0 || options.per_village)
        for (std::size_t i = 0; i < packs.size(); ++i)
            packs[i].file = pack_file(options.out, i + 1, packs[i].village);
    return packs;
}

}  // namespace tanfang
