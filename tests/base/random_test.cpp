#include "core/base/random.h"

#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <vector>

#include "tests/statistics.h"

namespace cnnlab {
namespace {

using Block = std::array<std::uint32_t, 4>;

// The known answers of philox4x32 with 10 rounds in Random123's kat_vectors (D. E. Shaw Research),
// those whose counter and key this class can be given: the counter's two upper words are ours.
TEST(Random, KnownAnswerOfZeros) {
  EXPECT_EQ((Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}), Random(0).block(0));
}

/// Philox4x32-10 as the paper writes it, word by word.
Block philox(Block counter, std::array<std::uint32_t, 2> key) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t first = 0xD2511F53ull * counter[0];
    const std::uint64_t second = 0xCD9E8D57ull * counter[2];
    counter = {static_cast<std::uint32_t>(second >> 32) ^ counter[1] ^ key[0],
               static_cast<std::uint32_t>(second & 0xFFFFFFFFu),
               static_cast<std::uint32_t>(first >> 32) ^ counter[3] ^ key[1],
               static_cast<std::uint32_t>(first & 0xFFFFFFFFu)};
    key[0] += 0x9E3779B9u;
    key[1] += 0xBB67AE85u;
  }
  return counter;
}

TEST(Random, TheTwinGivesTheOtherKnownAnswers) {
  EXPECT_EQ((Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}),
            philox({~0u, ~0u, ~0u, ~0u}, {~0u, ~0u}));
  EXPECT_EQ((Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}),
            philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}));
}

TEST(Random, IsTheTwinAtEveryAddress) {
  const std::uint64_t seed = 0x0123456789ABCDEFull;
  for (const std::uint64_t index : {0ull, 1ull, 77ull, 0xFFFFFFFFull, 0x100000000ull, ~0ull}) {
    const Block wanted =
        philox({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), 0, 0},
               {0x89ABCDEFu, 0x01234567u});
    EXPECT_EQ(wanted, Random(seed).block(index));
    const Block key =
        philox({static_cast<std::uint32_t>(index), static_cast<std::uint32_t>(index >> 32), 0, 1},
               {0x89ABCDEFu, 0x01234567u});
    EXPECT_EQ(philox({5, 0, 0, 0}, {key[0], key[1]}), Random(seed).fork(index).block(5));
  }
}

TEST(Random, FourBlocksAreTheFourBlocks) {
  const Random random(0xFEDCBA9876543210ull);
  for (const std::uint64_t first : {0ull, 4ull, 1000ull, 0xFFFFFFFCull, 0x100000000ull, ~3ull}) {
    const auto words = random.four_blocks(first);
    for (std::uint64_t k = 0; k < 4; ++k) {
      const Block wanted = random.block(first + k);
      for (std::size_t word = 0; word < 4; ++word) {
        EXPECT_EQ(wanted[word], static_cast<std::uint32_t>(words[word][k])) << first + k;
      }
    }
  }
}

TEST(Random, NumbersAreLanesOfBlocks) {
  const Random random(3);
  for (std::uint64_t i = 0; i < 40; ++i) {
    EXPECT_EQ(random.block(i / 4)[i % 4], random.bits(i));
    EXPECT_EQ(static_cast<float>(random.bits(i) >> 8) / 16777216.0f, random.uniform(i));
  }
  EXPECT_EQ(0.0f, unit_float(255));
  EXPECT_EQ(16777215.0f / 16777216.0f, unit_float(~0u));
}

TEST(Random, ForksDiffer) {
  const Random random(11);
  std::set<std::uint64_t> seen;
  const auto note = [&](const Random& fork) {
    const Block block = fork.block(0);
    seen.insert(std::uint64_t{block[0]} << 32 | block[1]);
  };
  note(random);
  for (std::uint64_t i = 0; i < 100; ++i) note(random.fork(i));
  for (std::uint64_t i = 0; i < 100; ++i) note(random.fork(Purpose::kDropout).fork(i));
  for (std::uint64_t i = 0; i < 100; ++i) note(random.fork(Purpose::kShuffle).fork(i));
  for (std::uint64_t seed = 12; seed < 112; ++seed) note(Random(seed));
  EXPECT_EQ(401u, seen.size());
  EXPECT_EQ(random.fork(4).bits(9), random.fork(Purpose::kAugmentation).bits(9));
}

TEST(Random, UniformFillsTheUnitInterval) {
  std::vector<double> numbers;
  for (std::uint64_t i = 0; i < 100000; ++i) numbers.push_back(Random(5).fork(2).uniform(i));
  EXPECT_LT(uniformity(numbers, 0.0, 1.0, 64), 63 + 5 * std::sqrt(126.0) + 15);
}

TEST(Random, BelowIsUnbiased) {
  for (const std::uint32_t bound : {2u, 3u, 10u, 97u}) {
    std::vector<std::size_t> counts(bound);
    for (std::uint64_t i = 0; i < 50000; ++i) {
      const std::uint32_t number = Random(bound).below(bound, i);
      ASSERT_LT(number, bound);
      // The draw as a fraction of 2^32, scaled.
      ASSERT_EQ(std::floor(Random(bound).bits(i) / 4294967296.0 * bound), number);
      ++counts[number];
    }
    EXPECT_LT(chi_square(counts), (bound - 1) + 5 * std::sqrt(2.0 * (bound - 1)) + 15);
  }
  EXPECT_EQ(0u, Random(1).below(1, 0));
}

}  // namespace
}  // namespace cnnlab
