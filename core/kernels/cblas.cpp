// The CBLAS calls that xtensor-blas makes for dot, outer and norm, on our own GEMM: with these
// symbols in the binary, `xt::linalg::dot` needs no other BLAS, in any build.
//
// They compute on the calling thread, so that they may be called from anywhere, a parallel_for's
// body included, unless BlasThreads gives them a pool. The float64 calls are plain loops: nothing
// that is trained uses them.
//
// Netlib, The BLAS Technical Forum Standard, appendix B (C interface): names, argument order and
// the values of the enumerations are theirs.
#include "core/kernels/cblas.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/kernels/gemm.h"

namespace cnnlab {
namespace {

constexpr int kRowMajor = 101;
constexpr int kNoTranspose = 111;
constexpr int kUpper = 121;

thread_local ThreadPool* given_pool = nullptr;

ThreadPool& pool_of_this_thread() {
  if (given_pool != nullptr) return *given_pool;
  thread_local ThreadPool own(1);
  return own;
}

template <typename Number>
struct Matrix {
  Number* data;
  std::size_t row_stride, column_stride;

  Matrix(int order, int transpose, Number* elements, int leading)
      : data(elements), row_stride(static_cast<std::size_t>(leading)), column_stride(1) {
    if ((order == kRowMajor) != (transpose == kNoTranspose)) std::swap(row_stride, column_stride);
  }
  Number& operator()(std::size_t i, std::size_t j) const {
    return data[i * row_stride + j * column_stride];
  }
  Matrix transposed() const {
    Matrix other = *this;
    std::swap(other.row_stride, other.column_stride);
    return other;
  }
};

MatrixView view(const Matrix<const float>& m) { return {m.data, m.row_stride, m.column_stride}; }

// Element i of a vector of n with a stride that may be negative: then it runs from the end.
template <typename Number>
Number& element(Number* vector, int n, int stride, int i) {
  return vector[stride < 0 ? (i - n + 1) * stride : i * stride];
}

void multiply(std::size_t m, std::size_t n, std::size_t k, float alpha, Matrix<const float> a,
              Matrix<const float> b, float beta, Matrix<float> c) {
  if (c.column_stride == 1) {
    return gemm(pool_of_this_thread(), m, n, k, alpha, view(a), view(b), beta, c.data,
                c.row_stride);
  }
  // A column-major C is a row-major C': C' = B' A'.
  gemm(pool_of_this_thread(), n, m, k, alpha, view(b.transposed()), view(a.transposed()), beta,
       c.data, c.column_stride);
}

void multiply(std::size_t m, std::size_t n, std::size_t k, double alpha, Matrix<const double> a,
              Matrix<const double> b, double beta, Matrix<double> c) {
  for (std::size_t i = 0; i < m; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      double sum = 0.0;
      for (std::size_t p = 0; p < k; ++p) sum += a(i, p) * b(p, j);
      c(i, j) = alpha * sum + (beta == 0.0 ? 0.0 : beta * c(i, j));
    }
  }
}

// y = alpha A x + beta y, A {m,n}.
template <typename Number>
void multiply_vector(int m, int n, Number alpha, Matrix<const Number> a, const Number* x,
                     int x_stride, Number beta, Number* y, int y_stride) {
  for (int i = 0; i < m; ++i) {
    Number sum = 0;
    for (int j = 0; j < n; ++j) sum += a(i, j) * element(x, n, x_stride, j);
    Number& out = element(y, m, y_stride, i);
    out = alpha * sum + (beta == 0 ? 0 : beta * out);
  }
}

// One triangle of C = alpha A A' + beta C, A {n,k}: square blocks on the diagonal by themselves,
// the rest as products. The other triangle is not touched.
template <typename Number>
void multiply_by_own_transpose(std::size_t n, std::size_t k, bool upper, Number alpha,
                               Matrix<const Number> a, Number beta, Matrix<Number> c) {
  constexpr std::size_t kBlock = 32;
  const Matrix<const Number> other = a.transposed();
  const auto part = [](auto matrix, std::size_t row, std::size_t column) {
    matrix.data += row * matrix.row_stride + column * matrix.column_stride;
    return matrix;
  };
  for (std::size_t first = 0; first < n; first += kBlock) {
    const std::size_t size = std::min(kBlock, n - first), end = first + size;
    Number square[kBlock * kBlock];
    multiply(size, size, k, alpha, part(a, first, 0), part(other, 0, first), Number{0},
             Matrix<Number>(kRowMajor, kNoTranspose, square, kBlock));
    for (std::size_t i = 0; i < size; ++i) {
      for (std::size_t j = upper ? i : 0; j < (upper ? size : i + 1); ++j) {
        Number& out = c(first + i, first + j);
        out = square[i * kBlock + j] + (beta == 0 ? 0 : beta * out);
      }
    }
    if (upper) {
      multiply(size, n - end, k, alpha, part(a, first, 0), part(other, 0, end), beta,
               part(c, first, end));
    } else {
      multiply(size, first, k, alpha, part(a, first, 0), other, beta, part(c, first, 0));
    }
  }
}

}  // namespace

BlasThreads::BlasThreads(ThreadPool& pool) : before_(given_pool) { given_pool = &pool; }
BlasThreads::~BlasThreads() { given_pool = before_; }

}  // namespace cnnlab

using cnnlab::element;
using cnnlab::Matrix;

extern "C" {

void cblas_sgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, float alpha,
                 const float* a, int lda, const float* b, int ldb, float beta, float* c, int ldc) {
  cnnlab::multiply(m, n, k, alpha, Matrix<const float>(order, transpose_a, a, lda),
                   Matrix<const float>(order, transpose_b, b, ldb), beta,
                   Matrix<float>(order, cnnlab::kNoTranspose, c, ldc));
}

void cblas_dgemm(int order, int transpose_a, int transpose_b, int m, int n, int k, double alpha,
                 const double* a, int lda, const double* b, int ldb, double beta, double* c,
                 int ldc) {
  cnnlab::multiply(m, n, k, alpha, Matrix<const double>(order, transpose_a, a, lda),
                   Matrix<const double>(order, transpose_b, b, ldb), beta,
                   Matrix<double>(order, cnnlab::kNoTranspose, c, ldc));
}

void cblas_ssyrk(int order, int triangle, int transpose, int n, int k, float alpha, const float* a,
                 int lda, float beta, float* c, int ldc) {
  cnnlab::multiply_by_own_transpose<float>(n, k, triangle == cnnlab::kUpper, alpha,
                                           Matrix<const float>(order, transpose, a, lda), beta,
                                           Matrix<float>(order, cnnlab::kNoTranspose, c, ldc));
}

void cblas_dsyrk(int order, int triangle, int transpose, int n, int k, double alpha,
                 const double* a, int lda, double beta, double* c, int ldc) {
  cnnlab::multiply_by_own_transpose<double>(n, k, triangle == cnnlab::kUpper, alpha,
                                            Matrix<const double>(order, transpose, a, lda), beta,
                                            Matrix<double>(order, cnnlab::kNoTranspose, c, ldc));
}

// m and n are A's own rows and columns, before any transpose.
void cblas_sgemv(int order, int transpose, int m, int n, float alpha, const float* a, int lda,
                 const float* x, int x_stride, float beta, float* y, int y_stride) {
  if (transpose != cnnlab::kNoTranspose) std::swap(m, n);
  cnnlab::multiply_vector<float>(m, n, alpha, Matrix<const float>(order, transpose, a, lda), x,
                                 x_stride, beta, y, y_stride);
}

void cblas_dgemv(int order, int transpose, int m, int n, double alpha, const double* a, int lda,
                 const double* x, int x_stride, double beta, double* y, int y_stride) {
  if (transpose != cnnlab::kNoTranspose) std::swap(m, n);
  cnnlab::multiply_vector<double>(m, n, alpha, Matrix<const double>(order, transpose, a, lda), x,
                                  x_stride, beta, y, y_stride);
}

// A += alpha x y', A {m,n}.
void cblas_sger(int order, int m, int n, float alpha, const float* x, int x_stride, const float* y,
                int y_stride, float* a, int lda) {
  const Matrix<float> matrix(order, cnnlab::kNoTranspose, a, lda);
  for (int i = 0; i < m; ++i) {
    const float scaled = alpha * element(x, m, x_stride, i);
    for (int j = 0; j < n; ++j) matrix(i, j) += scaled * element(y, n, y_stride, j);
  }
}

float cblas_sdot(int n, const float* x, int x_stride, const float* y, int y_stride) {
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    sum += static_cast<double>(element(x, n, x_stride, i)) * element(y, n, y_stride, i);
  }
  return static_cast<float>(sum);
}

double cblas_ddot(int n, const double* x, int x_stride, const double* y, int y_stride) {
  double sum = 0.0;
  for (int i = 0; i < n; ++i) sum += element(x, n, x_stride, i) * element(y, n, y_stride, i);
  return sum;
}

float cblas_snrm2(int n, const float* x, int x_stride) {
  double sum = 0.0;
  for (int i = 0; i < n; ++i) {
    const double value = element(x, n, x_stride, i);
    sum += value * value;
  }
  return static_cast<float>(std::sqrt(sum));
}

}  // extern "C"
