#include "pipeline/home/page_lines.h"

#include "pipeline/home/row_places.h"

#include <algorithm>
#include <vector>

namespace tanfang {

namespace {

// Fifty clerks with a sheet of two pages each, and the sheets that are looked up beside.
constexpr std::size_t most_open = 128;

struct PageKey {
    std::string sha256;
    std::int64_t file_page = 0, part = 0;
};

std::vector<PageKey> keys_of_pages(Sqlite& database, const std::string& record) {
    std::vector<PageKey> pages;
    database.query(
        "SELECT sha256, file_page, part FROM page WHERE record = $1"
        " ORDER BY sheet_page, copy, arrival",
        {record}, [&](const SqlRow& row) {
            pages.push_back({row.text(0), row.integer(1), row.integer(2)});
        });
    return pages;
}

Json open_line(Sqlite& database, const Vault& vault, const PageKey& page,
               const std::string& place) {
    Json line;
    database.query(
        "SELECT line_sealed FROM page WHERE sha256 = $1 AND file_page = $2 AND part = $3",
        {page.sha256, page.file_page, page.part}, [&](const SqlRow& row) {
            line = parse_json(vault.unseal(row.text(0), place), Fault::bad_home, place);
        });
    Json& sha256 = line["source"]["sha256"];
    if (sha256.is_null())  // whoever read the page could not open its file; the home has it
        sha256 = page.sha256;
    return line;
}

}  // namespace

Json PageLines::of_record(Sqlite& database, const Vault& vault, const std::string& record) {
    Json lines = Json::array();
    for (const auto& page : keys_of_pages(database, record)) {
        const std::string place = page_place(page.sha256, page.file_page, page.part);
        auto found = by_place_.find(place);
        if (found == by_place_.end()) {
            if (by_place_.size() == most_open)
                drop_oldest();
            found = by_place_.emplace(place, Opened{open_line(database, vault, page, place)}).first;
        }
        found->second.asked = ++asked_;
        lines.push_back(found->second.line);
    }
    return lines;
}

void PageLines::drop_oldest() {
    by_place_.erase(std::min_element(
        by_place_.begin(), by_place_.end(),
        [](const auto& one, const auto& other) { return one.second.asked < other.second.asked; }));
}

}  // namespace tanfang
