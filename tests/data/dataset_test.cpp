#include "core/data/dataset.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/base/random.h"
#include "tests/data/shard_encoder.h"

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::vector<Bytes> noise(std::size_t count, std::uint64_t seed) {
  std::vector<Bytes> pictures;
  for (std::size_t n = 0; n < count; ++n) {
    Bytes picture(kPictureBytes);
    for (std::size_t i = 0; i < picture.size(); ++i) {
      picture[i] = static_cast<std::uint8_t>(Random(seed).fork(n).bits(i));
    }
    pictures.push_back(picture);
  }
  return pictures;
}

Bytes copy_of(std::span<const std::uint8_t> bytes) { return {bytes.begin(), bytes.end()}; }

TEST(Dataset, HoldsShardsInOrder) {
  const std::vector<Bytes> pictures = noise(5, 1);
  Dataset data;
  EXPECT_EQ(0u, data.size());
  data.append_shard(0, 2, shard_of({pictures[0], pictures[1]}, {9, 0}));
  data.append_shard(2, 3, shard_of({pictures[2], pictures[3], pictures[4]}, {3, 7, 1}));
  data.append_shard(5, 0, {});
  ASSERT_EQ(5u, data.size());
  const int labels[] = {9, 0, 3, 7, 1};
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(labels[i], data.label(i));
    EXPECT_EQ(pictures[i], copy_of(data.picture(i)));
  }
}

TEST(Dataset, AppendsSinglePictures) {
  const Bytes picture = noise(1, 2)[0];
  Dataset data;
  data.append(noise(1, 3)[0], 4);
  data.append(picture, 8);
  EXPECT_EQ(2u, data.size());
  EXPECT_EQ(8, data.label(1));
  EXPECT_EQ(picture, copy_of(data.picture(1)));
}

TEST(Dataset, HoldsPicturesOfItsOwnShape) {
  Dataset data({9, 12, 1, 3});
  Bytes pixels(3 * 108);
  for (std::size_t i = 0; i < pixels.size(); ++i) pixels[i] = static_cast<std::uint8_t>(i * 7);
  data.append_pictures(std::span(pixels).first(108), Bytes{2});
  data.append_pictures(std::span(pixels).subspan(108), Bytes{0, 1});
  ASSERT_EQ(3u, data.size());
  for (std::size_t n = 0; n < 3; ++n) {
    EXPECT_EQ((n + 2) % 3, data.label(n));
    EXPECT_EQ(copy_of(std::span(pixels).subspan(n * 108, 108)), copy_of(data.picture(n)));
  }
  EXPECT_THROW(Dataset({9, 12, 2, 3}), Error);
}

TEST(Dataset, RefusesPicturesThatAreNoneOfItsOwn) {
  Dataset data({9, 12, 1, 3});
  data.append_pictures(Bytes(108, 5), Bytes{2});
  const auto refusal = [&](std::size_t bytes, const Bytes& labels) {
    try {
      data.append_pictures(Bytes(bytes), labels);
    } catch (const Error& error) {
      EXPECT_EQ(ErrorCode::kBadData, error.code());
      EXPECT_EQ(1u, data.size());
      return std::string(error.what());
    }
    return std::string("taken");
  };
  EXPECT_EQ(
      "there are 215 bytes of pictures and 2 labels, but a picture of 9×12×1 has 108 bytes and one "
      "label; give as many labels as whole pictures",
      refusal(215, {0, 1}));
  EXPECT_NE("taken", refusal(216, {0}));
  EXPECT_NE("taken", refusal(108, {0, 1}));
  EXPECT_EQ("picture 2 has label 3, but labels run from 0 to 2; give it one of them",
            refusal(216, {0, 3}));
  EXPECT_EQ("taken", refusal(0, {}));
}

TEST(Dataset, TakesShardsOfCifar10Only) {
  Dataset data({32, 32, 3, 9});
  try {
    data.append_shard(0, 1, shard_of(noise(1, 1), {3}));
    ADD_FAILURE() << "taken";
  } catch (const Error& error) {
    EXPECT_STREQ(
        "the shard holds pictures of CIFAR-10, but the data here are pictures of 32×32×3 in 9 "
        "classes; go back to CIFAR-10 first",
        error.what());
  }
}

/// A set of two pictures, to which bad shards are offered.
class BadShards : public ::testing::Test {
 protected:
  BadShards() { data_.append_shard(0, 2, shard_of(pictures_, {4, 5})); }

  /// The sentence with which a shard is refused, the set unchanged.
  std::string refusal(std::size_t first, std::size_t count, const Bytes& payload) {
    std::string message = "taken";
    try {
      data_.append_shard(first, count, payload);
    } catch (const Error& error) {
      EXPECT_EQ(ErrorCode::kBadData, error.code());
      EXPECT_EQ("shard", error.where());
      message = error.what();
    }
    EXPECT_EQ(2u, data_.size());
    EXPECT_EQ(5, data_.label(1));
    EXPECT_EQ(pictures_[1], copy_of(data_.picture(1)));
    return message;
  }

  std::vector<Bytes> pictures_ = noise(2, 4);
  Dataset data_;
};

TEST_F(BadShards, OutOfOrder) {
  EXPECT_EQ("the shard starts at picture 7, but 2 pictures are here; load the shards in order",
            refusal(7, 2, shard_of(pictures_, {1, 2})));
  EXPECT_NE("taken", refusal(0, 2, shard_of(pictures_, {1, 2})));
}

TEST_F(BadShards, OfTheWrongLength) {
  Bytes payload = shard_of(pictures_, {1, 2});
  payload.pop_back();
  EXPECT_EQ("the shard holds 6145 bytes, but 2 pictures take 6146; download it again",
            refusal(2, 2, payload));
  payload.push_back(0);
  payload.push_back(0);
  EXPECT_NE("taken", refusal(2, 2, payload));
  EXPECT_NE("taken", refusal(2, 3, shard_of(pictures_, {1, 2})));
  EXPECT_NE("taken", refusal(2, 1, shard_of(pictures_, {1, 2})));
  EXPECT_NE("taken", refusal(2, 0, {1}));
  // A count whose product with the picture's size wraps around.
  EXPECT_NE("taken", refusal(2, ~std::size_t{0} / (1 + kPictureBytes) + 1, {}));
}

TEST_F(BadShards, WithALabelThatIsNoClass) {
  EXPECT_EQ("picture 3 has label 10, but labels run from 0 to 9; download the shard again",
            refusal(2, 2, shard_of(pictures_, {9, 10})));
  EXPECT_NE("taken", refusal(2, 2, shard_of(pictures_, {255, 0})));
}

TEST_F(BadShards, AreNoHindranceToTheNextGoodOne) {
  refusal(2, 2, {});
  data_.append_shard(2, 1, shard_of({pictures_[0]}, {6}));
  EXPECT_EQ(6, data_.label(2));
  EXPECT_EQ(pictures_[0], copy_of(data_.picture(2)));
}

}  // namespace
}  // namespace cnnlab
