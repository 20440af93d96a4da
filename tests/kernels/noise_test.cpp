#include "core/kernels/noise.h"

#include "core/base/normal.h"
#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

// Around the sizes of a vector, of what is drawn at once, and of a chunk, 4,096.
const std::vector<std::size_t> kCounts{1, 3, 4, 15, 16, 17, 4095, 4096, 4097, 9001};

TEST(Noise, EachNumberHasItsOwnDraw) {
  const Random random(9);
  ThreadPool pool(2);
  for (const std::size_t count : kCounts) {
    const std::vector<float> x = random_values(count, 1);
    GuardedBuffer added(count), multiplied(count), noise(count);
    add_noise(pool, count, 0.3f, random, x.data(), added.data());
    multiply_by_noise(pool, count, 0.3f, random, x.data(), noise.data(), multiplied.data());
    for (std::size_t i = 0; i < count; ++i) {
      const double draw = normal_of_sixteen_reference(random, i);
      ASSERT_NEAR(added[i], x[i] + 0.3 * draw, 3e-6) << i;
      ASSERT_NEAR(noise[i], 1.0 + 0.3 * draw, 3e-6) << i;
      ASSERT_EQ(multiplied[i], x[i] * noise[i]) << i;
    }
    EXPECT_TRUE(added.guards_intact() && noise.guards_intact() && multiplied.guards_intact());
    GuardedBuffer same(x);
    add_noise(pool, count, 0.3f, random, same.data(), same.data());
    EXPECT_TRUE(same_bits(same, added));
  }
}

}  // namespace
}  // namespace cnnlab
