#include "core/kernels/softmax.h"

#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>

#include "core/base/math.h"
#include "core/tensor/tensor.h"

namespace cnnlab {

void softmax_forward(std::size_t rows, std::size_t columns, const float* x, float* y) {
  const auto exp = xt::vectorize(exponential);
  for (std::size_t r = 0; r < rows; ++r, x += columns, y += columns) {
    const auto row = row_of(x, columns);
    auto shares = row_of(y, columns);
    // Softmax does not change when all of a row moves; with its largest at 0 nothing overflows.
    const double maximum = xt::amax(row)();
    const double sum = xt::sum(exp(row - maximum))();
    xt::noalias(shares) = xt::cast<float>(exp(row - maximum) / sum);
  }
}

void softmax_backward(std::size_t rows, std::size_t columns, const float* y, const float* dy,
                      float* dx) {
  for (std::size_t r = 0; r < rows; ++r, y += columns, dy += columns, dx += columns) {
    const auto shares = row_of(y, columns), gradient = row_of(dy, columns);
    auto result = row_of(dx, columns);
    const double dot = xt::sum(xt::cast<double>(shares) * gradient)();
    xt::noalias(result) = xt::cast<float>(shares * (gradient - dot));
  }
}

}  // namespace cnnlab
