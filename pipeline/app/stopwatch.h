/// CPU time of the stages of reading.
#pragma once

#include <ctime>

namespace tanfang {

/// CPU time of this thread since the last question, in milliseconds.
class Stopwatch {
  public:
    double lap() {
        const double now = cpu_ms(), taken = now - last_;
        last_ = now;
        return taken;
    }

  private:
    static double cpu_ms() {
        timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_nsec) / 1e6;
    }
    double last_ = cpu_ms();
};

}  // namespace tanfang
