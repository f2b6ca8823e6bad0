#include "pipeline/app/commands.h"
#include "pipeline/app/decode_options.h"
#include "pipeline/app/interruption.h"
#include "pipeline/app/language.h"
#include "pipeline/app/output_files.h"
#include "pipeline/app/overlay.h"
#include "pipeline/app/read_batch.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/intake/printable_path.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <thread>

#include <spdlog/spdlog.h>

namespace tanfang {

namespace {

struct ReadOptions {
    std::vector<std::string> paths;
    std::string out;
    std::string form;
    std::string settings;
    std::string overlay;
    std::vector<std::string> templates;
    int jobs = 0;  // 0: one a core
};

/// Where the lines go; every line is out before the next is made.
class LineOutput {
  public:
    explicit LineOutput(const std::string& file) : name_(file) {
        if (file.empty())
            return;
        file_.open(file, std::ios::binary | std::ios::trunc);
        if (!file_)
            throw Error(Fault::output_failed, file,
                        "无法写入该文件，请检查文件夹是否存在、是否有权限");
    }

    void write(const Json& line) {
        std::ostream& out = name_.empty() ? std::cout : file_;
        out << line.dump() << '\n' << std::flush;
        if (!out)
            throw Error(Fault::output_failed, name_.empty() ? "stdout" : name_,
                        "写入失败，磁盘可能已满");
    }

  private:
    std::string name_;
    std::ofstream file_;
};

/// Writes the readings, drawn on each page, into a folder: FILE.p1.png, FILE.p2.png and so on.
PageViewer overlays_into(const std::string& folder) {
    if (folder.empty())
        return {};
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error)
        throw Error(Fault::output_failed, folder, "无法建立文件夹：" + error.message());
    return [folder](const PageImage& image, const std::vector<Json>& lines) {
        const std::string name = std::filesystem::path(image.file).filename().string() + ".p" +
                                 std::to_string(image.page + 1) + ".png";
        write_files(
            {{std::filesystem::path(folder) / name, encode_png(draw_overlay(image, lines))}});
    };
}

void report(const InputList& inputs) {
    for (const auto& repeat : inputs.repeats)
        spdlog::warn("{}：重复的文件，只读一次", printable_path(repeat));
    if (inputs.passed_over > 0)
        spdlog::info("文件夹中有 {} 个文件不是扫描件，已略过", inputs.passed_over);
}

ExitCode read(const DecodeChoice& decoding, const ReadOptions& options) {
    if (!decoding.start())
        return ExitCode::environment;
    const std::optional<std::filesystem::path> settings =
        options.settings.empty() ? std::nullopt
                                 : std::optional<std::filesystem::path>(options.settings);
    const InputList inputs = list_inputs({options.paths.begin(), options.paths.end()});
    report(inputs);
    const ReadingRoom room(options.form, settings, overlays_into(options.overlay),
                           {options.templates.begin(), options.templates.end()});
    LineOutput output(options.out);
    note_interruptions();
    const int cores = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    const BatchCount count = read_batch(
        room, inputs, options.jobs > 0 ? options.jobs : cores,
        [&output](const Json& line) { output.write(line); }, throw_if_interrupted);
    spdlog::info("文件 {}，页：通过 {}，待复核 {}，退回 {}", count.files, count.accepted,
                 count.review, count.rejected);
    return count.rejected > 0 ? ExitCode::rejected : ExitCode::done;
}

}  // namespace

void add_read_command(const Command& program) {
    const Command command = program.command(
        "read",
        say("Read scans and print one JSON line per page image", "读取扫描件，每页输出一行 JSON"));
    const auto options = std::make_shared<ReadOptions>();
    command
        .option("PATH", options->paths,
                say("Scans (PNG, JPEG, TIFF, PDF) or folders of them",
                    "扫描件（PNG、JPEG、TIFF、PDF）或其所在文件夹"))
        .required();
    command.option(
        "--out", options->out,
        say("Write the lines to this file instead of stdout", "写入该文件，而不是标准输出"));
    command
        .option("--jobs", options->jobs,
                say("Threads; one a core if not given", "线程数，默认每核一个"))
        .between(1, 64);
    command.option("--form", options->form,
                   say("Only sheets of this form are ours", "只认这一种表单"));
    command
        .option("--template", options->templates,
                say("Also read this print: the JSON that learn writes, or the spots and the "
                    "blank of any other form; may be given several times",
                    "也读这种表：learn 生成的 JSON，或其他表单的空白表和方框位置；可多次给出"))
        .one_at_a_time();  // what follows its file is a PATH
    command.option("--settings", options->settings,
                   say("County, divisions, today's date, rules: see templates/README.md",
                       "县区、区划、当前日期、规则的设置文件"));
    command.option("--overlay", options->overlay,
                   say("Draw the readings on each page, as PNG files in this folder",
                       "把识别结果画在每页图像上，存为该文件夹中的 PNG 图片"));
    const auto decoding = add_decode_options(command);
    command.runs([decoding, options] { return read(*decoding, *options); });
}

}  // namespace tanfang
