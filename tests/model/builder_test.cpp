#include "core/model/builder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <map>

#include "core/base/random.h"
#include "core/model/catalog.h"

namespace cnnlab {
namespace {

ModelSpec model_of(const std::string& layers) {
  return parse_model(parse_json("{\"layers\": [" + layers + "]}", "model"));
}

ModelSpec asset(const std::string& name) {
  std::ifstream file(CNNLAB_SOURCE_DIR "/assets/" + name);
  return parse_model(parse_json({std::istreambuf_iterator<char>(file), {}}, name));
}

ModelSpec preset(const std::string& name) { return asset("presets/" + name); }

/// "where: what it says", and the fix if there is one, of a model's first problem.
std::string first_problem(const ModelSpec& model) {
  const ModelSummary summary = summarize(model);
  if (summary.problems.empty()) return "";
  const Error& error = summary.problems.front();
  EXPECT_THROW(build_network(model, false), Error);
  return error.where() + ": " + error.what() +
         (error.fix() ? " " + fix_to_json(*error.fix()).dump() : "");
}

// The numbers that Keras prints for the lesson's models.
TEST(Builder, CountsModel0) {
  const ModelSummary summary = summarize(preset("model-0.json"));
  EXPECT_TRUE(summary.problems.empty());
  EXPECT_EQ(394634u, summary.total_parameters);
  ASSERT_EQ(3u, summary.layers.size());
  EXPECT_EQ("flatten", summary.layers[0].name);
  EXPECT_EQ("dense", summary.layers[1].name);
  EXPECT_EQ("dense_1", summary.layers[2].name);
  EXPECT_EQ((Shape{3072}), *summary.layers[0].output_shape);
  EXPECT_EQ(3072u * 128 + 128, summary.layers[1].parameters);
  EXPECT_EQ(3072u * 128 + 128 * 10, summary.multiply_adds);
}

// A fourth block of 256 filters on Model 1: 295,168 and 590,080 parameters, and a dense layer that
// sees 1,024 numbers instead of 2,048. Neither dropout nor augmentation has any.
TEST(Builder, CountsTheExercisesAnswers) {
  const std::size_t model_1 = 550570u;
  const std::size_t fourth_block = 295168u + 590080u - 1024u * 128u;
  // Neither dropout nor augmentation has parameters.
  for (const auto& [file, parameters] : {std::pair{"exercise-1.json", model_1 + fourth_block},
                                         std::pair{"exercise-2.json", model_1 + fourth_block},
                                         std::pair{"exercise-3.json", model_1}}) {
    const ModelSummary summary = summarize(asset(std::string("exercises/answers/") + file));
    EXPECT_TRUE(summary.problems.empty()) << file;
    EXPECT_EQ(parameters, summary.total_parameters) << file;
  }
}

TEST(Builder, CountsModels1And2) {
  for (const char* file : {"model-1.json", "model-2.json"}) {
    const ModelSummary summary = summarize(preset(file));
    EXPECT_TRUE(summary.problems.empty());
    EXPECT_EQ(550570u, summary.total_parameters);
  }
  const ModelSummary summary = summarize(preset("model-1.json"));
  std::string names;
  for (const LayerSummary& layer : summary.layers) names += layer.name + " ";
  EXPECT_EQ(
      "conv2d conv2d_1 max_pooling2d conv2d_2 conv2d_3 max_pooling2d_1 conv2d_4 conv2d_5 "
      "max_pooling2d_2 flatten dense dense_1 ",
      names);
  EXPECT_EQ((Shape{4, 4, 128}), *summary.layers[8].output_shape);
  EXPECT_EQ(896u, summary.layers[0].parameters);     // 3*3*3*32 + 32
  EXPECT_EQ(147584u, summary.layers[7].parameters);  // 3*3*128*128 + 128
  EXPECT_EQ(1024u * 27 * 32, summary.layers[0].multiply_adds);
}

TEST(Builder, PrintsKerasTable) {
  const std::string text = summary_to_text(preset("model-0.json"));
  EXPECT_NE(std::string::npos, text.find("Model: \"Model 0\""));
  EXPECT_NE(std::string::npos, text.find("dense_1 (Dense)"));
  EXPECT_NE(std::string::npos, text.find("(None, 3072)"));
  EXPECT_NE(std::string::npos, text.find("Total params: 394,634"));
  EXPECT_THROW(summary_to_text(model_of("")), Error);
}

TEST(Builder, NamesWhatIsWrongAndMendsIt) {
  EXPECT_EQ(
      "layers: the model has no layers yet; choose a preset, or add layers and end with Dense with "
      "10 "
      "units and softmax, one probability for each class",
      first_problem(model_of("")));
  EXPECT_EQ(
      "layers[0].rate: rate is 25, but has to be from 0 to 0.95; 25% is written 0.25 "
      R"({"action":"set","layer":0,"field":"rate","value":0.25})",
      first_problem(model_of(R"({"kind":"dropout","rate":25})")));
  const std::string flatten =
      first_problem(model_of(R"({"kind":"dense","units":10,"activation":"softmax"})"));
  EXPECT_EQ(0u, flatten.find("layers[0]: ")) << flatten;
  EXPECT_NE(std::string::npos, flatten.find("32×32×3")) << flatten;
  EXPECT_NE(std::string::npos, flatten.find(R"({"action":"insert","layer":0,"kind":"flatten"})"))
      << flatten;
  // 32 → 16 → … → 1 in five pools; the sixth has nothing left.
  std::string pools = R"({"kind":"max_pooling2d"})";
  for (int i = 0; i < 5; ++i) pools += R"(,{"kind":"max_pooling2d"})";
  const std::string pool = first_problem(model_of(pools));
  EXPECT_EQ(0u, pool.find("layers[5].pool_size: ")) << pool;
  EXPECT_NE(std::string::npos, pool.find("1×1×3")) << pool;
  EXPECT_NE(std::string::npos, pool.find(R"({"action":"remove","layer":5})")) << pool;
  const std::string flat = first_problem(
      model_of(R"({"kind":"flatten"},{"kind":"conv2d","filters":4,"kernel_size":3})"));
  EXPECT_EQ(0u, flat.find("layers[1]: Conv2D needs pictures")) << flat;
  EXPECT_NE(std::string::npos, flat.find(R"({"action":"move","layer":1,"to":0})")) << flat;
}

TEST(Builder, WantsAClassifierOfTenClasses) {
  const std::string start = R"({"kind":"flatten"},)";
  const auto problem = [&](const std::string& rest) {
    return first_problem(model_of(start + rest));
  };
  EXPECT_EQ("", problem(R"({"kind":"dense","units":10,"activation":"softmax"})"));
  EXPECT_EQ("",
            problem(R"({"kind":"dense","units":10},{"kind":"activation","activation":"softmax"})"));
  EXPECT_EQ(
      "layers[1].units: the last layer gives 7 numbers, but there are 10 classes; set its units to "
      "10 "
      R"({"action":"set","layer":1,"field":"units","value":10})",
      problem(R"({"kind":"dense","units":7,"activation":"softmax"})"));
  EXPECT_EQ(
      "layers[1].activation: the last layer has no softmax, so its outputs are not probabilities; "
      "set its "
      R"(activation to softmax {"action":"set","layer":1,"field":"activation","value":"softmax"})",
      problem(R"({"kind":"dense","units":10,"activation":"relu"})"));
  EXPECT_EQ(
      "layers[2]: nothing may follow the softmax, but layer 3 is Dropout; remove it or move it up "
      R"({"action":"remove","layer":2})",
      problem(
          R"({"kind":"dense","units":10,"activation":"softmax"},{"kind":"dropout","rate":0.1})"));
  EXPECT_EQ(
      "layers[2]: the softmax sees 64 numbers, but there are 10 classes; end with Dense with 10 "
      "units and "
      "softmax, one probability for each class",
      problem(R"({"kind":"dense","units":64},{"kind":"activation","activation":"softmax"})"));
  EXPECT_EQ(
      "layers[1]: the model ends in Dense with output 64, but has to end in Dense with 10 units "
      "and softmax, "
      "one probability for each class "
      R"({"action":"append","kind":"dense","fields":{"units":10,"activation":"softmax"}})",
      problem(R"({"kind":"dense","units":64})"));
}

TEST(Builder, KeepsAugmentationInFront) {
  const std::string end =
      R"(,{"kind":"flatten"},{"kind":"dense","units":10,"activation":"softmax"})";
  const std::string flip = R"({"kind":"random_flip"})",
                    turn = R"({"kind":"random_rotation","factor":0.1})";
  EXPECT_EQ("", first_problem(model_of(flip + "," + turn + end)));
  const ModelSummary summary = summarize(model_of(flip + "," + turn + "," + flip + end));
  EXPECT_EQ("random_flip", summary.layers[0].name);
  EXPECT_EQ("random_rotation", summary.layers[1].name);
  EXPECT_EQ("random_flip_1", summary.layers[2].name);
  EXPECT_EQ((Shape{32, 32, 3}), *summary.layers[2].output_shape);
  EXPECT_EQ(
      "layers[2]: RandomRotation is layer 3, but changes pictures and has to stand before every "
      "layer that "
      R"(computes with them; move it up to place 2 {"action":"move","layer":2,"to":1})",
      first_problem(model_of(flip + R"(,{"kind":"dropout","rate":0.1},)" + turn + end)));
  EXPECT_EQ("random_flip",
            build_augmentation(model_of(flip + "," + turn + R"(,{"kind":"lstm"})"))->layer_name(0));
  EXPECT_EQ(2u, build_augmentation(model_of(flip + "," + turn + R"(,{"kind":"lstm"},)" + flip))
                    ->layer_count());
  EXPECT_EQ(0u, build_augmentation(model_of(""))->layer_count());
  try {
    build_augmentation(model_of(flip + R"(,{"kind":"random_zoom"})"));
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ("layers[1].height_factor", error.where());
  }
}

// Simonyan and Zisserman (2014), configuration D, with CIFAR-10's pictures and classes: its table
// 2 and the sizes of its layers give 33,638,218 parameters.
TEST(Builder, SummarizesVgg16) {
  std::string layers;
  for (const auto& [convolutions, filters] :
       std::vector<std::pair<int, int>>{{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}}) {
    for (int i = 0; i < convolutions; ++i) {
      layers +=
          R"({"kind":"conv2d","kernel_size":3,"padding":"same","activation":"relu","filters":)" +
          std::to_string(filters) + "},";
    }
    layers += R"({"kind":"max_pooling2d"},)";
  }
  layers += R"({"kind":"flatten"},{"kind":"dense","units":4096},{"kind":"dense","units":4096},)"
            R"({"kind":"dense","units":10,"activation":"softmax"})";
  const ModelSummary summary = summarize(model_of(layers));
  EXPECT_TRUE(summary.problems.empty());
  EXPECT_EQ(14'714'688u + 512 * 4096 + 4096 + 4096 * 4096 + 4096 + 4096 * 10 + 10,
            summary.total_parameters);
}

TEST(Builder, CountsBeyond32Bits) {
  // Numbers that pass 32 bits, as size_t has in WebAssembly.
  std::string wide = R"({"kind":"conv2d","filters":512,"kernel_size":15,"padding":"same"})";
  for (int i = 0; i < 99; ++i)
    wide += R"(,{"kind":"conv2d","filters":512,"kernel_size":15,"padding":"same"})";
  const ModelSummary summary = summarize(model_of(wide));
  EXPECT_EQ(15ull * 15 * 3 * 512 + 99ull * 15 * 15 * 512 * 512 + 100 * 512,
            summary.total_parameters);
  EXPECT_EQ(1024ull * 15 * 15 * 512 * 512, summary.layers[1].multiply_adds);
}

TEST(Builder, ShapesEndAtTheFirstProblem) {
  const ModelSummary summary = summarize(model_of(
      R"({"kind":"conv2d","filters":4,"kernel_size":3},{"kind":"dropout"},{"kind":"flatten"},{"kind":"dropout","rate":7})"));
  EXPECT_TRUE(summary.layers[0].output_shape);
  EXPECT_FALSE(summary.layers[1].output_shape);
  EXPECT_FALSE(summary.layers[2].output_shape);
  // Fields are checked all the same.
  ASSERT_EQ(2u, summary.problems.size());
  EXPECT_EQ("layers[1].rate", summary.problems[0].where());
  EXPECT_EQ("layers[3].rate", summary.problems[1].where());
  const Json json = summary_to_json(summary);
  EXPECT_TRUE(json["layers"][2]["output_shape"].is_null());
  EXPECT_EQ("[30,30,4]", json["layers"][0]["output_shape"].dump());
  EXPECT_EQ("layers[1].rate", json["layers"][1]["problem"]["where"]);
  EXPECT_EQ("bad_model", json["problems"][0]["code"]);
}

// A fix works -------------------------------------------------------------------------------------

/// What the page does with a fix.
void apply(const Json& fix, ModelSpec& model) {
  auto& layers = model.layers;
  const auto at = [&](const char* name) {
    return layers.begin() + fix[name].get<std::ptrdiff_t>();
  };
  if (fix["action"] == "set") {
    at("layer")->fields[fix["field"].get<std::string>()] = fix["value"];
  } else if (fix["action"] == "insert") {
    layers.insert(at("layer"), {fix["kind"].get<std::string>(), Json::object()});
  } else if (fix["action"] == "append") {
    layers.push_back({fix["kind"].get<std::string>(), fix["fields"]});
  } else if (fix["action"] == "remove") {
    layers.erase(at("layer"));
  } else {
    ASSERT_EQ("move", fix["action"]);
    const LayerSpec moved = *at("layer");
    layers.erase(at("layer"));
    layers.insert(at("to"), moved);
  }
}

/// A model of up to eight layers of any kind, their fields mostly right.
ModelSpec random_model(const Random& random) {
  std::uint64_t draws = 0;
  const auto below = [&](std::size_t bound) {
    return random.below(static_cast<std::uint32_t>(bound), draws++);
  };
  ModelSpec model;
  const std::size_t count = 1 + below(8);
  for (std::size_t i = 0; i < count; ++i) {
    const CatalogEntry& entry = catalog()[below(catalog().size())];
    LayerSpec layer{entry.kind, Json::object()};
    for (const Field& field : entry.fields) {
      if (!field.fallback.is_null() && below(2) == 0) continue;
      if (field.type == FieldType::kTruth) {
        layer.fields[field.name] = below(2) == 0;
        continue;
      }
      if (field.type == FieldType::kSpec) {  // right: within one there is no fix
        layer.fields[field.name] = field.rows == "initializers"   ? "he_normal"
                                   : field.rows == "regularizers" ? "l2"
                                                                  : "unit_norm";
        continue;
      }
      if (field.type == FieldType::kNumbers) {
        Json& numbers = layer.fields[field.name] = Json::array();
        for (std::size_t n = 1 + below(3); n > 0; --n) numbers.push_back(1 + below(3));
        continue;
      }
      if (field.type == FieldType::kChoice) {
        layer.fields[field.name] = field.choices[below(field.choices.size())];
        continue;
      }
      // Small numbers are the likely ones; one in eight is out of range.
      const double span = std::min(field.maximum - field.minimum, 12.0);
      double value = field.minimum + span * below(5) / 4;
      if (field.type != FieldType::kNumber) value = std::floor(value);
      if (below(8) == 0) value = below(2) == 0 ? field.minimum - 1 : 40 * field.maximum;
      layer.fields[field.name] = value;
    }
    model.layers.push_back(std::move(layer));
  }
  return model;
}

TEST(Builder, EveryFixMends) {
  std::map<std::string, int> actions;
  int trained = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    ModelSpec model = random_model(Random(seed));
    for (int presses = 0;; ++presses) {
      const ModelSummary before = summarize(model);
      ASSERT_EQ(before.layers.size(), model.layers.size());
      if (before.problems.empty()) {
        ++trained;
        if (seed % 20 == 0) {
          ASSERT_NO_THROW(build_network(model, false));
        }
        break;
      }
      const Error problem = before.problems.front();
      ASSERT_EQ(ErrorCode::kBadModel, problem.code());
      ASSERT_NE(std::string(), problem.where());
      if (!problem.fix()) break;
      ASSERT_LT(presses, 60) << model_to_json(model);
      const std::string text = model_to_json(model).dump();
      const Json fix = fix_to_json(*problem.fix());
      ++actions[fix["action"].get<std::string>()];
      apply(fix, model);
      ASSERT_NE(text, model_to_json(model).dump());
    }
  }
  // Every action was tried, and most models get there by fixes alone.
  for (const char* action : {"set", "insert", "append", "remove", "move"})
    EXPECT_GT(actions[action], 50) << action;
  EXPECT_GT(trained, 2000);
}

}  // namespace
}  // namespace cnnlab
