#include "pipeline/intake/pixel_buffer.h"

#include "pipeline/external/raster.h"

#include <fcntl.h>
#include <sys/mman.h>

namespace tanfang {

namespace {
constexpr auto capacity = 3 * static_cast<std::size_t>(max_raster_pixels);
constexpr off_t kept = off_t{32} << 20;  // bytes; A4 in colour at 300 dpi has 26 MB
constexpr std::size_t max_free = 16;     // buffers; more than a program has threads that read
}  // namespace

PixelBuffer::PixelBuffer()
    : file_(memory_file_of_size(capacity)), view_(file_.get(), capacity, Mapping::Use::read) {
    madvise(view_.data(), capacity, MADV_DONTFORK);  // other children shall not see it
}

void PixelBuffer::shrink() noexcept {
    fallocate(file_.get(), FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, kept,
              static_cast<off_t>(capacity) - kept);
}

std::unique_ptr<PixelBuffer> PixelBuffers::take() {
    const std::lock_guard lock(mutex_);
    if (free_.empty())
        return std::make_unique<PixelBuffer>();
    auto buffer = std::move(free_.back());
    free_.pop_back();
    return buffer;
}

void PixelBuffers::give_back(std::unique_ptr<PixelBuffer> buffer) {
    buffer->shrink();
    const std::lock_guard lock(mutex_);
    if (free_.size() < max_free)
        free_.push_back(std::move(buffer));
}

}  // namespace tanfang
