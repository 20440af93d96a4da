#include "core/kernels/elementwise.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <limits>

namespace cnnlab {
namespace {

// Large enough that a chunk outweighs its claim (about 2 µs of work), small enough to balance.
constexpr std::size_t kGrain = 16384;
constexpr std::size_t kRowGrain = 512;

std::array<float, 256> make_pixel_table() {
  std::array<float, 256> table;
  for (int i = 0; i < 256; ++i) table[static_cast<std::size_t>(i)] = static_cast<float>(i) / 255.0f;
  return table;
}

template <typename Body>
void for_ranges(ThreadPool& pool, std::size_t count, const Body& body) {
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    body(range.begin, range.end);
  });
}

// sums {columns} of rows added by add(row, partial): within groups of rows first, then group by
// group.
template <typename Add>
void sum_rows(ThreadPool& pool, std::size_t rows, std::size_t columns, float* sums,
              float* workspace, const Add& add) {
  const std::size_t chunks = chunk_count(rows, kRowGrain);
  pool.parallel_for(chunks, [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, rows, kRowGrain);
    float* partial = workspace + chunk * columns;
    std::fill_n(partial, columns, 0.0f);
    for (std::size_t row = range.begin; row < range.end; ++row) add(row, partial);
  });
  std::fill_n(sums, columns, 0.0f);
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    for (std::size_t c = 0; c < columns; ++c) sums[c] += workspace[chunk * columns + c];
  }
}

}  // namespace

void pixels_to_floats(std::size_t count, const std::uint8_t* bytes, float* out) {
  static const std::array<float, 256> table = make_pixel_table();
  for (std::size_t i = 0; i < count; ++i) out[i] = table[bytes[i]];
}

void add_bias_rows(std::size_t rows, std::size_t columns, const float* bias, bool relu, float* y) {
  for (std::size_t row = 0; row < rows; ++row, y += columns) {
    for (std::size_t c = 0; c < columns; ++c) {
      const float sum = y[c] + bias[c];
      y[c] = relu && sum < 0.0f ? 0.0f : sum;
    }
  }
}

void add_bias(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* bias, bool relu,
              float* y) {
  const std::size_t grain = std::max<std::size_t>(1, kGrain / std::max<std::size_t>(1, columns));
  pool.parallel_for(chunk_count(rows, grain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, rows, grain);
    add_bias_rows(range.end - range.begin, columns, bias, relu, y + range.begin * columns);
  });
}

void relu_forward(ThreadPool& pool, std::size_t count, const float* x, float* y) {
  for_ranges(pool, count, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) y[i] = x[i] < 0.0f ? 0.0f : x[i];
  });
}

void relu_backward(ThreadPool& pool, std::size_t count, const float* y, const float* dy,
                   float* dx) {
  for_ranges(pool, count, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) dx[i] = y[i] > 0.0f ? dy[i] : 0.0f;
  });
}

std::size_t column_sums_workspace(std::size_t rows, std::size_t columns) {
  return chunk_count(rows, kRowGrain) * columns;
}

void column_sums(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* x,
                 float* sums, float* workspace) {
  sum_rows(pool, rows, columns, sums, workspace, [&](std::size_t row, float* partial) {
    const float* cells = x + row * columns;
    for (std::size_t c = 0; c < columns; ++c) partial[c] += cells[c];
  });
}

void relu_backward_and_sums(ThreadPool& pool, std::size_t rows, std::size_t columns, const float* y,
                            float* dy, float* sums, float* workspace) {
  sum_rows(pool, rows, columns, sums, workspace, [&](std::size_t row, float* partial) {
    const float* output = y + row * columns;
    float* cells = dy + row * columns;
    for (std::size_t c = 0; c < columns; ++c) {
      cells[c] = output[c] > 0.0f ? cells[c] : 0.0f;
      partial[c] += cells[c];
    }
  });
}

bool all_within(std::size_t count, const float* x, float limit) {
  // Without their signs, floats are ordered as their bits are, NaN last; so the loop vectorises.
  std::uint32_t highest;
  std::memcpy(&highest, &limit, sizeof highest);
  std::uint32_t worst = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint32_t bits;
    std::memcpy(&bits, x + i, sizeof bits);
    worst = std::max(worst, bits & 0x7FFFFFFFu);
  }
  return worst <= highest;
}

bool all_within(ThreadPool& pool, std::size_t count, const float* x, float limit) {
  std::atomic<bool> all{
      true};  // written only where the answer is no, and then by whom does not matter
  for_ranges(pool, count, [&](std::size_t begin, std::size_t end) {
    if (!all_within(end - begin, x + begin, limit)) all.store(false, std::memory_order_relaxed);
  });
  return all.load();
}

bool all_finite(std::size_t count, const float* x) {
  return all_within(count, x, std::numeric_limits<float>::max());
}

}  // namespace cnnlab
