/// Starts decoding children from a small process of its own, the launcher.
///
/// The program is big and has many threads by the time it reads scans. A fork of it would be slow,
/// could inherit a lock that another thread holds, and would put keys and open databases in reach
/// of a child that a hostile file has taken over. So one fork early makes the launcher, and only
/// the launcher forks children: one per scan file, killed when the file is closed.
#pragma once

#include "pipeline/intake/decoder_child.h"
#include "pipeline/intake/memory_file.h"
#include "pipeline/intake/pixel_buffer.h"

#include <chrono>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <utility>

namespace tanfang {

struct LauncherSettings {
    void (*serve)(int socket, const Descriptor& file) = serve_scan;  ///< runs in each child
    std::chrono::milliseconds patience{60'000};  ///< wall clock for one answer of a child
    std::string renderer = "/usr/bin/pdftoppm";  ///< program that draws PDF pages
    std::chrono::seconds drawing_time{15};       ///< CPU time that it may need for a page
    bool confined = true;  ///< the kernel's sandbox around whatever touches bytes of a scan
};

/// A page of a PDF that pdftoppm is to draw.
struct RenderJob {
    std::int32_t page = 0;       ///< from 0
    std::int32_t long_side = 0;  ///< pixels
};

class Launcher {
  public:
    /// A process that the launcher has started; killed at the end.
    class Child {
      public:
        Child(Launcher& launcher, Descriptor socket, pid_t pid)
            : launcher_(&launcher), socket_(std::move(socket)), pid_(pid) {}
        Child(Child&& other) noexcept
            : launcher_(other.launcher_),
              socket_(std::move(other.socket_)),
              pid_(std::exchange(other.pid_, 0)),
              ended_(other.ended_) {}
        Child& operator=(Child&&) = delete;
        ~Child() { end(); }

        /// Kills it, if it still lives; may be called again.
        /// @return how it ended, as waitpid() tells it; nothing if nobody knows whether it is dead,
        ///         because the launcher is
        std::optional<int> end() noexcept;

        int socket() const noexcept { return socket_.get(); }
        std::chrono::milliseconds patience() const noexcept {
            return launcher_->settings_.patience;
        }

      private:
        Launcher* launcher_;
        Descriptor socket_;
        pid_t pid_;
        std::optional<int> ended_;
    };

    explicit Launcher(LauncherSettings settings = {});
    ~Launcher();
    Launcher(const Launcher&) = delete;
    Launcher& operator=(const Launcher&) = delete;

    /// The program's launcher. A program calls it once at its start, before it loads models, opens
    /// keys and makes threads; later it works too, only less cheaply. Only the first call's
    /// settings count.
    static Launcher& shared(const LauncherSettings& settings = {});

    /// Starts a child that serves the file. Safe from several threads.
    /// @throws Error  Fault::decoder_died if the system cannot start processes
    Child serve(const Descriptor& file);

    /// Starts a child that draws a page into `output` (PPM) and then answers with one packet:
    /// DecoderAnswer, done or failed.
    /// @throws Error  Fault::decoder_died if the system cannot start processes
    Child render(const Descriptor& file, const RenderJob& job, const Descriptor& output);

    PixelBuffers& pixel_buffers() noexcept { return pixel_buffers_; }

  private:
    struct Order;
    Child launch(const Order& order, std::initializer_list<int> files);
    void start();
    std::optional<int> end(pid_t child) noexcept;
    /// The launcher, and in it each child: an exception that nobody has caught ends the process,
    /// instead of going on in a copy of the program.
    [[noreturn]] void run(int socket) const noexcept;

    LauncherSettings settings_;
    std::mutex mutex_;
    Descriptor socket_;
    pid_t pid_ = 0;
    PixelBuffers pixel_buffers_;
};

}  // namespace tanfang
