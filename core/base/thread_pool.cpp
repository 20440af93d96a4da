#include "core/base/thread_pool.h"

#include <new>
#include <thread>
#include <vector>

#if defined(__SSE2__) && !defined(__EMSCRIPTEN__)
#include <immintrin.h>
#endif

namespace cnnlab {
namespace {

// Long enough to outlast what a training step does on one thread between two regions: waking a
// thread takes longer than most of it. Short enough not to steal a core from other programs:
// waiting threads then sleep on a futex. WebAssembly has no pause instruction, so its turns are
// many and short.
#if defined(__EMSCRIPTEN__)
constexpr int kSpins = 100'000;
#else
constexpr int kSpins = 2000;
#endif

inline void relax() {
#if defined(__SSE2__) && !defined(__EMSCRIPTEN__)
  _mm_pause();
#endif
}

// libc++ polls with growing sleeps where it knows no futex; WebAssembly has one.
#if defined(__EMSCRIPTEN_PTHREADS__)
void wait_while(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&word), static_cast<int>(value), -1);
}
void wake(std::atomic<std::uint32_t>& word) {
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&word), ~0u);
}
#else
void wait_while(std::atomic<std::uint32_t>& word, std::uint32_t value) {
  word.wait(value, std::memory_order_acquire);
}
void wake(std::atomic<std::uint32_t>& word) { word.notify_all(); }
#endif

#if defined(__EMSCRIPTEN__) && !defined(__EMSCRIPTEN_PTHREADS__)
constexpr bool kHasThreads = false;
#else
constexpr bool kHasThreads = true;
#endif

// One word holds the job's number and the next chunk to claim, so a thread that wakes late for a
// finished job can never take a chunk of the next one.
constexpr std::uint64_t ticket(std::uint32_t job, std::uint32_t chunk) {
  return std::uint64_t{job} << 32 | chunk;
}
constexpr std::uint32_t job_of(std::uint64_t ticket) {
  return static_cast<std::uint32_t>(ticket >> 32);
}
constexpr std::uint32_t chunk_of(std::uint64_t ticket) {
  return static_cast<std::uint32_t>(ticket);
}
constexpr std::uint32_t kClosed = ~0u;

struct FreeAligned {
  void operator()(float* floats) const { operator delete[](floats, std::align_val_t{64}); }
};
using Scratch = std::unique_ptr<float[], FreeAligned>;
Scratch make_scratch() {
  return Scratch{new (std::align_val_t{64}) float[ThreadPool::kScratchFloats]};
}

}  // namespace

struct ThreadPool::Shared {
  // Written by the caller before `job` is published, read by workers after they saw it.
  std::atomic<const void*> context{nullptr};
  std::atomic<Call> call{nullptr};
  std::atomic<std::uint32_t> chunks{0};

  alignas(64) std::atomic<std::uint64_t> next{0};
  alignas(64) std::atomic<std::uint32_t> done{0};
  alignas(64) std::atomic<std::uint32_t> job{0};
  std::atomic<bool> stop{false};

  std::vector<Scratch> scratch;  // one for each thread, the caller's first
  std::vector<std::thread> workers;

  // Here and not in the pool, whose own destructor does not run when a thread cannot be made.
  ~Shared() {
    stop.store(true, std::memory_order_release);
    job.fetch_add(1, std::memory_order_acq_rel);
    wake(job);
    for (std::thread& worker : workers) worker.join();
  }

  // Claims and runs chunks of `mine` until none is left.
  void work(std::uint32_t mine, float* own_scratch) {
    std::uint64_t seen = next.load(std::memory_order_acquire);
    while (job_of(seen) == mine && chunk_of(seen) < chunks.load(std::memory_order_acquire)) {
      if (!next.compare_exchange_weak(seen, seen + 1, std::memory_order_acq_rel)) continue;
      call.load(std::memory_order_relaxed)(context.load(std::memory_order_relaxed), chunk_of(seen),
                                           own_scratch);
      if (done.fetch_add(1, std::memory_order_acq_rel) + 1 ==
          chunks.load(std::memory_order_relaxed)) {
        wake(done);
      }
      seen = next.load(std::memory_order_acquire);
    }
  }

  void serve(float* own_scratch) {
    std::uint32_t last = 0;
    while (true) {
      std::uint32_t now = job.load(std::memory_order_acquire);
      for (int spin = 0; now == last && spin < kSpins; ++spin) {
        relax();
        now = job.load(std::memory_order_acquire);
      }
      if (now == last) {
        wait_while(job, last);
        continue;
      }
      if (stop.load(std::memory_order_acquire)) return;
      last = now;
      work(now, own_scratch);
    }
  }
};

ThreadPool::ThreadPool(int threads)
    : threads_(kHasThreads && threads > 1 ? threads : 1), shared_(std::make_unique<Shared>()) {
  for (int i = 0; i < threads_; ++i) shared_->scratch.push_back(make_scratch());
  shared_->workers.reserve(static_cast<std::size_t>(threads_ - 1));
  for (int i = 1; i < threads_; ++i) {
    shared_->workers.emplace_back(
        [shared = shared_.get(), scratch = shared_->scratch[i].get()] { shared->serve(scratch); });
  }
}

ThreadPool::~ThreadPool() = default;

void ThreadPool::run(std::size_t chunks, const void* context, Call call) {
  Shared& shared = *shared_;
  float* own_scratch = shared.scratch[0].get();
  if (threads_ == 1 || chunks <= 1) {
    for (std::size_t chunk = 0; chunk < chunks; ++chunk) call(context, chunk, own_scratch);
    return;
  }
  const std::uint32_t job = shared.job.load(std::memory_order_relaxed) + 1;
  // Closed first: a worker still looking at the last job must not claim with the new chunk count.
  shared.next.store(ticket(job, kClosed), std::memory_order_seq_cst);
  shared.context.store(context, std::memory_order_relaxed);
  shared.call.store(call, std::memory_order_relaxed);
  shared.chunks.store(static_cast<std::uint32_t>(chunks), std::memory_order_release);
  shared.done.store(0, std::memory_order_relaxed);
  shared.next.store(ticket(job, 0), std::memory_order_release);
  shared.job.store(job, std::memory_order_release);
  wake(shared.job);

  shared.work(job, own_scratch);
  const auto all = static_cast<std::uint32_t>(chunks);
  std::uint32_t done = shared.done.load(std::memory_order_acquire);
  for (int spin = 0; done != all; ++spin) {
    if (spin < kSpins) {
      relax();
    } else {
      wait_while(shared.done, done);
    }
    done = shared.done.load(std::memory_order_acquire);
  }
}

}  // namespace cnnlab
