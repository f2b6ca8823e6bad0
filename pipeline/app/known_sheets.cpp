#include "pipeline/app/known_sheets.h"

#include "pipeline/register/expectation.h"

#include <memory>
#include <mutex>

namespace tanfang {

namespace {

/// The register, for several threads.
class Register {
  public:
    explicit Register(const HomeChoice& home)
        : home_(Home::open_to_read(home.folder, home.options())) {}

    Expected expected(const std::string& serial, const FieldModel& model) {
        const std::lock_guard lock(mutex_);
        const auto sheet = home_.printed_sheets().find(serial);
        if (!sheet || sheet->form != model.form)
            return {};
        const auto person = home_.people().find(sheet->person);
        if (!person)
            return {};
        return expectation(*person, *sheet, home_.last_visit(person->id, sheet->month + "-01"),
                           model);
    }

  private:
    std::mutex mutex_;
    Home home_;
};

}  // namespace

void use_register(ReadingRoom& room, const HomeChoice& home) {
    room.expect_by([known = std::make_shared<Register>(home)](const std::string& serial,
                                                              const FieldModel& model) {
        return known->expected(serial, model);
    });
}

}  // namespace tanfang
