#include "pipeline/app/known_sheets.h"

#include "pipeline/register/expectation.h"

#include <mutex>

namespace tanfang {

namespace {

/// The register, for several threads.
class Register : public SheetKnowledge {
  public:
    explicit Register(const HomeChoice& home)
        : home_(Home::open_to_read(home.folder, home.options())) {}

    Expected of_serial(const std::string& serial, const FieldModel& model) override {
        const std::lock_guard lock(mutex_);
        const auto sheet = home_.printed_sheets().find(serial);
        if (!sheet)
            return of_other_pages(serial, model);
        if (sheet->form != model.form)
            return {};
        const auto person = home_.people().find(sheet->person);
        if (!person)
            return {};
        if (model.form != "visit")
            return expectation(*person, model);
        return expected_visit(*person, *sheet, home_.last_visit(person->id, sheet->month + "-01"));
    }

    Expected of_person(const std::string& id_no, const FieldModel& model) override {
        const std::lock_guard lock(mutex_);
        const auto person = home_.people().with_id_no(id_no);
        return person ? expectation(*person, model) : Expected{};
    }

    /// See Knowledge::on_lists.
    std::map<std::string, bool> on_lists(const std::string& id_no) {
        const std::lock_guard lock(mutex_);
        return home_.lists().listed(id_no);
    }

  private:
    /// A sheet that was printed for nobody: its first page may have told the others whose it is.
    /// The ID number itself is left to each copy.
    Expected of_other_pages(const std::string& serial, const FieldModel& model) {
        const auto person = home_.people().claimed_by(serial);
        Expected expected = person ? expectation(*person, model) : Expected{};
        expected.values.erase("subject_id_no");
        return expected;
    }

    std::mutex mutex_;
    Home home_;
};

}  // namespace

void use_register(ReadingRoom& room, const HomeChoice& home) {
    Home known = Home::open_to_read(home.folder, home.options());
    room.learn_places(known);
    const auto sheets = std::make_shared<Register>(home);
    room.expect_by(sheets);
    room.ask_lists([sheets](const std::string& id_no) { return sheets->on_lists(id_no); });
}

}  // namespace tanfang
