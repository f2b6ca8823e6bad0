/// Seeded chance: the same seed gives the same sheet on every machine with Debian's libstdc++.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace tanfang::simulate {

class Random {
  public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    double uniform(double low, double high) {
        return std::uniform_real_distribution<double>(low, high)(engine_);
    }
    double normal(double sigma) { return std::normal_distribution<double>(0, sigma)(engine_); }
    int below(int limit) { return std::uniform_int_distribution<int>(0, limit - 1)(engine_); }
    bool chance(double probability) { return uniform(0, 1) < probability; }
    std::uint64_t bits() { return engine_(); }

    template <class T>
    const T& pick(const std::vector<T>& among) {
        return among[static_cast<std::size_t>(below(static_cast<int>(among.size())))];
    }

  private:
    std::mt19937_64 engine_;
};

}  // namespace tanfang::simulate
