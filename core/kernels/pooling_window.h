#pragma once

#include <algorithm>

#include "core/kernels/pooling.h"

namespace cnnlab {

/// The cells of one window that lie inside the picture.
struct PoolingWindow {
  std::size_t top, bottom, left, right;
  std::size_t cells() const { return (bottom - top) * (right - left); }
};

/// The window of output cell (row, column).
inline PoolingWindow window_at(const PoolingShape& s, std::size_t row, std::size_t column) {
  const std::size_t y = row * s.stride_height;  // in the padded picture
  const std::size_t x = column * s.stride_width;
  return {y > s.pad_top ? y - s.pad_top : 0,
          std::min(y + s.window_height, s.height + s.pad_top) - s.pad_top,
          x > s.pad_left ? x - s.pad_left : 0,
          std::min(x + s.window_width, s.width + s.pad_left) - s.pad_left};
}

}  // namespace cnnlab
