#include "pipeline/app/record_sheets.h"

#include "pipeline/base/text.h"
#include "pipeline/external/json_schema.h"

#include <fstream>
#include <map>

namespace tanfang {

namespace {

constexpr std::size_t longest_line = 4 << 20;  // bytes; a full page has about 60,000

/// The sheets so far, with everything that lines claim of their fields.
class Joining {
  public:
    Joining(const FormTemplate& form, const FieldModel& model) : form_(form), model_(model) {}

    void add(const Json& line, std::size_t number) {
        if (line["form"] != form_.id)
            return;
        try {
            check(line);
            Draft& draft = draft_of(line["serial"], number);
            draft.sheet.in_review |= line["status"] == "review";
            const auto page = line["page"].get<std::size_t>() - 1;
            draft.sheet.sources[page].push_back(source_of(line));
            for (const auto& [id, field] : line["fields"].items())
                if (field["state"] == "read" || field["state"] == "derived" ||
                    field["state"] == "blank")
                    draft.claims[id].push_back(field["value"]);
        } catch (const Error& e) {
            out_.refused.push_back({number, e.fault(), e.what()});
        }
    }

    RecordSheets finish() && {
        for (const auto& serial : order_) {
            Draft& draft = drafts_.at(serial);
            settle(draft);
            out_.sheets.push_back(std::move(draft.sheet));
        }
        for (auto& sheet : out_.sheets) note_shared_pages(sheet);
        return std::move(out_);
    }

  private:
    struct Draft {
        RecordSheet sheet;
        std::map<std::string, std::vector<Json>> claims;  // by field
    };

    void check(const Json& line) const {
        if (line["status"] == "rejected")
            throw Error(Fault::bad_settings, "",
                        "这一页没有读出（" + line["reason"].get<std::string>() + "）");
        if (line["form_version"] != form_.version)
            throw Error(Fault::other_version, "",
                        "表单版本是 " + line["form_version"].dump() + "，已安装的是 " +
                            std::to_string(form_.version));
        if (line["serial"].is_null())
            throw Error(Fault::bad_settings, "", "没有编号，不知道属于哪一套");
        if (line["page"].is_null() || line["page"] > form_.pages.size())
            throw Error(Fault::bad_settings, "", "没有这一页");
        for (const auto& [id, field] : line["fields"].items())
            if (!model_.find(id))
                throw Error(Fault::bad_settings, "", "表单没有字段 " + id);
    }

    Draft& draft_of(const std::string& serial, std::size_t number) {
        const auto [draft, added] = drafts_.try_emplace(serial);
        if (added) {
            order_.push_back(serial);
            draft->second.sheet.serial = serial;
            draft->second.sheet.line = number;
            draft->second.sheet.sources.resize(form_.pages.size());
        }
        return draft->second;
    }

    RecordSource source_of(const Json& line) {
        const Json& source = line["source"];
        RecordSource out;
        out.file = source["file"];
        out.sha256 = source["sha256"].is_null() ? "" : source["sha256"].get<std::string>();
        out.page = source["page"];
        if (!line["registration"].is_null())
            out.rotation = line["registration"]["rotation"];
        parts_[{out.sha256, out.page}].insert(source["part"].get<int>());
        return out;
    }

    void note_shared_pages(RecordSheet& sheet) {
        for (auto& page : sheet.sources)
            for (auto& source : page)
                source.alone = parts_.at({source.sha256, source.page}) == std::set<int>{0};
    }

    void settle(Draft& draft) const {
        draft.sheet.values = Json::object();
        for (const auto& field : model_.fields) {
            const auto& claims = draft.claims[field.id];
            bool agreed = !claims.empty();
            for (const auto& claim : claims) agreed = agreed && claim == claims.front();
            if (agreed)
                draft.sheet.values[field.id] = claims.front();
            else
                draft.sheet.open.insert(field.id);
        }
    }

    const FormTemplate& form_;
    const FieldModel& model_;
    std::map<std::string, Draft> drafts_;
    std::vector<std::string> order_;
    std::map<std::pair<std::string, int>, std::set<int>> parts_;  // on each page of each file
    RecordSheets out_;
};

Json checked_line(const std::string& text, const Json& schema, const std::string& where) {
    if (text.size() > longest_line)
        throw Error(Fault::bad_settings, where, "这一行太长，不是识别记录");
    Json line = parse_json(text, Fault::bad_settings, where);
    check_schema(line, schema, Fault::bad_settings, where);
    return line;
}

}  // namespace

RecordSheets read_record_sheets(const std::filesystem::path& file, const FormTemplate& form,
                                const FieldModel& model, const Json& schema) {
    std::ifstream in(file, std::ios::binary);
    Joining joining(form, model);
    std::string text;
    for (std::size_t number = 1; std::getline(in, text); ++number)
        if (!trimmed(text).empty())
            joining.add(checked_line(text, schema,
                                     file.string() + "，第 " + std::to_string(number) + " 行"),
                        number);
    if (!in.eof())
        throw Error(Fault::bad_settings, file.string(), "无法读取该文件");
    return std::move(joining).finish();
}

}  // namespace tanfang
