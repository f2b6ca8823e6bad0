#include "pipeline/app/resources.h"

namespace fs = std::filesystem;

namespace tanfang {

fs::path resource_folder() {
    std::error_code none;
    const fs::path program = fs::read_symlink("/proc/self/exe", none);
    const fs::path installed = program.parent_path().parent_path() / "share" / "tanfang";
    return fs::exists(installed / "templates", none) ? installed : fs::path(TANFANG_SOURCE_DIR);
}

fs::path station_folder() {
    const fs::path installed = resource_folder() / "station";
    std::error_code none;
    return fs::exists(installed, none) ? installed : resource_folder() / "pipeline/station/web";
}

}  // namespace tanfang
