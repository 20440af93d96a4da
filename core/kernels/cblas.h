// Threads for the CBLAS calls of cblas.cpp, which know no argument for them.
#pragma once

#include "core/base/thread_pool.h"

namespace cnnlab {

/// While it lives, float32 products that this thread asks of CBLAS, as xtensor-blas does, are
/// shared out to the pool. Without one they are computed on the calling thread alone. The bits are
/// the same.
class BlasThreads {
 public:
  explicit BlasThreads(ThreadPool& pool);
  ~BlasThreads();
  BlasThreads(const BlasThreads&) = delete;
  BlasThreads& operator=(const BlasThreads&) = delete;

 private:
  ThreadPool* before_;
};

}  // namespace cnnlab
