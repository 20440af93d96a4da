// What the arithmetic units of this machine can do at most, in this build.
#pragma once

#include "core/base/thread_pool.h"

namespace cnnlab {

/// GFLOP/s of multiply_add on all threads of the pool, a register-blocked loop that touches no
/// memory: the best of several short tries. A multiply-add counts as two operations.
double multiply_add_roof(ThreadPool& pool);

}  // namespace cnnlab
