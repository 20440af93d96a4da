#include "core/nn/leaky_relu.h"

#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>

namespace cnnlab {
namespace {

// As kernels/elementwise.cpp: a chunk outweighs its claim.
constexpr std::size_t kGrain = 16384;

/// out = where(x > 0, from, slope * from), element by element.
void slopes(ThreadPool& pool, float slope, const TensorView& x, const TensorView& from,
            TensorView& out) {
  const std::size_t count = x.size();
  pool.parallel_for(chunk_count(count, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, kGrain);
    const std::size_t size = range.end - range.begin;
    const auto part = row_of(x.data() + range.begin, size);
    const auto taken = row_of(from.data() + range.begin, size);
    auto given = row_of(out.data() + range.begin, size);
    xt::noalias(given) = xt::where(part > 0.0f, taken, slope * taken);
  });
}

}  // namespace

void LeakyReLU::forward(const TensorView& x, TensorView& y, Pass& pass) {
  slopes(pass.pool, slope_, x, x, y);
}

void LeakyReLU::backward(const TensorView& x, const TensorView&, TensorView& dy, TensorView* dx,
                         Pass& pass) {
  if (dx != nullptr) slopes(pass.pool, slope_, x, dy, *dx);
}

}  // namespace cnnlab
