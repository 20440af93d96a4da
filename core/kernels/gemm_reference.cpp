#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xview.hpp>

#include "core/kernels/gemm.h"

namespace cnnlab {
namespace {

/// `rows` x `columns` numbers that are `row_stride` and `column_stride` apart.
template <typename Number>
auto matrix(Number* data, std::size_t rows, std::size_t columns, std::size_t row_stride,
            std::size_t column_stride) {
  const std::size_t size = (rows - 1) * row_stride + (columns - 1) * column_stride + 1;
  return xt::adapt(data, size, xt::no_ownership(), std::array<std::size_t, 2>{rows, columns},
                   std::array<std::size_t, 2>{row_stride, column_stride});
}

}  // namespace

void gemm_reference(std::size_t m, std::size_t n, std::size_t k, float alpha, MatrixView a,
                    MatrixView b, float beta, float* c, std::size_t c_stride) {
  const xt::xtensor<double, 2> A = matrix(a.data, m, k, a.row_stride, a.column_stride);
  const xt::xtensor<double, 2> B = matrix(b.data, k, n, b.row_stride, b.column_stride);
  auto C = matrix(c, m, n, c_stride, 1);
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double product = xt::sum(xt::row(A, i) * xt::col(B, j))();
      C(i, j) = static_cast<float>(alpha * product + (beta == 0.0f ? 0.0 : double{beta} * C(i, j)));
    }
  }
}

}  // namespace cnnlab
