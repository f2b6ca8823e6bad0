/// How long a list of 50,000 people takes to import beside a plain insert of the same rows, and a
/// month's visit rate over 500,000 visits: `register_figures DIR`, DIR new or empty.
#include "pipeline/home/home.h"
#include "pipeline/register/people_import.h"
#include "pipeline/register/visit_rate.h"

#include <chrono>
#include <ctime>
#include <iomanip>
#include <iostream>

#include "../unit/register/township.h"

namespace tanfang {

namespace {

constexpr int people_count = 50'000;
constexpr int months = 10;  // 500,000 visits

/// Seconds by the clock on the wall, and those of all threads: what the first says is worth
/// something on a quiet machine only.
struct Seconds {
    double wall = 0;
    double cpu = 0;
};

class Clock {
  public:
    Seconds seconds() const {
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start_;
        return {wall.count(), static_cast<double>(std::clock() - cpu_start_) / CLOCKS_PER_SEC};
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
    std::clock_t cpu_start_ = std::clock();
};

void say(const std::string& what, const Seconds& seconds) {
    std::cout << std::left << std::setw(60) << what << std::fixed << std::setprecision(2)
              << seconds.wall << " s, " << seconds.cpu << " CPU s\n";
}

std::string month_of(int number) {
    return "2026-" + std::string(number < 10 ? "0" : "") + std::to_string(number);
}

Seconds plain_insert(const std::filesystem::path& file, const std::vector<Person>& people) {
    Sqlite database(file);
    database.run_script(
        "CREATE TABLE person (id_no TEXT PRIMARY KEY, name TEXT, village TEXT, class TEXT, more "
        "TEXT)");
    const Clock clock;
    SqlTransaction transaction(database);
    for (const auto& person : people)
        database.run("INSERT INTO person VALUES ($1, $2, $3, $4, $5)",
                     {person.id_no(), person.name(), person.place_code("residence_village"),
                      person.priority_class, person.values.dump()});
    transaction.commit();
    return clock.seconds();
}

/// Accepted visits of all people in every month, put in directly.
void add_visits(Home& home, const std::filesystem::path& file, const std::vector<Person>& people) {
    Sqlite database(file);
    database.run_script("PRAGMA foreign_keys = OFF");
    std::int64_t number = 0;
    for (int month = 1; month <= months; ++month) {
        std::vector<PrintedSheet> sheets;
        for (const auto& person : people) {
            std::string serial = std::to_string(++number);
            serial.insert(0, 10 - serial.size(), '0');
            sheets.push_back(
                {serial, "visit", 1, person.id, month_of(month), 3, 1, "0000000000", 1});
        }
        home.printed_sheets().add(sheets);
        SqlTransaction transaction(database);
        for (const auto& sheet : sheets)
            database.run(
                "INSERT INTO record (id, serial, form, form_version, status, event_date,"
                " document_sealed, revision, created_at, updated_at, change)"
                " VALUES ($1, $1, 'visit', 1, 'accepted', $2, '', 1, '', '', $3)",
                {sheet.serial, sheet.month + "-05",
                 static_cast<std::int64_t>(1'000'000 + std::stoll(sheet.serial))});
        transaction.commit();
    }
}

void measure(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    std::string list = "姓名,性别,身份证号,村,类别,探访员,联系电话\n";
    for (int n = 0; n < people_count; ++n)
        list += "林阿满," + std::string(n % 2 ? "男" : "女") + "," + id_no(n) +
                ",金林,重点,王探访,13800000000\n";
    const auto file = write_file(folder / "people.csv", list);
    Home home = Home::open_or_create(folder / "home", tester());
    const Clock import;
    People people = home.people();
    ImportPlan plan = plan_import(read_people_file(file, enrollment_fields()), example_knowledge(),
                                  people.finder());
    const Seconds planned = import.seconds();
    people.store(plan.to_store, Json::object());
    const Seconds imported = import.seconds();
    const Seconds plain = plain_insert(folder / "plain.db", plan.to_store);
    say("import of 50,000 people: list read, judged, compared", planned);
    say("import of 50,000 people: all", imported);
    say("plain insert of the same rows", plain);
    std::cout << "import / plain insert: " << imported.wall / plain.wall << " of the seconds, "
              << imported.cpu / plain.cpu << " of the CPU's\n";
    add_visits(home, folder / "home/home.db", plan.to_store);
    const Clock clock;
    const MonthRate rate = rate_of_month(home.people(), "2026-03", home.visits("2026-03"));
    say("rate of a month among 500,000 visits: " + std::to_string(rate.all.visited) + " visited",
        clock.seconds());
}

}  // namespace

}  // namespace tanfang

int main(int argc, char** argv) {
    if (argc != 2)
        return 1;
    tanfang::measure(argv[1]);
}
