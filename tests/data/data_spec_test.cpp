#include "core/data/data_spec.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

namespace cnnlab {
namespace {

/// "where: what it says" of a spec that is refused; "" of one that is taken.
std::string refusal(const DataSpec& spec) {
  try {
    check_data_spec(spec);
  } catch (const Error& error) {
    return error.where() + ": " + error.what();
  }
  return "";
}

TEST(DataSpec, IsCifar10sUnlessToldOtherwise) {
  const DataSpec spec;
  EXPECT_EQ((Shape{32, 32, 3}), spec.picture_shape());
  EXPECT_EQ(3072u, spec.picture_bytes());
  EXPECT_EQ(10u, spec.classes);
}

TEST(DataSpec, TakesWhatTheLabTakes) {
  EXPECT_EQ("", refusal({8, 8, 1, 2}));
  EXPECT_EQ("", refusal({64, 64, 3, 20}));
  EXPECT_EQ("", refusal({28, 28, 1, 10}));
  EXPECT_EQ("", refusal({9, 12, 3, 7}));
}

TEST(DataSpec, RefusesWhatItDoesNotAndNamesTheNearest) {
  EXPECT_EQ("data.height: height is 7, but has to be from 8 to 64; set it to 8",
            refusal({7, 8, 1, 2}));
  EXPECT_EQ("data.width: width is 65, but has to be from 8 to 64; set it to 64",
            refusal({64, 65, 3, 20}));
  EXPECT_EQ("data.channels: channels is 2, but has to be one of 1, 3", refusal({8, 8, 2, 2}));
  EXPECT_EQ("data.channels: channels is 4, but has to be one of 1, 3", refusal({8, 8, 4, 2}));
  EXPECT_EQ("data.classes: classes is 1, but has to be from 2 to 20; set it to 2",
            refusal({8, 8, 1, 1}));
  EXPECT_EQ("data.classes: classes is 21, but has to be from 2 to 20; set it to 20",
            refusal({8, 8, 1, 21}));
}

}  // namespace
}  // namespace cnnlab
