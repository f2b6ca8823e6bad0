#include "pipeline/app/print_month.h"

#include "pipeline/app/growing_file.h"
#include "pipeline/app/print_job.h"
#include "pipeline/app/print_ledger.h"
#include "pipeline/register/due.h"

#include <algorithm>
#include <set>
#include <tuple>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

/// A sheet and the person whose it is.
struct Sheet {
    PrintedSheet printed;
    Person person;
    std::optional<LastVisit> last = {};  ///< before the month
};

std::string village_code(const Person& person) {
    return person.place_code("residence_village");
}

std::string village_name(const Person& person) {
    return person.place_name("residence_village");
}

bool lives_in(const Person& person, const std::string& village) {
    return village.empty() || village == village_code(person) || village == village_name(person);
}

/// Villages in the order of their codes, in a village the sheets of one visitor together.
bool comes_before(const Person& one, const Person& other) {
    const auto key = [](const Person& person) {
        return std::tuple(village_code(person), village_name(person), person.text("visitor"));
    };
    return key(one) < key(other);
}

bool is_one_pack(const Person& one, const Person& other) {
    return !comes_before(one, other) && !comes_before(other, one);
}

std::vector<Person> people_due(Home& home, const MonthPrint& job) {
    std::set<std::string> printed;
    for (const auto& sheet : home.printed_sheets().of_month(job.form, job.month))
        printed.insert(sheet.person);
    std::vector<Person> due;
    int with_sheets = 0;
    home.people().each([&](const Person& person) {
        if (!is_due(person, job.month, {1, job.general_months}) || !lives_in(person, job.village))
            return;
        if (printed.contains(person.id))
            ++with_sheets;
        else
            due.push_back(person);
    });
    if (due.empty())
        throw Error(Fault::bad_usage, job.month,
                    with_sheets > 0 ? "该月应探访的 " + std::to_string(with_sheets) +
                                          " 人都已印过表。要重印，请加 --again，或用 --serial 指定"
                                    : "登记库中没有该月应探访的人（或没有这个村）");
    if (with_sheets > 0)
        spdlog::info("{} 人本月已印过表，不再印", with_sheets);
    std::stable_sort(due.begin(), due.end(), comes_before);
    return due;
}

std::vector<Sheet> new_sheets(Home& home, const MonthPrint& job, const PrintShop& shop) {
    std::vector<Sheet> sheets;
    const std::string batch = random_serial();
    std::set<std::string> given;
    int pack = 0;
    for (auto& person : people_due(home, job)) {
        if (sheets.empty() || !is_one_pack(sheets.back().person, person))
            ++pack;
        std::string serial = random_serial();
        while (!given.insert(serial).second || home.printed_sheets().find(serial))
            serial = random_serial();
        const PrintedSheet printed{serial,
                                   shop.form.id,
                                   shop.form.version,
                                   person.id,
                                   job.month,
                                   static_cast<int>(shop.form.copies.size()),
                                   static_cast<int>(shop.form.pages.size()),
                                   batch,
                                   pack};
        sheets.push_back({printed, std::move(person)});
    }
    return sheets;
}

void recall_visits(Home& home, std::vector<Sheet>& sheets) {
    for (auto& sheet : sheets)
        sheet.last = home.last_visit(sheet.person.id, sheet.printed.month + "-01");
}

Sheet registered(Home& home, const PrintedSheet& printed) {
    return {printed, home.people().find(printed.person).value()};
}

std::vector<Sheet> old_sheets(Home& home, const MonthPrint& job) {
    std::vector<Sheet> sheets;
    for (const auto& serial : job.serials) {
        const auto printed = home.printed_sheets().find(serial);
        if (!printed || printed->form != job.form)
            throw Error(Fault::bad_usage, serial, "本数据目录没有印过这个编号的这种表单");
        sheets.push_back(registered(home, *printed));
    }
    if (!job.serials.empty())
        return sheets;
    for (const auto& printed : home.printed_sheets().of_month(job.form, job.month))
        if (Sheet sheet = registered(home, printed); lives_in(sheet.person, job.village))
            sheets.push_back(std::move(sheet));
    if (sheets.empty())
        throw Error(Fault::bad_usage, job.month, "该月还没有印过表");
    return sheets;
}

/// What the visitor takes the right sheet by, and finds the visit's number by. It stands in the
/// margin, outside of all that is read: what is written into the form is the visitor's word alone.
std::string margin_of(const Sheet& sheet) {
    const Person& person = sheet.person;
    std::string words = "探访对象：" + person.name() + "　" +
                        person.place_name("residence_township") + village_name(person) + "　" +
                        sheet.printed.month;
    if (const auto visitor = person.text("visitor"); !visitor.empty())
        words += "　探访员：" + visitor;
    if (sheet.last)
        words += "　上次：" + sheet.last->day +
                 (sheet.last->ordinal ? "，第" + std::to_string(*sheet.last->ordinal) + "次" : "");
    return words;
}

PrintedSet set_of(const Sheet& sheet, const PrintShop& shop) {
    RecordCopy copy;
    copy.margin.assign(shop.form.pages.size(), {margin_of(sheet)});
    return {sheet.printed.serial, std::nullopt, {}, copy};
}

CoverSheet cover_of(const std::vector<Sheet>& sheets, std::size_t first, const PrintShop& shop) {
    const PrintedSheet& printed = sheets[first].printed;
    const std::string code = village_code(sheets[first].person);
    CoverSheet cover;
    cover.code = {shop.form.code, printed.batch, code.empty() ? "0" : code,
                  printed.month.substr(0, 4) + printed.month.substr(5), printed.pack};
    cover.village = village_name(sheets[first].person);
    for (const auto& sheet : sheets) {
        cover.packs = std::max(cover.packs, sheet.printed.pack);
        if (sheet.printed.batch == printed.batch && sheet.printed.pack == printed.pack)
            cover.serials.push_back(sheet.printed.serial);
    }
    cover.copies = printed.copies;
    return cover;
}

bool begins_pack(const std::vector<Sheet>& sheets, std::size_t i) {
    return i == 0 || sheets[i].printed.batch != sheets[i - 1].printed.batch ||
           sheets[i].printed.pack != sheets[i - 1].printed.pack;
}

void need(SetPrinter& printer, const Sheet& sheet, const PrintShop& shop) {
    try {
        printer.need(set_of(sheet, shop));
    } catch (const Error& e) {
        throw Error(e.fault(), "登记库中的人员 " + sheet.person.id, e.what());
    }
}

/// @param covered  single sheets need no cover
void draw(const std::vector<Sheet>& sheets, const PrintShop& shop, bool covered,
          std::ostream& out) {
    const FormBase base = make_form_base(shop.form, shop.fonts);
    SetPrinter printer(shop.form, shop.model, shop.fonts, base,
                       {static_cast<int>(shop.form.copies.size()), PrintKind::flat}, out);
    for (const auto& sheet : sheets) need(printer, sheet, shop);
    for (std::size_t i = 0; covered && i < sheets.size(); ++i)
        if (begins_pack(sheets, i))
            printer.need(cover_of(sheets, i, shop));
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        if (covered && begins_pack(sheets, i))
            printer.add(cover_of(sheets, i, shop));
        printer.add(set_of(sheets[i], shop));
    }
    printer.finish();
}

void note(Home& home, const std::vector<Sheet>& sheets, bool again) {
    std::vector<PrintedSheet> printed;
    std::vector<std::string> serials;
    for (const auto& sheet : sheets) {
        printed.push_back(sheet.printed);
        serials.push_back(sheet.printed.serial);
    }
    if (again)
        home.printed_sheets().note_reprint(serials);
    else
        home.printed_sheets().add(printed);
}

}  // namespace

ExitCode print_month(const MonthPrint& job) {
    const PrintShop shop(job.form);
    Home::existing(job.home.folder);
    Home home = Home::open_or_create(job.home.folder, job.home.options());
    const HomeLock turn = turn_to_plan(home);
    const bool again = job.again || !job.serials.empty();
    auto sheets = again ? old_sheets(home, job) : new_sheets(home, job, shop);
    recall_visits(home, sheets);
    GrowingFile pdf(job.out);
    draw(sheets, shop, job.serials.empty(), pdf.stream());
    pdf.complete();
    note(home, sheets, again);
    pdf.put_in_place();
    spdlog::info("{} {} 人，每人 {} 联", again ? "重印" : "印出", sheets.size(),
                 shop.form.copies.size());
    return ExitCode::done;
}

}  // namespace tanfang
