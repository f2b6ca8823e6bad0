#include "pipeline/app/form_reader.h"

#include "pipeline/app/stopwatch.h"
#include "pipeline/recognize/typed_sheet.h"
#include "pipeline/record/check_record.h"

#include <algorithm>

namespace tanfang {

namespace {

class FormPageReader {
  public:
    FormPageReader(const ReadingRoom& room, const ScanFile& file, int page)
        : room_(room), page_(page) {
        line_.software = room.software();
        line_.source = {file.name(), file.sha256(), page, 0};
    }

    /// @return whether the page shows a page of this set's sheet, or would if it could be read
    bool read(const std::string& set, const TypedSheet& sheet) {
        bool shown = false;
        try {
            const auto code = decode_set_name(set);
            const FormTemplate& form = form_of(code);
            for (int page = 0; page < static_cast<int>(form.pages.size()); ++page) {
                const auto copies = sheet.copies_of(form, page);
                shown = shown || std::binary_search(copies.begin(), copies.end(), page_);
                if (!copies.empty() && copies.front() == page_)
                    lines.push_back(read_sheet_page(*code, sheet, form, page));
            }
        } catch (const Error& error) {
            shown = true;
            if (sheet.first_page() == page_)
                lines.push_back(rejected_line(next_line(), error));
        }
        return shown;
    }

    std::vector<Json> lines;

  private:
    RecordLine next_line() const {
        RecordLine line = line_;
        line.source.part = static_cast<int>(lines.size());
        return line;
    }

    const FormTemplate& form_of(const std::optional<SheetCode>& code) const {
        const std::string where = page_name(line_.source.file, page_);
        if (!code)
            throw Error(
                Fault::not_our_form, where,
                "填写域的名称已被改动（文件可能合并或编辑过），认不出是哪张表，请交回原来的 "
                "PDF，或打印签字后扫描");
        const auto& forms = room_.forms();
        const auto known = std::find_if(forms.begin(), forms.end(), [&](const FormTemplate* form) {
            return form->code == code->form;
        });
        if (known == forms.end())
            throw Error(Fault::not_our_form, where, "这不是要读的登记表或记录表");
        if ((*known)->version != code->version)
            throw Error(Fault::other_version, where,
                        "这张表的模板版本是 " + std::to_string(code->version) +
                            "，本机没有安装该版本，请更新程序后重新读取");
        return **known;
    }

    Json read_sheet_page(SheetCode code, const TypedSheet& sheet, const FormTemplate& form,
                         int page) const {
        Stopwatch stopwatch;
        RecordLine line = next_line();
        code.copy = 1;  // all copies are the same; the line stands for the first
        code.page = page + 1;
        line.form = form.id;
        line.form_version = form.version;
        line.page = code.page;
        line.code = code;
        line.remark = sheet.remark(form, page);
        line.registration = Registration{"form", 0, typed_sheet_dpi, 0};
        const FieldModel& model = room_.fields_of(form);
        line.readings = sheet.read(form, model, page, room_.characters());
        line.timing.text = stopwatch.lap();
        line.record = check_record(line.readings, form, model, room_.knowledge());
        line.timing.rules = stopwatch.lap();
        return record_line(line);
    }

    const ReadingRoom& room_;
    int page_;
    RecordLine line_;  ///< what all lines of the page share
};

}  // namespace

std::optional<std::vector<Json>> read_form_page(const ReadingRoom& room, const ScanFile& file,
                                                int page) {
    if (!file.form())
        return std::nullopt;
    FormPageReader reader(room, file, page);
    bool shown = false;
    for (const auto& set : sets_on_page(*file.form(), page)) {
        const TypedSheet sheet(set, *file.form());
        if (sheet.is_filled())
            shown = reader.read(set, sheet) || shown;
    }
    return shown ? std::optional(std::move(reader.lines)) : std::nullopt;
}

}  // namespace tanfang
