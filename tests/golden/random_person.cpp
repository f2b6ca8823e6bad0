#include "random_person.h"

#include "pipeline/base/text.h"

namespace tanfang::golden {

namespace {

/// Some thousand characters: common ones, and rare ones as names have them.
const std::u32string& characters(const Fonts& fonts) {
    static const std::u32string all = [&] {
        std::u32string out;
        const auto add = [&](char32_t from, char32_t to, char32_t step) {
            for (char32_t c = from; c < to; c += step)
                if (fonts[Face::body].has(c) || fonts[Face::fallback].has(c))
                    out += c;
        };
        add(0x4E00, 0x9FA0, 7);
        add(0x3400, 0x4DB0, 61);
        add(0x20000, 0x2A000, 211);
        return out;
    }();
    return all;
}

std::string words(int longest, const Fonts& fonts, simulate::Random& random) {
    const std::u32string& from = characters(fonts);
    std::u32string out;
    const int length = 1 + random.below(longest);
    for (int i = 0; i < length; ++i)
        out += random.chance(0.1)
                   ? U"Ab9（）·，"[random.below(7)]
                   : from[static_cast<std::size_t>(random.below(static_cast<int>(from.size())))];
    return utf8(out);
}

std::string digits(int count, simulate::Random& random) {
    std::string out;
    for (int i = 0; i < count; ++i) out += static_cast<char>('0' + random.below(10));
    return out;
}

Json value(const Field& field, const FieldModel& model, const Fonts& fonts,
           simulate::Random& random) {
    switch (field.type) {
        case FieldType::id_number:
            return "350599" + digits(11, random) + (random.chance(0.1) ? "X" : "7");
        case FieldType::disability_card:
            return "350599" + digits(11, random) + "743";
        case FieldType::phone:
            return "1" + digits(10, random);
        case FieldType::date:
            return "20" + digits(1, random) + "6-0" + std::to_string(1 + random.below(9)) + "-1" +
                   digits(1, random);
        case FieldType::integer:
            return std::max(field.minimum, 1);
        case FieldType::money:
            return digits(1, random) + ".50";
        case FieldType::closed_word: {
            const auto list = model.codelists.find(field.codelist);
            return list == model.codelists.end() ? Json(words(2, fonts, random))
                                                 : Json(random.pick(list->second.items).zh);
        }
        case FieldType::choice_single:
        case FieldType::choice_optional:
        case FieldType::choice_multi:
            return random.pick(field.options).id;
        case FieldType::text_multi:
            return words(40, fonts, random) + "\n" + words(10, fonts, random);
        case FieldType::division:
            return {{"name", words(4, fonts, random)}, {"code", nullptr}};
        default:
            return words(4, fonts, random);
    }
}

}  // namespace

Json random_person(const FieldModel& model, const Fonts& fonts, simulate::Random& random) {
    Json person = Json::object();
    for (const auto& field : model.fields)
        if (field.type != FieldType::signature && random.chance(0.9))
            person[field.id] = value(field, model, fonts, random);
    return person;
}

}  // namespace tanfang::golden
