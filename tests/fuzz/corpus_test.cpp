// Every input that is kept for fuzzing goes through its target here too, without a fuzzer.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

#include "tests/fuzz/targets.h"

namespace cnnlab {
namespace {

using Target = std::string (*)(fuzz::Input);

std::vector<std::pair<std::string, Target>> targets() {
  return {
    {"model", fuzz::model}, {"settings", fuzz::settings}, {"shard", fuzz::shard},
        {"snapshot", fuzz::snapshot},
#if !defined(__EMSCRIPTEN__)
        {"pack", fuzz::pack},
#endif
    {
      "session", fuzz::session
    }
  };
}

const std::filesystem::path kCorpus = CNNLAB_SOURCE_DIR "/tests/fuzz/corpus";

std::string refusal_of(Target target, const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream.good()) << file;
  const std::vector<char> bytes{std::istreambuf_iterator<char>(stream), {}};
  return target({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

TEST(FuzzCorpus, IsReadWithoutHarm) {
  for (const auto& [name, target] : targets()) {
    std::size_t files = 0, refused = 0, hostile = 0;
    for (const auto& file : std::filesystem::directory_iterator(kCorpus / name)) {
      SCOPED_TRACE(file.path().string());
      ++files;
      const bool is_hostile = file.path().filename().string().rfind("hostile", 0) == 0;
      const std::string refusal = refusal_of(target, file.path());
      refused += refusal.empty() ? 0 : 1;
      hostile += is_hostile ? 1 : 0;
      EXPECT_TRUE(!is_hostile || !refusal.empty());
    }
    // Seeds of both kinds: what is taken, and what is not.
    EXPECT_GT(files, refused) << name;
    EXPECT_GT(hostile, 1u) << name;
  }
}

TEST(FuzzCorpus, HostileInputsAreRefusedInWords) {
  const struct {
    Target target;
    const char* file;
    const char* refusal;
  } inputs[] = {
      {fuzz::model, "model/hostile-depth",
       "bad_data model: brackets nest deeper than 64 levels at byte 64; a model needs four"},
      {fuzz::model, "model/hostile-number",
       "bad_model layers[0].units: units is 1e+300, but has to be from 1 to 4096; set it to 4096"},
      {fuzz::model, "model/hostile-negative",
       "bad_model layers[0].pool_size: pool_size is [2,-9223372036854775808], but both have to be "
       "from 1 to 32; set it to [2,1]"},
      {fuzz::settings, "settings/hostile-number",
       "bad_settings settings.epochs: epochs is 1e+300, but has to be from 1 to 1000; set it to "
       "1000"},
      {fuzz::shard, "shard/hostile-label",
       "bad_data shard: picture 1 has label 10, but labels run from 0 to 9; download the shard "
       "again"},
      {fuzz::snapshot, "snapshot/hostile-epoch",
       "bad_data snapshot: its counters do not fit together; use another copy"},
      {fuzz::session, "session/hostile-count",
       "bad_data count: count is 4294967295, but has to be a whole number from 1 to 64"},
  };
  for (const auto& [target, file, refusal] : inputs) {
    EXPECT_EQ(refusal, refusal_of(target, kCorpus / file)) << file;
  }
}

#if !defined(__EMSCRIPTEN__)
TEST(FuzzCorpus, HostilePacksAreRefusedInWords) {
  const auto said = [](const char* file) { return refusal_of(fuzz::pack, kCorpus / file); };
  const std::string remedy = "; run ./lab data --force";
  EXPECT_EQ("bad_data manifest.json: is not the manifest of a data pack" + remedy,
            said("pack/hostile-format"));
  EXPECT_EQ(
      "bad_data manifest.json: count is 4611686018427387904, but has to be a whole number up to "
      "60000" +
          remedy,
      said("pack/hostile-count"));
  EXPECT_EQ(
      "bad_data manifest.json: count is 1e+300, but has to be a whole number up to 60000" + remedy,
      said("pack/hostile-float"));
  EXPECT_NE(std::string::npos, said("pack/hostile-folder").find("cannot be read; check the path"));
}
#endif

}  // namespace
}  // namespace cnnlab
