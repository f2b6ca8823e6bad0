#include "tests/torture/backup_office.h"

namespace tanfang::torture {

namespace fs = std::filesystem;

std::vector<Json> records_in(const fs::path& home) {
    std::vector<Json> records;
    Home::open_to_read(home, {}).each_record(
        {}, [&](const Json& record) { records.push_back(record); });
    return records;
}

void BackupOffice::work_a_day() {
    const Deliveries deliveries = invent_deliveries(random);
    fs::create_directories(office / "inbox/done");
    for (const auto& [name, bytes] : deliveries) put_file(office / "inbox" / name, bytes);
    Home home = open_home(office);
    take_in(home, office, [](const std::string&) {});
}

void BackupOffice::restore() {
    HomeOptions options;
    options.key_file = office / "home/key";
    restore_home(backup, restored, options, silent);
}

std::vector<Json> BackupOffice::restored_records() {
    restore();
    auto records = records_in(restored);
    fs::remove_all(restored);
    return records;
}

}  // namespace tanfang::torture
