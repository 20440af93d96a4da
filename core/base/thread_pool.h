// Fork and join in microseconds: threads made once, work claimed chunk by chunk.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

namespace cnnlab {

/// A pool of `threads - 1` workers beside the calling thread, which computes too.
///
/// parallel_for(chunks, body) calls body(chunk) once for every chunk in {0 … chunks-1} and returns
/// when all are done. Which thread runs a chunk is not determined; results must not depend on it:
/// each chunk writes what it owns, and partial sums are added afterwards in chunk order. The number
/// of chunks comes from the problem, never from threads(). Bodies must not throw and must not call
/// parallel_for. One caller at a time.
///
/// A body that takes a second argument, body(chunk, scratch), gets kScratchFloats floats that
/// belong to its thread: 64-byte aligned, made once with the pool, holding whatever the last chunk
/// left.
class ThreadPool {
 public:
  static constexpr std::size_t kScratchFloats = 256 * 1024;

  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return threads_; }

  template <typename Body>
  void parallel_for(std::size_t chunks, const Body& body) {
    run(chunks, &body, [](const void* context, std::size_t chunk, float* scratch) {
      if constexpr (std::is_invocable_v<const Body&, std::size_t, float*>) {
        (*static_cast<const Body*>(context))(chunk, scratch);
      } else {
        (*static_cast<const Body*>(context))(chunk);
      }
    });
  }

 private:
  using Call = void (*)(const void* context, std::size_t chunk, float* scratch);
  void run(std::size_t chunks, const void* context, Call call);

  struct Shared;
  int threads_;
  std::unique_ptr<Shared> shared_;
};

/// Splits {0 … count-1} into ranges of `grain` items: the range of one chunk.
struct Range {
  std::size_t begin;
  std::size_t end;
};
inline std::size_t chunk_count(std::size_t count, std::size_t grain) {
  return (count + grain - 1) / grain;
}
inline Range chunk_range(std::size_t chunk, std::size_t count, std::size_t grain) {
  const std::size_t begin = chunk * grain;
  const std::size_t end = begin + grain;
  return {begin, end < count ? end : count};
}

}  // namespace cnnlab
