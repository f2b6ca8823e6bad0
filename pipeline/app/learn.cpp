#include "pipeline/app/commands.h"
#include "pipeline/app/decode_options.h"
#include "pipeline/app/forms.h"
#include "pipeline/app/language.h"
#include "pipeline/app/output_files.h"
#include "pipeline/app/print_school.h"
#include "pipeline/app/resources.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/form/variant.h"
#include "pipeline/intake/input_list.h"
#include "pipeline/intake/printable_path.h"
#include "pipeline/intake/scan_file.h"

#include <algorithm>

#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

struct LearnOptions {
    std::string form;
    std::vector<std::string> paths;
    std::string out;
};

/// All pages of the files, one after another.
class Pile {
  public:
    explicit Pile(const InputList& inputs) {
        for (const auto& input : inputs.files) {
            if (!input.problem.empty())
                throw Error(Fault::unreadable_scan, printable_path(input.path), input.problem);
            files_.push_back(std::make_unique<ScanFile>(input.path));
            for (int page = 0; page < files_.back()->page_count(); ++page)
                pages_.emplace_back(files_.back().get(), page);
        }
    }

    std::size_t size() const { return pages_.size(); }
    PageImage page(std::size_t index) const {
        return pages_[index].first->page(pages_[index].second);
    }

  private:
    std::vector<std::unique_ptr<ScanFile>> files_;
    std::vector<std::pair<ScanFile*, int>> pages_;
};

std::vector<PrintWords> words_of(const std::string& form) {
    const fs::path templates = resource_folder() / "templates";
    Forms(templates).by_id(form);  // says which there are
    auto words = parse_print_words(load_json(templates / "print_words.json", Fault::bad_template));
    std::erase_if(words, [&form](const PrintWords& known) { return known.form != form; });
    return words;
}

/// Every page of the form that the pile shows, each learned from all sheets that show it.
std::vector<LearnedSheet> learn_pages(const Pile& pile, const std::vector<PrintWords>& words) {
    PrintSchool school(words);
    std::vector<LearnedSheet> learned;
    for (std::size_t first = 0; first < pile.size(); ++first) {
        std::size_t at = first;
        auto sheet = school.learn(pile.page(first), [&]() -> std::optional<PageImage> {
            if (++at >= pile.size())
                return std::nullopt;
            return pile.page(at);
        });
        const auto same_page = [&](const LearnedSheet& other) {
            return other.print.page == sheet->print.page;
        };
        if (!sheet || std::any_of(learned.begin(), learned.end(), same_page))
            continue;
        learned.push_back(std::move(*sheet));
    }
    return learned;
}

ExitCode learn(const DecodeChoice& decoding, const LearnOptions& options) {
    if (!decoding.start())
        return ExitCode::environment;
    const auto words = words_of(options.form);
    const Pile pile(list_inputs({options.paths.begin(), options.paths.end()}));
    auto learned = learn_pages(pile, words);
    if (learned.empty())
        throw Error(Fault::not_our_form, options.paths.front(),
                    "没有在这些页面上认出这张表的表格和文字，请用清楚、平整的空白表重试");
    tell_pages_apart(learned);
    put_on_equal_paper(learned);
    const fs::path out = options.out;
    std::vector<OutputFile> files;
    std::vector<std::string> names;
    for (const auto& sheet : learned) {
        names.push_back(out.stem().string() + ".page" + std::to_string(sheet.print.page + 1) +
                        ".png");
        files.push_back({out.parent_path() / names.back(), encode_png(sheet.blank)});
        spdlog::info("第 {} 页：{} 处，依据 {} 张", sheet.print.page + 1, sheet.print.spots.size(),
                     sheet.sheets);
        if (!sheet.print.missing.empty())
            spdlog::warn("第 {} 页没有找到：{}。读取时这些地方请人看", sheet.print.page + 1,
                         fmt::join(sheet.print.missing, "、"));
    }
    const FormTemplate variant = variant_of(learned, names);
    if (std::any_of(variant.pages.begin(), variant.pages.end(),
                    [](const FormPage& page) { return page.reference.empty(); }))
        throw Error(Fault::not_our_form, options.paths.front(),
                    "只认出了第 2 页，请把第 1 页也一起给出");
    files.push_back({out, variant_json(variant).dump(1) + "\n"});
    write_files(files);
    return ExitCode::done;
}

}  // namespace

void add_learn_command(const Command& program) {
    const Command command = program.command(
        "learn",
        say("Find the boxes and fields of a form on a print that is not ours, for read --template",
            "找出外来印制的表上每个方框和填写处的位置，供 read --template 使用"));
    const auto options = std::make_shared<LearnOptions>();
    command
        .option("FORM", options->form,
                say("Form: enrollment or visit", "表单：enrollment（登记表）或 visit（记录表）"))
        .required();
    command
        .option("BLANK", options->paths,
                say("The blank print as PDF or scan, or several filled sheets of it",
                    "空白表（PDF 或扫描件），或同一版式的若干张已填表"))
        .required();
    command
        .option("--out", options->out,
                say("Write the places to this file, and pictures of the blank pages beside it",
                    "位置写入该文件，空白页图像写在它旁边"))
        .required();
    const auto decoding = add_decode_options(command);
    command.runs([decoding, options] { return learn(*decoding, *options); });
}

}  // namespace tanfang
