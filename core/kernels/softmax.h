// Softmax along rows. Rows are short (ten classes): exp runs in float64 on our own series, so the
// bits are the same everywhere, and the cost stays far below one percent of a training step.
#pragma once

#include <cstddef>

namespace cnnlab {

/// y {rows,columns} = exp(x) / sum(exp(x)) of each row, safe for any finite x. May be in place.
void softmax_forward(std::size_t rows, std::size_t columns, const float* x, float* y);

/// dx = y * (dy - sum(y * dy)) of each row. dy and dx may be the same.
void softmax_backward(std::size_t rows, std::size_t columns, const float* y, const float* dy,
                      float* dx);

}  // namespace cnnlab
