#include "pipeline/base/file_stamp.h"

namespace tanfang {

FileStamp stamp_of(const struct stat& status) {
    constexpr std::int64_t ns_per_s = 1'000'000'000;
    return {status.st_size, status.st_mtim.tv_sec * ns_per_s + status.st_mtim.tv_nsec};
}

}  // namespace tanfang
