#include "pipeline/intake/tiff_extent.h"

#include "pipeline/external/tiff.h"
#include "pipeline/intake/file_ending.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tanfang {

namespace {

constexpr int most_directories = 2 * TiffFile::max_pages;  // as many as the decoder follows
constexpr std::uint64_t most_entries = 4096;               // of a directory; scanners write 20
// Strips of all pages together: 2,000 pages of A4 at 600 dpi in strips of one row are 14e6.
constexpr std::uint64_t most_strips = 20'000'000;

constexpr unsigned strip_offsets = 273, strip_byte_counts = 279;
constexpr unsigned tile_offsets = 324, tile_byte_counts = 325;

/// Bytes of a value by the type of its entry; 0: no such type.
unsigned bytes_of_type(std::uint64_t type) {
    constexpr std::array<unsigned, 19> bytes = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4,
                                                8, 4, 8, 4, 0, 0, 8, 8, 8};
    return type < bytes.size() ? bytes[type] : 0;
}

/// Numbers that an entry holds: where they lie in the file.
struct Numbers {
    std::uint64_t at = 0;
    std::uint64_t count = 0;
    unsigned width = 0;  ///< bytes of each
};

class Extent {
  public:
    Extent(int file, std::int64_t size) : file_(file), size_(static_cast<std::uint64_t>(size)) {
        std::array<std::byte, 4> head{};
        read_at(file, 0, head);
        little_ = head[0] == std::byte{'I'};
        big_ = head[little_ ? 2 : 3] == std::byte{43};
    }

    bool is_whole() {
        auto directory = number(big_ ? 8 : 4, big_ ? 8 : 4);
        for (int i = 0; i < most_directories; ++i) {
            if (!directory)
                return false;
            if (*directory == 0)
                return i > 0;
            if (!check_directory(*directory))
                return false;
            directory = number(next_, big_ ? 8 : 4);
        }
        return false;
    }

  private:
    bool is_within(std::uint64_t at, std::uint64_t bytes) const {
        return at <= size_ && bytes <= size_ - at;
    }

    /// A number of the file; nothing if it is beyond the end.
    std::optional<std::uint64_t> number(std::uint64_t at, unsigned width) const {
        std::array<std::byte, 8> bytes{};
        const auto place = std::span(bytes).first(width);
        if (!is_within(at, width) || read_at(file_, static_cast<std::int64_t>(at), place) != width)
            return std::nullopt;
        return value_of(place);
    }

    std::uint64_t value_of(std::span<const std::byte> bytes) const {
        std::uint64_t value = 0;
        for (std::size_t i = 0; i < bytes.size(); ++i)
            value = value << 8 |
                    std::to_integer<std::uint64_t>(bytes[little_ ? bytes.size() - 1 - i : i]);
        return value;
    }

    /// @param at  an entry of a directory
    std::optional<Numbers> numbers_of(std::uint64_t at) const {
        const unsigned place = big_ ? 8 : 4;  // bytes of a place in the file
        const auto type = number(at + 2, 2);
        const auto count = number(at + 4, place);
        const unsigned width = type ? bytes_of_type(*type) : 0;
        if (!count || width == 0 || *count > size_ / width)
            return std::nullopt;
        const std::uint64_t values = at + 4 + place;
        if (*count * width <= place)
            return Numbers{values, *count, width};
        const auto elsewhere = number(values, place);
        if (!elsewhere || !is_within(*elsewhere, *count * width))
            return std::nullopt;
        return Numbers{*elsewhere, *count, width};
    }

    bool check_directory(std::uint64_t at) {
        const auto entries = number(at, big_ ? 8 : 2);
        if (!entries || *entries == 0 || *entries > most_entries)
            return false;
        std::optional<Numbers> offsets, counts;
        const unsigned entry_bytes = big_ ? 20 : 12;
        std::uint64_t entry = at + (big_ ? 8 : 2);
        for (std::uint64_t i = 0; i < *entries; ++i, entry += entry_bytes) {
            const auto tag = number(entry, 2);
            const auto numbers = tag ? numbers_of(entry) : std::nullopt;
            if (!numbers)
                return false;
            if (*tag == strip_offsets || *tag == tile_offsets)
                offsets = numbers;
            if (*tag == strip_byte_counts || *tag == tile_byte_counts)
                counts = numbers;
        }
        next_ = entry;
        return offsets && counts && strips_are_within(*offsets, *counts);
    }

    bool strips_are_within(const Numbers& offsets, const Numbers& counts) {
        strips_ += offsets.count;
        if (offsets.count != counts.count || offsets.count == 0 || strips_ > most_strips)
            return false;
        constexpr std::uint64_t strips_a_time = 4096;
        for (std::uint64_t first = 0; first < offsets.count; first += strips_a_time) {
            const auto count = std::min(strips_a_time, offsets.count - first);
            const auto places = values_of(offsets, first, count);
            const auto lengths = values_of(counts, first, count);
            for (std::size_t i = 0; i < count; ++i)
                // a place of 0 is one that has not been filled in yet
                if (places[i] == 0 || lengths[i] == 0 || !is_within(places[i], lengths[i]))
                    return false;
        }
        return true;
    }

    std::vector<std::uint64_t> values_of(const Numbers& numbers, std::uint64_t first,
                                         std::uint64_t count) const {
        std::vector<std::byte> bytes(count * numbers.width);
        read_at(file_, static_cast<std::int64_t>(numbers.at + first * numbers.width), bytes);
        std::vector<std::uint64_t> values;
        for (std::uint64_t i = 0; i < count; ++i)
            values.push_back(value_of(std::span(bytes).subspan(i * numbers.width, numbers.width)));
        return values;
    }

    int file_;
    std::uint64_t size_;
    bool little_ = true, big_ = false;
    std::uint64_t next_ = 0;    ///< where the place of the next directory stands
    std::uint64_t strips_ = 0;  ///< of all directories so far
};

}  // namespace

bool tiff_is_within(int file, std::int64_t size) {
    return Extent(file, size).is_whole();
}

}  // namespace tanfang
