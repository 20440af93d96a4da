// Each problem of the closed list comes about, and has its sentence.
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <new>
#include <set>
#include <stdexcept>

#include "core/base/memory.h"
#include "core/base/problem.h"
#include "core/model/builder.h"
#include "core/nn/activation.h"
#include "core/nn/window.h"
#include "core/optim/adam.h"
#include "core/train/session.h"
#include "core/train/trainer.h"
#include "tests/data/shard_encoder.h"
#include "tests/train/made_up.h"
#include "tests/train/sealed_snapshot.h"

#if !defined(__EMSCRIPTEN__)
#include "core/commands/commands.h"
#include "core/commands/pack.h"
#endif

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

/// Those that only the border to JavaScript meets: tests/wasm/engine.test.mjs provokes them.
const std::set<Problem> kAtTheBorder{Problem::kNotText, Problem::kNotAnArray,
                                     Problem::kUnknownSplit, Problem::kNotACount};

class ProblemsTest : public ::testing::Test {
 protected:
  ProblemsTest() {
    fill_with_squares(session_.data(Split::kTraining), 40);
    fill_with_squares(session_.data(Split::kTest), 20, kClasses, 2);
  }

  /// The first problem of a model of these layers.
  void model(const std::string& layers) {
    session_.start("{\"layers\": [" + layers + "]}",
                   R"({"training_pictures":40,"test_pictures":20})");
  }
  void settings(const std::string& text) {
    session_.start(model_to_json(plain_model()).dump(), text);
  }
  /// A step of a hidden layer whose outputs are all this, below a kernel like this.
  void step_from(float hidden, float kernel, double l2 = 0.0) {
    const auto network =
        build_network(model_from(std::string(R"({"kind":"flatten"},{"kind":"dense","units":3},)") +
                                 R"({"kind":"dense","units":10,"activation":"softmax"})"),
                      false);
    network->build(Random(5));
    const auto set = [&](std::size_t parameter, const auto& value) {
      Tensor& tensor = network->parameters()[parameter].parameter->value;
      for (std::size_t i = 0; i < tensor.size(); ++i) tensor.flat(i) = value(i);
    };
    set(0, [](std::size_t) { return 0.0f; });
    set(1, [=](std::size_t) { return hidden; });
    set(2, [=](std::size_t i) { return i % 10 == 0 ? kernel : -kernel; });
    Adam adam;
    ThreadPool pool(1);
    const std::uint32_t index = 0;
    Trainer(*network, adam, pool, l2)
        .train(session_.data(Split::kTraining), std::span(&index, 1), Random(1), 0.001);
  }
  void start() { settings(R"({"training_pictures":40,"test_pictures":20,"keep_best":true})"); }

  Bytes finished_epoch() {
    start();
    while (session_.advance(8)["epoch_record"].is_null()) continue;
    return session_.snapshot();
  }
  void header(const std::function<void(Json&)>& change) {
    session_.restore(with_header(finished_epoch(), change));
  }
  void weights(const std::function<void(std::vector<GivenTensor>&)>& change) {
    start();
    std::vector<GivenTensor> given;
    for (const auto& [name, tensor] : session_.weights()) {
      given.push_back({name,
                       Shape(tensor->shape().begin(), tensor->shape().end()),
                       {tensor->begin(), tensor->end()}});
    }
    change(given);
    session_.set_weights(given);
  }
  void shard(std::size_t first, std::size_t count, std::uint8_t label) {
    session_.add_shard(Split::kTest, first, count, shard_of({Bytes(kPictureBytes)}, {label}));
  }

  ~ProblemsTest() override { set_memory_limit(0); }

  /// What provokes each problem.
  std::map<Problem, std::function<void()>> provocations();

  Session session_{1};
};

std::map<Problem, std::function<void()>> ProblemsTest::provocations() {
  const std::string flatten = R"({"kind":"flatten"},)";
  const std::string softmax = R"({"kind":"dense","units":10,"activation":"softmax"})";
  std::map<Problem, std::function<void()>> all{
      {Problem::kNotAModel, [=, this] { session_.summary("[]"); }},
      {Problem::kNameNotText, [=, this] { session_.summary(R"({"name":3,"layers":[]})"); }},
      {Problem::kLayersMissing, [=, this] { session_.summary("{}"); }},
      {Problem::kTooManyLayers,
       [=, this] {
         std::string many = flatten;
         for (std::size_t i = 0; i < kMaximumLayers; ++i) many += flatten;
         many.pop_back();
         model(many);
       }},
      {Problem::kNotALayer, [=, this] { model("3"); }},
      {Problem::kUnknownLayer, [=, this] { model(R"({"kind":"lstm"})"); }},
      {Problem::kUnknownField, [=, this] { model(R"({"kind":"dropout","share":0.5})"); }},
      {Problem::kHasNoFields, [=, this] { model(R"({"kind":"flatten","units":3})"); }},
      {Problem::kUnknownPadding, [] { parse_padding("full"); }},
      {Problem::kUnknownActivation, [] { parse_activation("tan"); }},
      {Problem::kFieldMissing, [=, this] { model(R"({"kind":"dropout"})"); }},
      {Problem::kNeedsFlat, [=, this] { model(softmax); }},
      {Problem::kNeedsPictures,
       [=, this] { model(flatten + R"({"kind":"conv2d","filters":2,"kernel_size":3})"); }},
      {Problem::kWindowTooLarge,
       [=, this] {
         model(R"({"kind":"max_pooling2d","pool_size":8},
                  {"kind":"conv2d","filters":2,"kernel_size":5})");
       }},
      {Problem::kWindowNeverFits,
       [=, this] { model(R"({"kind":"max_pooling2d","pool_size":32},{"kind":"max_pooling2d"})"); }},
      {Problem::kMisplacedAugmentation,
       [=, this] { model(flatten + R"({"kind":"random_flip"})"); }},
      {Problem::kNoLayers, [=, this] { model(""); }},
      {Problem::kUnitsNotClasses,
       [=, this] { model(flatten + R"({"kind":"dense","units":7,"activation":"softmax"})"); }},
      {Problem::kSoftmaxNotClasses,
       [=, this] { model(flatten + R"({"kind":"activation","activation":"softmax"})"); }},
      {Problem::kAfterSoftmax,
       [=, this] { model(flatten + softmax + R"(,{"kind":"dropout","rate":0.5})"); }},
      {Problem::kNoSoftmax, [=, this] { model(flatten + R"({"kind":"dense","units":10})"); }},
      {Problem::kWrongEnding, [=, this] { model(R"({"kind":"flatten"})"); }},
      {Problem::kDilatedStrides,
       [=, this] {
         model(R"({"kind":"conv2d","filters":2,"kernel_size":3,"strides":2,"dilation_rate":2})");
       }},
      {Problem::kGroupsDoNotDivide,
       [=, this] { model(R"({"kind":"conv2d","filters":4,"kernel_size":3,"groups":2})"); }},
      {Problem::kGroupsNotOfChannels,
       [=, this] { model(R"({"kind":"group_normalization","groups":2})"); }},
      {Problem::kWrongTargetShape,
       [=, this] { model(R"({"kind":"reshape","target_shape":[-1,5]})"); }},
      {Problem::kChannelsDiffer,
       [=, this] { model(R"({"kind":"normalization","mean":[0.5,0.5],"variance":1})"); }},
      {Problem::kModelTooLarge,
       [=, this] {
         set_memory_limit(std::uint64_t{256} << 20);
         model(flatten + R"({"kind":"dense","units":4096},)" + softmax);
       }},
      {Problem::kNumberCount, [=, this] { model(R"({"kind":"random_brightness","factor":0.2})"); }},
      {Problem::kNotWhole, [=, this] { model(flatten + R"({"kind":"dense","units":2.5})"); }},
      {Problem::kNotANumber, [=, this] { model(R"({"kind":"dropout","rate":"much"})"); }},
      {Problem::kNotNumbers,
       [=, this] { settings(R"({"schedule":{"kind":"by_epoch","rates":[1,-1]}})"); }},
      {Problem::kNotAPair, [=, this] { model(R"({"kind":"max_pooling2d","pool_size":[1,2,3]})"); }},
      {Problem::kCropsInTrainingOnly,
       [=, this] {
         model(R"({"kind":"random_crop","height":28,"width":28},)" + flatten + softmax);
       }},
      {Problem::kOutOfRange, [=, this] { model(R"({"kind":"dropout","rate":0.99})"); }},
      {Problem::kWrittenAsPercent, [=, this] { model(R"({"kind":"dropout","rate":25})"); }},
      {Problem::kPairOutOfRange,
       [=, this] { model(R"({"kind":"max_pooling2d","pool_size":[0,2]})"); }},
      {Problem::kNotAChoice, [=, this] { model(R"({"kind":"max_pooling2d","padding":"full"})"); }},
      {Problem::kNotTrueOrFalse, [=, this] { settings(R"({"keep_best":1})"); }},
      {Problem::kNotSettings, [=, this] { settings("[]"); }},
      {Problem::kUnknownSetting, [=, this] { settings(R"({"epoch":1})"); }},
      {Problem::kPicturesNotHere, [=, this] { settings(R"({"training_pictures":41})"); }},
      {Problem::kNoRun, [] { Session(1).advance(1); }},
      {Problem::kRunHasBegun,
       [=, this] {
         start();
         session_.advance(1);
         session_.set_weights({});
       }},
      {Problem::kOutputNotFinite, [=, this] { step_from(100.0f, 3e38f); }},
      {Problem::kParameterNotFinite, [=, this] { step_from(0.0f, INFINITY); }},
      // The hidden numbers, the logits and the loss are 0, 0 and ln 10; what goes back is as large
      // as the kernel.
      {Problem::kGradientNotFinite, [=, this] { step_from(0.0f, 3e38f); }},
      {Problem::kLossNotFinite, [=, this] { step_from(0.0f, 100.0f, 1e307); }},
      {Problem::kOutOfMemory, [] { throw std::bad_alloc(); }},
      {Problem::kBatchTooLarge,
       [=, this] {
         set_memory_limit(std::uint64_t{512} << 20);
         session_.start("{\"layers\": [{\"kind\":\"conv2d\",\"filters\":512,\"kernel_size\":3}," +
                            flatten + softmax + "]}",
                        R"({"training_pictures":40,"test_pictures":20,"batch_size":1024})");
       }},
      {Problem::kTextTooLong, [=, this] { session_.summary(std::string(2 << 20, ' ')); }},
      {Problem::kTooDeep, [=, this] { session_.summary(std::string(100, '[')); }},
      {Problem::kNotJson, [=, this] { session_.summary("no"); }},
      {Problem::kNotASnapshot, [=, this] { session_.restore({}); }},
      {Problem::kDamagedSnapshot,
       [=, this] {
         Bytes bytes = finished_epoch();
         bytes.back() ^= 1;
         session_.restore(bytes);
       }},
      {Problem::kSnapshotHeaderCut,
       [=, this] { session_.restore(with_header_length(finished_epoch(), 0xFFFFFFFFu)); }},
      {Problem::kSnapshotLacksPart, [=, this] { header([](Json& it) { it.erase("phase"); }); }},
      {Problem::kUnknownPhase, [=, this] { header([](Json& it) { it["phase"] = 3; }); }},
      {Problem::kMisfittingCounters, [=, this] { header([](Json& it) { it["epoch"] = 7; }); }},
      {Problem::kSnapshotFewWeights,
       [=, this] { header([](Json& it) { it["model"]["layers"][2]["units"] = 4096; }); }},
      {Problem::kSnapshotOtherWeights,
       [=, this] { header([](Json& it) { it["model"]["layers"][2]["units"] = 11; }); }},
      {Problem::kShardOutOfOrder, [=, this] { shard(3, 1, 0); }},
      {Problem::kShardWrongSize, [=, this] { shard(20, 2, 0); }},
      {Problem::kShardWrongLabel, [=, this] { shard(20, 1, 10); }},
      {Problem::kSnapshotOfOtherData,
       [=, this] { header([](Json& it) { it["data"]["classes"] = 3; }); }},
      {Problem::kShardOfOtherData,
       [] {
         Session other(1);
         other.set_data({8, 9, 1, 3});
         other.add_shard(Split::kTest, 0, 1, shard_of({Bytes(kPictureBytes)}, {0}));
       }},
      {Problem::kPicturesNotLabels,
       [=, this] { session_.add_pictures(Split::kTest, Bytes(2 * kPictureBytes), Bytes{1}); }},
      {Problem::kWrongLabel,
       [=, this] { session_.add_pictures(Split::kTest, Bytes(kPictureBytes), Bytes{10}); }},
      {Problem::kTooManyPictures,
       [] {
         // Pictures of 64×64×3 take four times as much as CIFAR-10's 60,000.
         Session full(1);
         full.set_data({64, 64, 3, 2});
         const Bytes picture(64 * 64 * 3);
         for (std::size_t i = 0; i < 15'000; ++i) full.data(Split::kTest).append(picture, 0);
         full.add_pictures(Split::kTraining, picture, Bytes{1});
       }},
      {Problem::kPictureNotHere,
       [=, this] {
         start();
         session_.predict(Split::kTest, std::vector<std::uint32_t>{20});
       }},
      {Problem::kNotWholePictures,
       [=, this] {
         start();
         session_.predict_pixels(Bytes(3073));
       }},
      {Problem::kWeightCount, [=, this] { weights([](auto& given) { given.pop_back(); }); }},
      {Problem::kWeightName, [=, this] { weights([](auto& given) { given[0].name = "kernel"; }); }},
      {Problem::kWeightShape, [=, this] { weights([](auto& given) { given[0].shape = {3}; }); }},
      {Problem::kWeightNotFinite,
       [=, this] { weights([](auto& given) { given[0].data[0] = std::nanf(""); }); }},
      {Problem::kInternal, [] { throw std::runtime_error("a proof that this cannot be"); }},
  };
#if !defined(__EMSCRIPTEN__)
  const auto options = [](std::vector<std::string> words) {
    std::vector<char*> pointers;
    for (std::string& word : words) pointers.push_back(word.data());
    return Options(static_cast<int>(pointers.size()), pointers.data());
  };
  const auto pack = [this](const char* name) {
    load_pack(std::string(CNNLAB_SOURCE_DIR) + "/tests/fuzz/corpus/" + name, 10, 10, session_);
  };
  const auto manifest = [pack](const std::string& text) {
    const auto folder = std::filesystem::path(::testing::TempDir()) / "problems_test_pack";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "manifest.json") << text;
    std::ofstream(folder / "abc.bin") << "abc";
    Session session(1);
    load_pack(folder.string(), 10, 10, session);
  };
  all[Problem::kNotAnOption] = [=] { options({"epochs", "3"}); };
  all[Problem::kOptionWithoutValue] = [=] { options({"--epochs"}); };
  all[Problem::kOptionMissing] = [=] { static_cast<void>(options({}).text("model")); };
  all[Problem::kOptionNoNumber] = [=] {
    static_cast<void>(options({"--epochs", "three"}).number("epochs", 1));
  };
  all[Problem::kOptionNotWhole] = [=] {
    static_cast<void>(options({"--epochs", "1.5"}).whole("epochs", 1));
  };
  all[Problem::kFileUnreadable] = [=] { pack("no-such-folder"); };
  // The SHA-256 of "abc" is the first example of FIPS 180-2.
  const auto of_abc = [=](const std::string& hash) {
    manifest(R"({"format":"cnnlab-pack/1","shards":[{"split":"training","first":0,"count":2,)"
             R"("file":"abc.bin","bytes":3,"sha256":")" +
             hash + "\"}]}");
  };
  all[Problem::kPackNoManifest] = [=] { manifest("{}"); };
  all[Problem::kPackPartMissing] = [=] { manifest(R"({"format":"cnnlab-pack/1"})"); };
  all[Problem::kPackFileChanged] = [=] { of_abc("ba78"); };
  all[Problem::kPackNotInflated] = [=] {
    of_abc("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  };
  all[Problem::kPackNumber] = [=] {
    manifest(R"({"format":"cnnlab-pack/1","shards":[{"split":"training","first":-1}]})");
  };
#endif
  return all;
}

TEST_F(ProblemsTest, EachComesAboutAndHasItsSentence) {
  const auto all = provocations();
  for (const ProblemRow& row : problems()) {
    SCOPED_TRACE(row.name);
    if (kAtTheBorder.contains(row.problem)) continue;
    const auto provocation = all.find(row.problem);
#if defined(__EMSCRIPTEN__)
    // The command line is native.
    if (provocation == all.end() && row.problem >= Problem::kNotAnOption) continue;
#endif
    ASSERT_NE(all.end(), provocation);
    try {
      provocation->second();
      ADD_FAILURE() << "nothing was wrong";
    } catch (...) {
      const Error error = caught_error();
      EXPECT_STREQ(row.name, to_string(error.problem())) << error.what();
      EXPECT_EQ(in_english(row.problem, error.facts()), error.what());
      // Every place in the sentence got its fact, and every fact is told, help for others apart.
      for (const Fact& fact : error.facts()) {
        const std::string place = std::string("{") + fact.name + "}";
        EXPECT_EQ(std::string::npos, std::string(error.what()).find(place)) << place;
      }
      const std::string words = row.sentence;
      for (std::size_t at = words.find('{'); at != std::string::npos;
           at = words.find('{', at + 1)) {
        const std::string name = words.substr(at + 1, words.find('}', at) - at - 1);
        if (name.find('"') != std::string::npos) continue;  // JSON's own braces
        bool is_given = false;
        for (const Fact& fact : error.facts()) is_given = is_given || name == fact.name;
        EXPECT_TRUE(is_given) << name;
      }
    }
  }
}

TEST(Problems, AreListedInTheirOrderUnderNamesOfTheirOwn) {
  std::set<std::string> names;
  for (std::size_t i = 0; i < problems().size(); ++i) {
    EXPECT_EQ(i, static_cast<std::size_t>(problems()[i].problem)) << problems()[i].name;
    EXPECT_TRUE(names.insert(problems()[i].name).second) << problems()[i].name;
  }
  EXPECT_EQ(static_cast<std::size_t>(Problem::kInternal) + 1, problems().size());
}

TEST(Problems, SentencesTellFactsAsPeopleWriteThem) {
  EXPECT_EQ("8000000", to_text(8e6));
  EXPECT_EQ("0.95", to_text(0.95));
  EXPECT_EQ("1e-07", to_text(1e-7));
  EXPECT_EQ("0.30000000000000004", to_text(0.1 + 0.2));
  EXPECT_EQ("32×32×3", to_text(std::vector<std::size_t>{32, 32, 3}));
  EXPECT_EQ("same, valid", to_text(std::vector<std::string>{"same", "valid"}));
  // A fact that looks like a place stays as it is.
  EXPECT_EQ("there is no setting '{field}'; check its spelling",
            in_english(Problem::kUnknownSetting, {{"field", "{field}"}}));
}

}  // namespace
}  // namespace cnnlab
