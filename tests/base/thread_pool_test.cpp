#include "core/base/thread_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <set>
#include <thread>
#include <vector>

namespace cnnlab {
namespace {

TEST(ThreadPool, RunsEveryChunkOnce) {
  for (const int threads : {1, 2, 3, 8}) {
    ThreadPool pool(threads);
    for (const std::size_t chunks : {0, 1, 2, 3, 7, 64, 1000}) {
      std::vector<std::atomic<int>> runs(chunks);
      pool.parallel_for(chunks, [&](std::size_t chunk) { ++runs[chunk]; });
      for (std::size_t i = 0; i < chunks; ++i) {
        ASSERT_EQ(runs[i], 1) << "chunk " << i << " of " << chunks << ", " << threads << " threads";
      }
    }
  }
}

// The next region begins the moment the last one ends: a worker that wakes late must neither take a
// chunk twice nor leave one out, and the caller must never sleep for good.
TEST(ThreadPool, ManySmallRegions) {
  for (const int threads : {2, 3}) {
    ThreadPool pool(threads);
    std::vector<std::uint64_t> sums(5);  // a chunk's own number: a race would lose an addition
    std::uint64_t wanted[5] = {};
    for (std::uint64_t region = 0; region < 100000; ++region) {
      const std::size_t chunks = 1 + region % 5;
      pool.parallel_for(chunks, [&](std::size_t chunk) { sums[chunk] += region; });
      for (std::size_t chunk = 0; chunk < chunks; ++chunk) wanted[chunk] += region;
    }
    for (std::size_t i = 0; i < 5; ++i) ASSERT_EQ(sums[i], wanted[i]) << threads << " threads";
  }
}

TEST(ThreadPool, WhatTheBodyWroteIsSeenAfterwards) {
  ThreadPool pool(3);
  std::vector<int> values(1000);
  for (int round = 1; round <= 200; ++round) {
    pool.parallel_for(10, [&](std::size_t chunk) {
      const Range range = chunk_range(chunk, values.size(), 100);
      for (std::size_t i = range.begin; i < range.end; ++i) values[i] += round;
    });
    const int wanted = round * (round + 1) / 2;
    ASSERT_EQ(std::accumulate(values.begin(), values.end(), 0), 1000 * wanted);
  }
}

TEST(ThreadPool, PoolsComeAndGo) {
  for (int round = 0; round < 20; ++round) {
    ThreadPool first(3), second(2), idle(2);
    std::atomic<int> runs{0};
    first.parallel_for(8, [&](std::size_t) { ++runs; });
    second.parallel_for(5, [&](std::size_t) { ++runs; });
    ASSERT_EQ(runs, 13);
  }
}

// Longer than anyone spins.
void idle() { std::this_thread::sleep_for(std::chrono::milliseconds(20)); }

// Two chunks that wait for each other need two threads: a worker that slept through the region's
// start would leave the caller alone with both.
TEST(ThreadPool, ASleepingWorkerWakes) {
  ThreadPool pool(2);
  for (int round = 0; round < 3; ++round) {
    idle();
    std::atomic<int> arrived{0};
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    pool.parallel_for(2, [&](std::size_t) {
      ++arrived;
      while (arrived < 2 && std::chrono::steady_clock::now() < end) std::this_thread::yield();
      ASSERT_EQ(arrived, 2) << "the other thread never came";
    });
  }
}

// The caller has nothing left to do and falls asleep; the last chunk's end has to wake it.
TEST(ThreadPool, ASleepingCallerWakes) {
  ThreadPool pool(2);
  const std::thread::id caller = std::this_thread::get_id();
  for (int round = 0; round < 3; ++round) {
    std::atomic<int> ended{0};
    pool.parallel_for(2, [&](std::size_t) {
      if (std::this_thread::get_id() != caller) idle();
      ++ended;
    });
    ASSERT_EQ(ended, 2);
  }
}

// 256 K floats, aligned to a cache line, never shared by two chunks at a time.
TEST(ThreadPool, ScratchBelongsToOneThread) {
  ThreadPool pool(3);
  std::vector<float*> scratch_of(64);
  std::atomic<int> disturbed{0};
  pool.parallel_for(64, [&](std::size_t chunk, float* scratch) {
    scratch_of[chunk] = scratch;
    const std::size_t last = ThreadPool::kScratchFloats - 1;
    for (int i = 0; i < 2000; ++i) {
      const auto mark = static_cast<float>(chunk * 10000 + i);
      scratch[0] = scratch[last] = mark;
      std::atomic_signal_fence(std::memory_order_seq_cst);
      if (scratch[0] != mark || scratch[last] != mark) ++disturbed;
    }
  });
  EXPECT_EQ(disturbed, 0);
  const std::set<float*> distinct(scratch_of.begin(), scratch_of.end());
  EXPECT_LE(distinct.size(), 3u);
  for (float* scratch : distinct) {
    ASSERT_NE(scratch, nullptr);
    EXPECT_EQ(reinterpret_cast<std::uintptr_t>(scratch) % 64, 0u);
  }
}

TEST(ThreadPool, ChunksCoverTheRange) {
  EXPECT_EQ(chunk_count(0, 4), 0u);
  EXPECT_EQ(chunk_count(8, 4), 2u);
  EXPECT_EQ(chunk_count(9, 4), 3u);
  EXPECT_EQ(chunk_range(2, 9, 4).begin, 8u);
  EXPECT_EQ(chunk_range(2, 9, 4).end, 9u);
}

}  // namespace
}  // namespace cnnlab
