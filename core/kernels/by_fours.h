// Four numbers at a time through a function of vectors.
#pragma once

#include <algorithm>
#include <cstddef>

#include "core/base/f32x4.h"
#include "core/base/thread_pool.h"

namespace cnnlab {

/// y = f(from…) of `count` numbers each, the last few in vectors filled up with zeros. y may be one
/// of them.
template <typename F, typename... From>
void by_fours(std::size_t count, float* y, const F& f, const From*... from) {
  std::size_t i = 0;
  for (; i + kLanes <= count; i += kLanes) store4(y + i, f(load4(from + i)...));
  if (i == count) return;
  const auto rest_of = [=](const float* numbers) {
    float four[kLanes] = {};
    std::copy_n(numbers + i, count - i, four);
    return load4(four);
  };
  float last[kLanes];
  store4(last, f(rest_of(from)...));
  std::copy_n(last, count - i, y + i);
}

/// The same in chunks of `grain` numbers.
template <typename F, typename... From>
void by_fours(ThreadPool& pool, std::size_t grain, std::size_t count, float* y, const F& f,
              const From*... from) {
  pool.parallel_for(chunk_count(count, grain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, count, grain);
    by_fours(range.end - range.begin, y + range.begin, f, (from + range.begin)...);
  });
}

}  // namespace cnnlab
