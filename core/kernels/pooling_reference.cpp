#include <limits>
#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xsort.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/pooling_window.h"
#include "core/tensor/tensor.h"

namespace cnnlab {
namespace {

template <typename Number>
auto pictures(const PoolingShape& s, Number* x) {
  return span_of<Number, 4>(x, {s.batch, s.height, s.width, s.channels});
}

template <typename Number>
auto outputs(const PoolingShape& s, Number* y) {
  return span_of<Number, 4>(y, {s.batch, s.output_height, s.output_width, s.channels});
}

/// Calls body(n, h, w, c, cells of its window in one channel {rows,columns}) for every output.
template <typename Pictures, typename Body>
void for_each_output(const PoolingShape& s, Pictures&& x, const Body& body) {
  for (std::size_t n = 0; n < s.batch; ++n) {
    for (std::size_t h = 0; h < s.output_height; ++h) {
      for (std::size_t w = 0; w < s.output_width; ++w) {
        const PoolingWindow window = window_at(s, h, w);
        for (std::size_t c = 0; c < s.channels; ++c) {
          body(n, h, w, c,
               xt::view(x, n, xt::range(window.top, window.bottom),
                        xt::range(window.left, window.right), c));
        }
      }
    }
  }
}

}  // namespace

void max_pooling_forward_reference(const PoolingShape& s, const float* x, float* y) {
  constexpr float kLowest = -std::numeric_limits<float>::infinity();
  auto maxima = outputs(s, y);
  for_each_output(s, pictures(s, x), [&](auto n, auto h, auto w, auto c, const auto& cells) {
    maxima(n, h, w, c) = xt::amax(xt::where(xt::isnan(cells), kLowest, cells))();
  });
}

void max_pooling_backward_reference(const PoolingShape& s, const float* x, const float* dy,
                                    float* dx) {
  const auto gradients = outputs(s, dy);
  auto results = pictures(s, dx);
  results.fill(0.0f);
  for_each_output(s, pictures(s, x), [&](auto n, auto h, auto w, auto c, const auto& cells) {
    const PoolingWindow window = window_at(s, h, w);
    const std::size_t columns = window.right - window.left;
    const std::size_t first = xt::argmax(xt::eval(cells))();  // the first of equals
    results(n, window.top + first / columns, window.left + first % columns, c) +=
        gradients(n, h, w, c);
  });
}

}  // namespace cnnlab
