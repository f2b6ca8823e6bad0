#include "pipeline/app/output_files.h"

#include "pipeline/app/growing_file.h"

#include <deque>

namespace tanfang {

void write_files(const std::vector<OutputFile>& files) {
    std::deque<GrowingFile> drafts;
    for (const auto& file : files) {
        drafts.emplace_back(file.path).stream() << file.bytes;
        drafts.back().complete();
    }
    for (auto& draft : drafts) draft.put_in_place();
}

}  // namespace tanfang
