#include "core/nn/metrics.h"

#include <algorithm>

namespace cnnlab {
namespace {

/// xt::argmax, which allocates its answer; a step may not.
std::size_t argmax(const Span<const float, 1>& row) {
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end()) - row.begin());
}

}  // namespace

std::size_t count_correct(const TensorView& scores, std::span<const std::uint8_t> labels) {
  const std::size_t classes = scores.shape()[1];
  std::size_t correct = 0;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    const float* row = scores.data() + r * classes;
    if (argmax(row_of(row, classes)) == labels[r]) ++correct;
  }
  return correct;
}

}  // namespace cnnlab
