#include "pipeline/app/resources.h"

namespace fs = std::filesystem;

namespace tanfang {

fs::path resource_folder() {
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none);
    const fs::path installed = program.parent_path().parent_path() / "share" / "tanfang";
    return fs::exists(installed / "templates", none) ? installed : fs::path(TANFANG_SOURCE_DIR);
}

}  // namespace tanfang
