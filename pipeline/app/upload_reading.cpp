#include "pipeline/app/upload_reading.h"

#include "pipeline/app/kept_prints.h"
#include "pipeline/app/known_sheets.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/intake/scan_file.h"
#include "pipeline/page/register_page.h"

#include <opencv2/imgproc.hpp>

namespace tanfang {

namespace {

constexpr int print_width_px = 500;  // of the picture by which a clerk tells a print

/// Wide enough for the words to be told; the print is a little bolder than on paper.
std::string small_picture(const PrintedInk& ink) {
    cv::Mat small;
    const double scale = static_cast<double>(print_width_px) / ink.ink.cols;
    cv::resize(255 - ink.ink, small, {}, scale, scale, cv::INTER_AREA);
    return encode_png(small);
}

/// The frame's edges as shares of the page.
Box<Mm> shares_of(const Box<Mm>& frame, const FormTemplate& form) {
    return {{frame.left() / form.page_width, frame.top() / form.page_height},
            frame.width / form.page_width,
            frame.height / form.page_height};
}

}  // namespace

UploadReading::UploadReading(const HomeChoice& choice, const ReadingChoice& reading,
                             const Forms& forms)
    : choice_(choice),
      reading_(reading),
      forms_(forms),
      home_(Home::open_or_create(choice.folder, choice.options())),
      beside_(
          home_,
          [this](const InputList& stored, const std::function<void(const Json& line)>& sink) {
              read(stored, sink);
          },
          [] {}) {}

StationIntake UploadReading::intake() {
    return {std::filesystem::path(choice_.folder) / "tmp",
            [this](OpenFile file, const std::filesystem::path& name, const std::string& batch) {
                return beside_.receive(std::move(file), name, batch);
            },
            [this] { return trouble(); },
            [this](const std::filesystem::path& original, int file_page, const ShownSheet& shown) {
                return read_shown(original, file_page, shown);
            },
            forms_on_screen(),
            [this](const std::filesystem::path& original, int file_page) {
                return read_again(original, file_page);
            },
            [this] { return prints(); }};
}

void UploadReading::read(const InputList& stored,
                         const std::function<void(const Json& line)>& sink) {
    if (stored.files.empty())
        return;
    reading_.reader(room())(stored, sink);
}

Json UploadReading::read_shown(const std::filesystem::path& original, int file_page,
                               const ShownSheet& shown) {
    const ReadingRoom& models = room();
    Reader reader(models);
    ScanFile file(original);
    for (const auto& kept : models.shelf().kept())
        if (kept.print == shown.print && kept.page->page() == shown.page)
            return reader.read_shown(file, file_page, *kept.page, shown.corners);
    for (const FormTemplate* form : models.forms())
        if (shown.print.empty() && form->id == shown.form)
            return reader.read_shown(file, file_page, {form, shown.page, shown.corners});
    throw Error(Fault::bad_usage, shown.form, "没有这种表或版式");
}

std::vector<Json> UploadReading::read_again(const std::filesystem::path& original, int file_page) {
    Reader reader(room());
    ScanFile file(original);
    return reader.read_page(file, file_page);
}

const ReadingRoom& UploadReading::room() {
    const std::scoped_lock lock(room_mutex_);
    if (!room_) {
        room_.emplace(reading_.open_room());
        use_kept_prints(*room_, choice_.folder);
        use_register(*room_, choice_);
    }
    return *room_;
}

Json UploadReading::forms_on_screen() const {
    Json forms = Json::array();
    for (const auto& form : forms_.all())
        forms.push_back({{"form", form.id}, {"pages", form.pages.size()}});
    return forms;
}

std::vector<OfferedPrint> UploadReading::prints() {
    std::vector<OfferedPrint> prints;
    for (const auto& kept : room().shelf().kept()) {
        const FormTemplate& form = kept.page->form();
        prints.push_back({kept.print, form.id, kept.page->page(),
                          shares_of(kept.page->frame(), form), small_picture(*kept.ink)});
    }
    return prints;
}

std::string UploadReading::trouble() {
    try {
        beside_.check();
        return "";
    } catch (const Error& error) {
        return error.what();
    }
}

}  // namespace tanfang
