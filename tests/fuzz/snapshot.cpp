#include <cstring>
#include <vector>

#include "core/train/run.h"
#include "tests/fuzz/targets.h"
#include "tests/train/made_up.h"

namespace cnnlab::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr std::size_t kSum = 8, kChecked = 16;

/// The checksum (see run.cpp) made to fit: it is there against accidents, and hides what is behind.
Bytes sealed(Input input) {
  Bytes bytes(input.begin(), input.end());
  if (bytes.size() < kChecked) return bytes;
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (std::size_t i = kChecked; i < bytes.size(); ++i) hash = (hash ^ bytes[i]) * 0x100000001b3ull;
  std::memcpy(bytes.data() + kSum, &hash, sizeof hash);
  return bytes;
}

struct Pictures {
  Dataset training, test;
  Pictures() {
    fill_with_squares(training, 6);
    fill_with_squares(test, 3);
  }
};

}  // namespace

std::string snapshot(Input input) {
  static const Pictures pictures;
  static ThreadPool pool(1);
  const auto restored = [](Input bytes) {
    return Run::restore(bytes, pictures.training, pictures.test, pool);
  };
  try {
    const auto run = restored(sealed(input));
    const Bytes saved = run->snapshot();
    const auto again = restored(saved);
    require(again->snapshot() == saved, "a run brought back is the run saved");
    run->advance(3);
    again->advance(3);
    require(again->snapshot() == run->snapshot(), "and goes on to the same bits");
    return "";
  } catch (const Error& error) {
    return refusal(error);
  }
}

}  // namespace cnnlab::fuzz
