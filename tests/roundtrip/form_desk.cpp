#include "tests/roundtrip/form_desk.h"

#include <filesystem>

namespace tanfang::simulate {

void FormDesk::put(const std::string& name, const std::string& bytes) {
    files_.push_back(office_.store(name, bytes));
}

void FormDesk::read(const std::vector<std::string>& more) {
    std::vector<std::string> arguments = files_;
    arguments.insert(arguments.end(), more.begin(), more.end());
    const Outcome outcome = office_.read(arguments);
    exit_code_ = outcome.exit_code;
    lines_.clear();
    for (const auto& line : outcome.lines()) {
        const std::filesystem::path file = line.at("source").at("file").get<std::string>();
        lines_[file.filename()].push_back(line);
    }
}

const std::vector<Json>& FormDesk::lines_of(const std::string& name) const {
    static const std::vector<Json> none;
    const auto it = lines_.find(name);
    return it == lines_.end() ? none : it->second;
}

std::string FormDesk::answer_to(const std::string& name) const {
    const auto& lines = lines_of(name);
    if (lines.empty())
        return "no line";
    const Json& line = lines.front();
    if (line.at("status") == "rejected")
        return "rejected: " + line.at("reason").get<std::string>();
    return line.at("status");
}

Json FormDesk::reading(const std::string& name, const std::string& spot) const {
    for (const auto& line : lines_of(name))
        if (line.at("readings").contains(spot))
            return line.at("readings").at(spot);
    return nullptr;
}

std::string FormDesk::text_of(const std::string& name, const std::string& spot) const {
    const Json found = reading(name, spot);
    if (found.is_null())
        return "missing";
    if (!found.at("sure").get<bool>())
        return "asked";
    return "claimed " +
           (found.contains("text") ? found.at("text") : found.at("mark")).get<std::string>();
}

int FormDesk::asked_in(const std::string& name) const {
    int asked = 0;
    for (const auto& line : lines_of(name))
        for (const auto& reading : line.at("readings"))
            asked += reading.at("sure").get<bool>() ? 0 : 1;
    return asked;
}

}  // namespace tanfang::simulate
