#include "tests/torture/small_office.h"

#include "pipeline/external/sodium.h"
#include "pipeline/home/durable_file.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <unistd.h>

namespace tanfang::torture {

namespace fs = std::filesystem;

namespace {

std::string bytes_in(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> pages_of(const std::string& bytes) {
    std::istringstream words(bytes.substr(0, bytes.find('\n')));
    std::vector<std::string> pages;
    for (std::string word; words >> word;) pages.push_back(word);
    return pages;
}

Json line_of(int page, const std::string& word) {
    const bool rejected = word == "!";
    return {{"source", {{"page", page}, {"part", 0}}},
            {"form", rejected ? Json() : Json("enrollment")},
            {"form_version", rejected ? Json() : Json(1)},
            {"serial", rejected || word == "-" ? Json() : Json(word)},
            {"status", rejected ? "rejected" : "accepted"},
            {"fields", Json::object()},
            {"findings", Json::array()}};
}

std::vector<fs::path> waiting_in(const fs::path& inbox) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(inbox))
        if (entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

void receive(Home& home, const fs::path& file,
             const std::function<void(const std::string&)>& acknowledged) {
    const Receipt receipt = home.receive(file, "batch");
    acknowledged(file.filename());
    if (fs::exists(file))  // a program that makes a mistake has moved it already
        move_delivered(file, receipt.stamp, file.parent_path() / "done");
}

HomeLock turn_to_read(const Home& home) {
    for (;;) {
        if (auto turn = home.try_turn(HomeTurn::reading))
            return std::move(*turn);
        ::usleep(1000);  // another program reads
    }
}

std::int64_t count(Sqlite& database, const std::string& what) {
    std::int64_t number = -1;
    database.query("SELECT COUNT(*) FROM " + what, {},
                   [&](const SqlRow& row) { number = row.integer(0); });
    return number;
}

std::string integrity(Sqlite& database) {
    std::string words;
    database.query("PRAGMA integrity_check", {}, [&](const SqlRow& row) { words += row.text(0); });
    database.query("PRAGMA foreign_key_check", {},
                   [&](const SqlRow& row) { words += row.text(0); });
    return words;
}

struct Expected {
    std::set<std::string> files;  ///< SHA-256
    std::int64_t pages = 0, records = 0;
};

Expected expected_from(const Deliveries& deliveries) {
    Expected expected;
    std::set<std::string> serials;
    for (const auto& [name, bytes] : deliveries) {
        if (!expected.files.insert(sha256_hex(bytes_of(bytes))).second)
            continue;
        for (const auto& word : pages_of(bytes)) {
            ++expected.pages;
            if (word == "-" || word == "!" || serials.insert(word).second)
                ++expected.records;
        }
    }
    return expected;
}

void check_files(const fs::path& root, const Deliveries& deliveries, std::set<std::string>& wrong) {
    for (const auto& [name, bytes] : deliveries) {
        const std::string sha256 = sha256_hex(bytes_of(bytes));
        const fs::path stored = root / "home/originals" / sha256.substr(0, 2) / sha256;
        if (!fs::exists(stored))
            wrong.insert("original lost");
        else if (bytes_in(stored) != bytes)
            wrong.insert("original damaged");
        if (bytes_in(root / "inbox/done" / name) != bytes)
            wrong.insert("delivered file not among the done ones");
    }
    if (!waiting_in(root / "inbox").empty())
        wrong.insert("delivered file left in the inbox");
    if (fs::exists(root / "home/tmp") && !fs::is_empty(root / "home/tmp"))
        wrong.insert("half-written file left");
}

void check_rows(Sqlite& database, const Deliveries& deliveries, std::int64_t decided,
                std::set<std::string>& wrong) {
    const Expected expected = expected_from(deliveries);
    const auto files = static_cast<std::int64_t>(expected.files.size());
    const auto delivered = static_cast<std::int64_t>(deliveries.size());
    const auto must_be = [&](const std::string& what, std::int64_t number) {
        const std::int64_t found = count(database, what);
        if (found != number)
            wrong.insert(what + (found < number ? ": too few" : ": too many"));
    };
    for (const auto& sha256 : expected.files)
        if (count(database, "file WHERE state = 'read' AND sha256 = '" + sha256 + "'") != 1)
            wrong.insert("file not read");
    must_be("file", files);
    must_be("delivery", delivered);
    must_be("page", expected.pages);
    must_be("record", expected.records);
    must_be("audit", 1 + delivered + expected.pages + files + decided);
}

}  // namespace

Deliveries invent_deliveries(std::mt19937& random) {
    const auto up_to = [&](unsigned most) { return static_cast<unsigned>(random() % (most + 1)); };
    const std::vector<std::string> words = {"8J4K2M7Q9T", "0000000001", "0000000002", "-", "!"};
    const std::vector<std::size_t> lengths = {10, 700, 5000, 9000};
    Deliveries deliveries;
    const unsigned files = 1 + up_to(2);
    for (unsigned number = 0; number < files; ++number) {
        std::string bytes;
        for (unsigned pages = 1 + up_to(1); pages > 0; --pages) bytes += words[up_to(4)] + ' ';
        bytes += '\n';
        for (std::size_t left = lengths[up_to(3)]; left > 0; --left)
            bytes += static_cast<char>(random());
        deliveries["scan" + std::to_string(number) + ".jpg"] = bytes;
    }
    deliveries["twice.jpg"] = deliveries["scan0.jpg"];
    return deliveries;
}

void lay_out(const fs::path& root, const Deliveries& deliveries) {
    fs::remove_all(root);
    fs::create_directories(root / "inbox/done");
    for (const auto& [name, bytes] : deliveries)
        std::ofstream(root / "inbox" / name, std::ios::binary) << bytes;
}

Home open_home(const fs::path& root, HomeOptions options) {
    options.actor = "clerk";
    return Home::open_or_create(root / "home", std::move(options));
}

void take_in(Home& home, const fs::path& root,
             const std::function<void(const std::string& name)>& acknowledged) {
    for (const auto& file : waiting_in(root / "inbox")) {
        try {
            receive(home, file, acknowledged);
        } catch (const Error& error) {
            if (error.fault() != Fault::unreadable_scan)
                throw;
        }
    }
    const HomeLock turn = turn_to_read(home);
    for (const auto& file : home.unread()) {
        const auto pages = pages_of(bytes_in(file.stored));
        for (std::size_t page = 0; page < pages.size(); ++page)
            home.store_page(file.sha256,
                            parse_read_page(line_of(static_cast<int>(page), pages[page])));
        home.finish_file(file.sha256, static_cast<int>(pages.size()));
    }
}

void open_and_take_in(const fs::path& root, Mistake mistake,
                      const std::function<void(const std::string& name)>& acknowledged) {
    HomeOptions options;
    int step = 0;
    if (mistake == Mistake::moved_before_commit)
        options.after_step = [&] {  // the first step: the file is copied and synced
            const auto waiting = waiting_in(root / "inbox");
            if (++step == 1 && !waiting.empty())
                fs::rename(waiting.front(), root / "inbox/done" / waiting.front().filename());
        };
    Home home = open_home(root, options);
    take_in(home, root, [&](const std::string& name) {
        step = 0;
        acknowledged(name);
    });
}

std::set<std::string> broken_promises(const fs::path& root, const Deliveries& deliveries,
                                      const std::set<std::string>& acknowledged) {
    std::set<std::string> wrong;
    if (acknowledged.empty())
        return wrong;
    Sqlite database(root / "home/home.db");
    for (const auto& name : acknowledged) {
        const std::string& bytes = deliveries.at(name);
        const std::string sha256 = sha256_hex(bytes_of(bytes));
        if (count(database, "file WHERE sha256 = '" + sha256 + "'") != 1)
            wrong.insert("acknowledged file not in the database");
        if (bytes_in(root / "home/originals" / sha256.substr(0, 2) / sha256) != bytes)
            wrong.insert("acknowledged file lost");
    }
    return wrong;
}

std::set<std::string> shortcomings(Home& home, const fs::path& root, const Deliveries& deliveries,
                                   std::int64_t decided) {
    std::set<std::string> wrong;
    check_files(root, deliveries, wrong);
    if (home.check_audit().first_broken)
        wrong.insert("audit broken");
    std::int64_t pages = 0, decisions = 0;
    home.each_record({}, [&](const Json& record) {  // opens all that is sealed
        pages += static_cast<std::int64_t>(record.at("pages").size());
        decisions += static_cast<std::int64_t>(record.at("decisions").size());
    });
    if (decisions != decided)
        wrong.insert("decision lost or doubled");
    if (pages != expected_from(deliveries).pages)
        wrong.insert("page in no record, or in two");
    Sqlite database(root / "home/home.db");
    if (integrity(database) != "ok")
        wrong.insert("database damaged");
    check_rows(database, deliveries, decided, wrong);
    return wrong;
}

}  // namespace tanfang::torture
