/// The door to SANE: document scanners with and without a feeder.
///
/// What a scanner is in the way of scanning (no paper, a jam) is a value here, not an error: it is
/// everyday life, and what was scanned before stays good.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <opencv2/core.hpp>

namespace tanfang {

enum class ScannerState {
    ready,
    no_paper,       ///< the feeder is empty
    jammed,         ///< paper is stuck in the feeder
    cover_open,     ///< the scanner or its feeder is open
    busy,           ///< another program uses it
    denied,         ///< this user may not use it
    unknown_name,   ///< there is no such scanner, or it takes none of what it is asked for
    disconnected,   ///< no answer: switched off, the cable, the network
    out_of_memory,  ///< the page does not fit into memory
    unsupported,    ///< it gives pixels of another kind than 8 bits grey or color
};

struct ScannerName {
    std::string name;   ///< for opening, e.g. "fujitsu:fi-7160:1234"
    std::string words;  ///< maker and model
};

struct ScanWish {
    int dpi = 300;
    bool both_sides = true;  ///< if it can
    double width_mm = 216;   ///< A4 with 3 mm on either side, for paper that lies askew
    double height_mm = 303;
};

/// What the scanner has made of a wish.
struct ScanWay {
    bool feeder = false;      ///< further pages can follow
    bool both_sides = false;  ///< as far as its options tell
    bool color = false;
    double dpi = 0;  ///< 0: it does not say
};

struct ScannedPage {
    ScannerState state = ScannerState::ready;  ///< if not, there is no page
    cv::Mat pixels;                            ///< CV_8UC3 (BGR) or CV_8UC1
};

/// An open scanner. One thread only.
class Scanner {
  public:
    Scanner(Scanner&&) noexcept;
    ~Scanner();  ///< lets the paper out and closes it

    /// `ready` if it could be opened; if not, nothing else may be called.
    ScannerState state() const noexcept;

    /// Sets color, resolution, the paper's size, the feeder with both sides. What it does not have
    /// is left as it is.
    ScanWay prepare(const ScanWish& wish);

    /// Scans the next page (the next side).
    ///
    /// @param stop  throws to give up; called every few rows
    ScannedPage next(const std::function<void()>& stop);

  private:
    friend class Sane;
    explicit Scanner(const std::string& name);
    struct Open;
    std::unique_ptr<Open> open_;
};

/// SANE itself; one object at a time, and scanners are closed before it goes.
class Sane {
  public:
    Sane();
    Sane(const Sane&) = delete;
    Sane& operator=(const Sane&) = delete;
    ~Sane();

    /// The scanners that are switched on; cameras are none. Takes some seconds on a network.
    std::vector<ScannerName> scanners() const;

    Scanner open(const std::string& name) const { return Scanner(name); }
};

}  // namespace tanfang
