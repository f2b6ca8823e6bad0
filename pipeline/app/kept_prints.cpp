#include "pipeline/app/kept_prints.h"

#include "pipeline/app/print_school.h"
#include "pipeline/external/png_writer.h"
#include "pipeline/form/variant.h"
#include "pipeline/home/durable_file.h"
#include "pipeline/home/sortable_id.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spdlog/spdlog.h>

namespace fs = std::filesystem;

namespace tanfang {

namespace {

/// A blank made of fewer sheets still shows what people wrote beside the places for it.
constexpr std::size_t least_sheets = 4;

/// Oldest first: names rise with time.
std::vector<fs::path> variants_in(const fs::path& folder) {
    std::vector<fs::path> variants;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".json")
            variants.push_back(entry.path());
    std::sort(variants.begin(), variants.end());
    return variants;
}

void write_durably(const fs::path& file, std::string_view bytes, const fs::path& unfinished) {
    const fs::path aside = unfinished / file.filename();
    {
        OpenFile out(aside, O_WRONLY | O_CREAT | O_TRUNC, Fault::output_failed);
        out.write(std::as_bytes(std::span(bytes)));
        out.sync();
    }
    publish(aside, file);
}

/// First the picture, then the variant that refers to it: what has a variant is whole.
/// @return  its name; empty if it is not kept
std::string keep(const LearnedSheet& learned, const fs::path& folder, const fs::path& unfinished) {
    if (learned.sheets < least_sheets)
        return "";
    const std::string name = new_sortable_id();
    write_durably(folder / (name + ".png"), encode_png(learned.blank), unfinished);
    write_durably(folder / (name + ".json"),
                  variant_json(variant_of({learned}, {name + ".png"})).dump(1) + "\n", unfinished);
    return name;
}

}  // namespace

void use_kept_prints(ReadingRoom& room, const fs::path& home) {
    const fs::path folder = home / "prints", unfinished = home / "tmp";
    make_private_directory(folder);
    for (const auto& variant : variants_in(folder)) try {
            room.add_print(variant, variant.stem().string());
        } catch (const Error& error) {
            if (error.fault() != Fault::bad_settings)
                throw;
            spdlog::warn("以前学会的版式无法使用，遇到时重新学习：{}", error.what());
        }
    room.keep_learned([folder, unfinished](const LearnedSheet& learned) {
        return keep(learned, folder, unfinished);
    });
}

}  // namespace tanfang
