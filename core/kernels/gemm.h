// C = A B, the product everything else is made of.
#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// A matrix that lives elsewhere: element (i, j) is data[i * row_stride + j * column_stride], so a
/// transpose is a swap of strides.
struct MatrixView {
  const float* data;
  std::size_t row_stride;
  std::size_t column_stride;
};

/// C {M,N} = alpha * A {M,K} B {K,N} + beta * C; C is row-major with rows `c_stride` apart. With
/// beta 0, C is not read. Adds up along K in an order that depends on M, N and K alone.
void gemm(ThreadPool& pool, std::size_t m, std::size_t n, std::size_t k, float alpha, MatrixView a,
          MatrixView b, float beta, float* c, std::size_t c_stride);

/// The same as its definition says it, summed in float64: the oracle of the tests.
void gemm_reference(std::size_t m, std::size_t n, std::size_t k, float alpha, MatrixView a,
                    MatrixView b, float beta, float* c, std::size_t c_stride);

}  // namespace cnnlab
