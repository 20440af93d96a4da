// Random numbers with an address: the same address gives the same number on every machine, in any
// order, on any thread.
#pragma once

#include <array>
#include <cstdint>

#include "core/base/f32x4.h"

namespace cnnlab {

/// What a stream of random numbers is for. Values are part of the reproducibility promise: append,
/// never renumber.
enum class Purpose : std::uint32_t {
  kWeights = 1,
  kShuffle = 2,
  kDropout = 3,
  kAugmentation = 4,
  kTest = 5,
};

/// Philox4x32-10 (Salmon, Moraes, Dror, Shaw: Parallel Random Numbers: As Easy as 1, 2, 3, SC 2011)
/// under a 64-bit key. A fork is a new key, drawn from the parent's own stream at an address that
/// plain draws cannot reach.
class Random {
 public:
  explicit Random(std::uint64_t seed) : key_{seed} {}

  Random fork(Purpose purpose) const { return fork(static_cast<std::uint32_t>(purpose)); }
  Random fork(std::uint64_t index) const;

  /// The four 32-bit numbers at counter `block`.
  std::array<std::uint32_t, 4> block(std::uint64_t block) const;
  /// Blocks `first` to `first` + 3 at once: [word] holds that number of each. `first` is a multiple
  /// of 4. Cheaper than four calls of block(): a vector holds one word of each.
  std::array<i32x4, 4> four_blocks(std::uint64_t first) const;
  /// The 32-bit number at `index` (block index / 4, lane index % 4).
  std::uint32_t bits(std::uint64_t index) const;
  /// Uniform in [0, 1), a multiple of 2^-24.
  float uniform(std::uint64_t index) const;
  /// Uniform in {0 … bound-1} from the number at `index`; bias below bound / 2^32.
  std::uint32_t below(std::uint32_t bound, std::uint64_t index) const;

 private:
  std::uint64_t key_;
};

/// The 24 high bits of a draw as a float in [0, 1): what Random::uniform does with bits().
inline float unit_float(std::uint32_t bits) {
  return static_cast<float>(bits >> 8) * (1.0f / 16777216.0f);
}

}  // namespace cnnlab
