/// The names under which rows of a home are sealed and appear in the audit.
#pragma once

#include <cstdint>
#include <string>

namespace tanfang {

inline std::string page_place(const std::string& sha256, std::int64_t file_page,
                              std::int64_t part) {
    return "page/" + sha256 + "/" + std::to_string(file_page) + "/" + std::to_string(part);
}

inline std::string record_place(const std::string& id) {
    return "record/" + id;
}

inline std::string person_place(const std::string& id) {
    return "person/" + id;
}

inline std::string delivery_place(const std::string& id) {
    return "delivery/" + id;
}

}  // namespace tanfang
