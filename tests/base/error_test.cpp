#include "core/base/error.h"

#include <gtest/gtest.h>

namespace cnnlab {
namespace {

TEST(Error, CarriesPlaceSentenceAndFix) {
  const Error error(ErrorCode::kBadModel, Problem::kFieldMissing, "rate",
                    {{"field", "rate"}, {"help", "the share"}},
                    Fix{.action = Fix::Action::kSet, .fields = {{"rate", 0.25}}});
  EXPECT_EQ(ErrorCode::kBadModel, error.code());
  EXPECT_EQ("rate", error.where());
  EXPECT_EQ(Problem::kFieldMissing, error.problem());
  EXPECT_STREQ("rate is missing; the share", error.what());
  EXPECT_EQ("help", std::string(error.facts()[1].name));
  EXPECT_EQ(Value("the share"), error.facts()[1].value);
  EXPECT_EQ(Value(0.25), error.fix()->fields[0].value);
  EXPECT_FALSE(Error(ErrorCode::kBadData, Problem::kNotJson, "").fix().has_value());
}

TEST(Error, PathsGrowOutwards) {
  const Error inner(ErrorCode::kBadModel, Problem::kNameNotText, "rate", {},
                    Fix{.action = Fix::Action::kRemove, .layer = 3});
  const Error outer = inner.within("layers[3]").within("model");
  EXPECT_EQ("model.layers[3].rate", outer.where());
  EXPECT_EQ(ErrorCode::kBadModel, outer.code());
  EXPECT_STREQ(inner.what(), outer.what());
  EXPECT_EQ(3u, outer.fix()->layer);
  // Where there is no path yet, there is no dot either.
  EXPECT_EQ("layers[0]",
            Error(ErrorCode::kBadModel, Problem::kNotJson, "").within("layers[0]").where());
}

TEST(Error, CodesHaveTheNamesJavaScriptKnows) {
  EXPECT_STREQ("bad_model", to_string(ErrorCode::kBadModel));
  EXPECT_STREQ("bad_settings", to_string(ErrorCode::kBadSettings));
  EXPECT_STREQ("bad_data", to_string(ErrorCode::kBadData));
  EXPECT_STREQ("not_finite", to_string(ErrorCode::kNotFinite));
  EXPECT_STREQ("out_of_memory", to_string(ErrorCode::kOutOfMemory));
  EXPECT_STREQ("wrong_state", to_string(ErrorCode::kWrongState));
  EXPECT_STREQ("internal", to_string(ErrorCode::kInternal));
}

TEST(Error, SentencesPrintWhatAStreamWould) {
  EXPECT_EQ("2 of 3.5 × wide", sentence(2, " of ", 3.5, " × ", std::string("wide")));
}

}  // namespace
}  // namespace cnnlab
