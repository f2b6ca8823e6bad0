/// Memory that a decoding child fills with pixels, used again for page after page.
///
/// New shared memory is the dearest part of decoding in another process: the kernel needs 8 ms for
/// the 8.7 MB of an A4 page, of 40 ms for decoding its JPEG (measured on a virtual machine).
#pragma once

#include "pipeline/intake/memory_file.h"

#include <memory>
#include <mutex>
#include <span>
#include <vector>

namespace tanfang {

/// Shared memory for the largest page; only what was touched takes room.
class PixelBuffer {
  public:
    /// @throws Error  Fault::too_large if there is no memory
    PixelBuffer();

    int file() const noexcept { return file_.get(); }

    /// What a child has written. @param size  at most that of the largest page
    std::span<const std::byte> pixels(std::size_t size) const { return view_.bytes().first(size); }

    /// Gives memory beyond that of an ordinary page back to the system.
    void shrink() noexcept;

  private:
    Descriptor file_;
    Mapping view_;
};

/// Buffers that no child can reach any more, for the next child.
class PixelBuffers {
  public:
    std::unique_ptr<PixelBuffer> take();

    /// @param buffer  whoever could write into it is dead
    void give_back(std::unique_ptr<PixelBuffer> buffer);

  private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<PixelBuffer>> free_;
};

}  // namespace tanfang
