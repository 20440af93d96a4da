// The test program's own operator new: it counts, and fails when it is told to.
#pragma once

#include <cstddef>

namespace cnnlab {

/// How many allocations there have been.
std::size_t allocation_count();

/// The largest since it was last forgotten.
std::size_t largest_allocation();
void forget_largest_allocation();

#if !defined(__EMSCRIPTEN__)
/// From here on allocation number `n`, counted from 0, fails, and no other one. It is spared where
/// nlohmann::json's destructor makes it: that takes a vector to take itself apart and, being
/// noexcept, ends the program without it (keep_spare_memory() is for that).
void fail_one_allocation(std::size_t n);

/// From allocation number `n` on there is no more memory than then: what is freed may be taken
/// again. Calls the new-handler, as the standard says.
void fill_memory_at_allocation(std::size_t n);

/// All is well again.
void end_failures();

/// What has come of the last plan.
struct Failures {
  bool is_reached;  // there were as many allocations as it asked for
  bool is_spared;
  std::size_t refused;  // once for each call of operator new or of its new-handler
};
Failures failures();
#endif

}  // namespace cnnlab
