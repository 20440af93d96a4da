#include "core/data/predictor.h"

#include <algorithm>
#include <cstddef>

#include "core/data/cifar10.h"

namespace cnnlab {
namespace {

constexpr std::size_t kPlane = kPictureSide * kPictureSide;

/// Predicts a cell from its left, upper and upper-left neighbours: the smaller or larger of two at
/// an edge, the plane through all three elsewhere.
int median_edge(int left, int above, int corner) {
  const auto [low, high] = std::minmax(left, above);
  if (corner >= high) return low;
  if (corner <= low) return high;
  return left + above - corner;
}

void restore_plane(const std::uint8_t* residuals, std::uint8_t* plane) {
  for (std::size_t row = 0; row < kPictureSide; ++row) {
    for (std::size_t column = 0; column < kPictureSide; ++column) {
      const std::size_t i = row * kPictureSide + column;
      const int left = column > 0 ? plane[i - 1] : 0;
      const int above = row > 0 ? plane[i - kPictureSide] : 0;
      const int corner = row > 0 && column > 0 ? plane[i - kPictureSide - 1] : 0;
      plane[i] = static_cast<std::uint8_t>(residuals[i] + median_edge(left, above, corner));
    }
  }
}

}  // namespace

void undo_prediction(std::span<const std::uint8_t> residuals, std::span<std::uint8_t> picture) {
  std::uint8_t planes[3 * kPlane];  // G, R-G, B-G
  for (std::size_t p = 0; p < 3; ++p)
    restore_plane(residuals.data() + p * kPlane, planes + p * kPlane);
  for (std::size_t i = 0; i < kPlane; ++i) {
    const std::uint8_t green = planes[i];
    picture[3 * i] = static_cast<std::uint8_t>(planes[kPlane + i] + green);
    picture[3 * i + 1] = green;
    picture[3 * i + 2] = static_cast<std::uint8_t>(planes[2 * kPlane + i] + green);
  }
}

}  // namespace cnnlab
