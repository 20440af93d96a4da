#include "core/kernels/pooling.h"

#include <algorithm>
#include <limits>

#include "core/base/f32x4.h"
#include "core/kernels/pooling_window.h"

namespace cnnlab {
namespace {

std::size_t input_cell(const PoolingShape& s, std::size_t n, std::size_t h, std::size_t w) {
  return ((n * s.height + h) * s.width + w) * s.channels;
}

std::size_t output_cell(const PoolingShape& s, std::size_t n, std::size_t h, std::size_t w) {
  return ((n * s.output_height + h) * s.output_width + w) * s.channels;
}

template <typename Body>
void for_windows(const PoolingShape& s, std::size_t n, const Body& body) {
  for (std::size_t h = 0; h < s.output_height; ++h) {
    for (std::size_t w = 0; w < s.output_width; ++w) {
      body(window_at(s, h, w), output_cell(s, n, h, w));
    }
  }
}

// Calls body.operator()<kHeight, kWidth>(window, first input cell, output cell) for each window of
// one picture, in units of floats. Nearly all are 2 by 2 and inside the picture: that size is known
// to the compiler, others are 0 by 0.
template <typename Body>
void for_sized_windows(const PoolingShape& s, std::size_t n, const Body& body) {
  for_windows(s, n, [&](const PoolingWindow& window, std::size_t out) {
    const std::size_t in = input_cell(s, n, window.top, window.left);
    if (window.bottom - window.top == 2 && window.right - window.left == 2) {
      body.template operator()<2, 2>(window, in, out);
    } else {
      body.template operator()<0, 0>(window, in, out);
    }
  });
}

// Calls body(offset of a cell from the window's first), row by row.
template <std::size_t kHeight, std::size_t kWidth, typename Body>
inline void for_cells(const PoolingShape& s, const PoolingWindow& window, const Body& body) {
  const std::size_t height = kHeight ? kHeight : window.bottom - window.top;
  const std::size_t width = kWidth ? kWidth : window.right - window.left;
#pragma GCC unroll 2
  for (std::size_t h = 0; h < height; ++h) {
#pragma GCC unroll 2
    for (std::size_t w = 0; w < width; ++w) body((h * s.width + w) * s.channels);
  }
}

}  // namespace

void max_pooling_forward(ThreadPool& pool, const PoolingShape& s, const float* x, float* y) {
  constexpr float kLowest = -std::numeric_limits<float>::infinity();
  const std::size_t whole = s.channels - s.channels % kLanes;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    for_sized_windows(s, n,
                      [&]<std::size_t kHeight, std::size_t kWidth>(
                          const PoolingWindow& window, std::size_t in, std::size_t out) {
                        for (std::size_t c = 0; c < whole; c += kLanes) {
                          f32x4 top = splat4(kLowest);
                          for_cells<kHeight, kWidth>(s, window, [&](std::size_t offset) {
                            top = larger(top, load4(x + in + offset + c));
                          });
                          store4(y + out + c, top);
                        }
                        for (std::size_t c = whole; c < s.channels; ++c) {
                          float top = kLowest;
                          for_cells<kHeight, kWidth>(s, window, [&](std::size_t offset) {
                            const float cell = x[in + offset + c];
                            top = cell > top ? cell : top;
                          });
                          y[out + c] = top;
                        }
                      });
  });
}

void max_pooling_backward(ThreadPool& pool, const PoolingShape& s, const float* x, const float* y,
                          const float* dy, bool gate, float* dx) {
  const std::size_t picture = s.height * s.width * s.channels;
  const std::size_t whole = s.channels - s.channels % kLanes;
  // Where no two windows share a cell and every cell has one, each is written once.
  const bool tiled = s.window_height == s.stride_height && s.window_width == s.stride_width &&
                     s.output_height * s.stride_height >= s.height + s.pad_top &&
                     s.output_width * s.stride_width >= s.width + s.pad_left;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    if (!tiled || whole < s.channels) std::fill_n(dx + n * picture, picture, 0.0f);
    for_sized_windows(s, n,
                      [&]<std::size_t kHeight, std::size_t kWidth>(
                          const PoolingWindow& window, std::size_t in, std::size_t out) {
                        for (std::size_t c = 0; c < whole; c += kLanes) {
                          const f32x4 maximum = load4(y + out + c);
                          f32x4 rest = load4(dy + out + c);  // what has not found its maximum yet
                          if (gate) rest = where_positive(maximum, rest);
                          for_cells<kHeight, kWidth>(s, window, [&](std::size_t offset) {
                            const std::size_t cell = in + offset + c;
                            const i32x4 hit = load4(x + cell) == maximum;
                            const f32x4 share = (f32x4)((i32x4)rest & hit);
                            store4(dx + cell, tiled ? share : load4(dx + cell) + share);
                            rest = (f32x4)((i32x4)rest & ~hit);
                          });
                        }
                        for (std::size_t c = whole; c < s.channels; ++c) {
                          float rest = gate && !(y[out + c] > 0.0f) ? 0.0f : dy[out + c];
                          for_cells<kHeight, kWidth>(s, window, [&](std::size_t offset) {
                            const std::size_t cell = in + offset + c;
                            if (x[cell] != y[out + c]) return;
                            dx[cell] += rest;
                            rest = 0.0f;
                          });
                        }
                      });
  });
}

void average_pooling_forward(ThreadPool& pool, const PoolingShape& s, const float* x, float* y) {
  pool.parallel_for(s.batch, [&](std::size_t n) {
    for_windows(s, n, [&](const PoolingWindow& window, std::size_t out) {
      float* mean = y + out;
      std::fill_n(mean, s.channels, 0.0f);
      for (std::size_t h = window.top; h < window.bottom; ++h) {
        for (std::size_t w = window.left; w < window.right; ++w) {
          const float* cell = x + input_cell(s, n, h, w);
          for (std::size_t c = 0; c < s.channels; ++c) mean[c] += cell[c];
        }
      }
      const auto cells = static_cast<float>(window.cells());
      for (std::size_t c = 0; c < s.channels; ++c) mean[c] /= cells;
    });
  });
}

void average_pooling_backward(ThreadPool& pool, const PoolingShape& s, const float* dy, float* dx) {
  const std::size_t picture = s.height * s.width * s.channels;
  pool.parallel_for(s.batch, [&](std::size_t n) {
    std::fill_n(dx + n * picture, picture, 0.0f);
    for_windows(s, n, [&](const PoolingWindow& window, std::size_t out) {
      const auto cells = static_cast<float>(window.cells());
      for (std::size_t h = window.top; h < window.bottom; ++h) {
        for (std::size_t w = window.left; w < window.right; ++w) {
          float* cell = dx + input_cell(s, n, h, w);
          for (std::size_t c = 0; c < s.channels; ++c) cell[c] += dy[out + c] / cells;
        }
      }
    });
  });
}

}  // namespace cnnlab
