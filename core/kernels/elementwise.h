// One pass over memory, element by element. Where there are sums, they are cut the same way whoever
// adds them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// out[i] = bytes[i] / 255, correctly rounded: what the lesson's `images / 255.0` means.
void pixels_to_floats(std::size_t count, const std::uint8_t* bytes, float* out);

/// y {rows,columns} += bias {columns}; with `relu`, max(·, 0) of that.
void add_bias_rows(std::size_t rows, std::size_t columns, const float* bias, bool relu, float* y);
void add_bias(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* bias, bool relu,
              float* y);

/// y = max(x, 0). x and y may be the same.
void relu_forward(ThreadPool& pool, std::size_t count, const float* x, float* y);

/// dx = dy where y > 0, else 0. dy and dx may be the same.
void relu_backward(ThreadPool& pool, std::size_t count, const float* y, const float* dy, float* dx);

/// sums[c] = x[0][c] + x[1][c] + … for x {rows,columns}, added in row order within fixed groups of
/// rows and then group by group. `workspace` holds column_sums_workspace(rows, columns) floats.
void column_sums(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* x,
                 float* sums, float* workspace);
std::size_t column_sums_workspace(std::size_t rows, std::size_t columns);

/// relu_backward on dy {rows,columns} in place and the column_sums of the result, in one pass over
/// memory.
void relu_backward_and_sums(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* y,
                            float* dy, float* sums, float* workspace);

/// True when every |x| is at most `limit`, which has to be positive; false for NaN.
bool all_within(std::size_t count, const float* x, float limit);
bool all_within(ThreadPool& pool, std::size_t count, const float* x, float limit);

/// True when every element is finite.
bool all_finite(std::size_t count, const float* x);

}  // namespace cnnlab
