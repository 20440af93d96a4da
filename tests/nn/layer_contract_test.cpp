// What every layer of the catalog owes its network, whatever it computes.
#include <gtest/gtest.h>

#include "core/model/catalog.h"
#include "tests/kernels/guarded_buffer.h"

namespace cnnlab {
namespace {

constexpr std::size_t kBatch = 3;

/// Settings that tell axes and cases apart, for one entry and one number of variants.
Json some_fields(const CatalogEntry& entry, std::size_t variant) {
  Json fields = Json::object();
  for (const Field& field : entry.fields) {
    switch (field.type) {
      case FieldType::kInteger:
        // 8: by fours, for Winograd; groups that divide what comes in, where anything does
        fields[field.name] = field.name == "groups" ? 1 + variant % 2 : 5 + 3 * variant;
        break;
      case FieldType::kNumber:
        fields[field.name] = std::min(field.maximum, std::max(field.minimum, 0.2 + 0.1 * variant));
        break;
      case FieldType::kPair:
        fields[field.name] = field.name == "strides" ? Json::array({variant == 2 ? 2 : 1, 1})
                             : field.name == "dilation_rate"
                                 ? Json::array({1, variant == 3 ? 2 : 1})
                                 : Json::array({3 - variant / 2, 3});
        break;
      case FieldType::kChoice:
        fields[field.name] = field.choices[variant % field.choices.size()];
        break;
      case FieldType::kTruth:
        fields[field.name] = variant % 2 == 1;
        break;
      case FieldType::kNumbers:
        fields[field.name] = field.whole ? Json{-1} : Json{0.3};
        if (field.least_count == 2) fields[field.name] = {-0.2, 0.3};
        break;
      case FieldType::kSpec:  // of weights, which are as they are here
        break;
    }
  }
  return fields;
}

struct Kind {
  std::string name;
  std::size_t variant;
  std::unique_ptr<Layer> layer;
  Shape input, output;
};

/// Every kind of layer, several ways, on pictures where it takes pictures and on rows otherwise.
std::vector<Kind> all_kinds() {
  std::vector<Kind> kinds;
  for (const CatalogEntry& entry : catalog()) {
    for (std::size_t variant = 0; variant < 4; ++variant) {
      for (const Shape& input : {Shape{7, 9, 8}, Shape{5, 6, 3}, Shape{13}}) {
        Kind kind{
            entry.kind, variant, make_layer({entry.kind, some_fields(entry, variant)}), input, {}};
        try {
          kind.output = kind.layer->output_shape(input);
        } catch (const Error&) {
          continue;
        }
        kinds.push_back(std::move(kind));
      }
    }
  }
  return kinds;
}

struct Results {
  std::vector<float> y, dx;
  std::vector<Tensor> gradients, values;
};

/// Both passes with everything that must be written set to NaN.
Results run(Kind& kind, int threads, bool training, std::uint64_t seed, bool with_dx = true) {
  ThreadPool pool(threads);
  Layer& layer = *kind.layer;
  layer.build(kind.input, Random(5));
  const Shape x_shape = batched(kBatch, kind.input),
              y_shape = batched(kBatch, training ? kind.output : layer.inference_shape(kind.input));
  GuardedBuffer x(random_values(element_count(x_shape), 1)), y(element_count(y_shape));
  GuardedBuffer dy(random_values(element_count(y_shape), 2)), dx(element_count(x_shape));
  GuardedBuffer workspace(layer.workspace(kBatch, kind.input, false));
  GuardedBuffer kept(layer.kept(kBatch, kind.input));
  const std::vector<float> x_before(x.data(), x.data() + x.size());
  TensorView x_view = view_of(x.data(), x_shape), y_view = view_of(y.data(), y_shape);
  TensorView dy_view = view_of(dy.data(), y_shape), dx_view = view_of(dx.data(), x_shape);
  Pass pass{pool, workspace.data(), training, false, Random(seed)};
  pass.kept = kept.data();
  layer.forward(x_view, y_view, pass);
  Results results;
  results.y.assign(y.data(), y.data() + y.size());
  for (Parameter* parameter : layer.parameters()) {
    parameter->gradient.fill(std::numeric_limits<float>::quiet_NaN());
  }
  layer.backward(x_view, y_view, dy_view, with_dx ? &dx_view : nullptr, pass);
  results.dx.assign(dx.data(), dx.data() + dx.size());
  for (const Parameter* parameter : layer.parameters()) {
    results.values.push_back(parameter->value);
    if (parameter->trainable) results.gradients.push_back(parameter->gradient);
  }
  for (const GuardedBuffer* buffer : {&x, &y, &dy, &dx, &workspace, &kept}) {
    EXPECT_TRUE(buffer->guards_intact()) << kind.name;
  }
  EXPECT_EQ(std::memcmp(x.data(), x_before.data(), x.size() * sizeof(float)), 0)
      << kind.name << " changed its input";
  return results;
}

bool all_numbers(const float* values, std::size_t count) {
  return std::none_of(values, values + count, [](float value) { return std::isnan(value); });
}

bool same_bits(const std::vector<float>& a, const std::vector<float>& b) {
  return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

bool same_bits(const std::vector<Tensor>& a, const std::vector<Tensor>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (std::memcmp(a[i].data(), b[i].data(), a[i].size() * sizeof(float)) != 0) return false;
  }
  return true;
}

TEST(LayerContract, TheWholeCatalogIsHere) {
  std::vector<std::string> seen;
  for (const Kind& kind : all_kinds()) seen.push_back(kind.name);
  for (const CatalogEntry& entry : catalog()) {
    EXPECT_NE(std::find(seen.begin(), seen.end(), entry.kind), seen.end()) << entry.kind;
  }
}

TEST(LayerContract, PassesWriteEverythingAndNothingElse) {
  for (Kind& kind : all_kinds()) {
    SCOPED_TRACE(kind.name + " " + to_string(kind.input) + " variant " +
                 std::to_string(kind.variant));
    for (const bool training : {true, false}) {
      const Results results = run(kind, 2, training, 3);
      EXPECT_TRUE(all_numbers(results.y.data(), results.y.size()));
      EXPECT_TRUE(all_numbers(results.dx.data(), results.dx.size()));
      for (const Tensor& gradient : results.gradients) {
        EXPECT_TRUE(all_numbers(gradient.data(), gradient.size()));
      }
    }
  }
}

TEST(LayerContract, GradientsDoNotDependOnWhetherTheInputWantsOne) {
  for (Kind& kind : all_kinds()) {
    const Results with = run(kind, 2, true, 3), without = run(kind, 2, true, 3, false);
    EXPECT_TRUE(same_bits(with.gradients, without.gradients)) << kind.name;
    EXPECT_FALSE(std::any_of(without.dx.begin(), without.dx.end(), [](float value) {
      return !std::isnan(value);
    })) << kind.name;
  }
}

TEST(LayerContract, SameBitsForAnyNumberOfThreads) {
  for (Kind& kind : all_kinds()) {
    const Results one = run(kind, 1, true, 3);
    for (const int threads : {2, 3, 8}) {
      const Results more = run(kind, threads, true, 3);
      EXPECT_TRUE(same_bits(one.y, more.y)) << kind.name << ", " << threads << " threads";
      EXPECT_TRUE(same_bits(one.dx, more.dx)) << kind.name << ", " << threads << " threads";
      EXPECT_TRUE(same_bits(one.gradients, more.gradients)) << kind.name << ", " << threads;
      EXPECT_TRUE(same_bits(one.values, more.values)) << kind.name << ", " << threads;
    }
  }
}

TEST(LayerContract, InferenceIgnoresRandomnessAndChangesNothing) {
  for (Kind& kind : all_kinds()) {
    const Results a = run(kind, 2, false, 3), b = run(kind, 2, false, 4);
    EXPECT_TRUE(same_bits(a.y, b.y)) << kind.name;
    kind.layer->build(kind.input, Random(5));
    std::size_t i = 0;
    for (const Parameter* parameter : kind.layer->parameters()) {
      EXPECT_TRUE(a.values[i++] == parameter->value) << kind.name << "/" << parameter->name;
    }
  }
}

TEST(LayerContract, TrainingDrawsDependOnTheirAddress) {
  std::size_t random_kinds = 0;
  for (Kind& kind : all_kinds()) {
    const Results a = run(kind, 2, true, 3), again = run(kind, 2, true, 3),
                  b = run(kind, 2, true, 4);
    EXPECT_TRUE(same_bits(a.y, again.y)) << kind.name;
    EXPECT_TRUE(same_bits(a.dx, again.dx)) << kind.name;
    if (!same_bits(a.y, b.y)) ++random_kinds;
  }
  EXPECT_GE(random_kinds, 8u);  // both dropouts at least, in each variant
}

TEST(LayerContract, ParametersAreCountedBeforeTheyAreMade) {
  for (Kind& kind : all_kinds()) {
    const std::size_t counted = kind.layer->parameter_count(kind.input);
    kind.layer->build(kind.input, Random(5));
    std::size_t made = 0;
    for (const Parameter* parameter : kind.layer->parameters()) {
      made += parameter->value.size();
      EXPECT_TRUE(parameter->gradient.shape() == parameter->value.shape()) << kind.name;
    }
    EXPECT_EQ(counted, made) << kind.name;
  }
}

TEST(LayerContract, WeightsComeFromTheirSeedAlone) {
  for (Kind& kind : all_kinds()) {
    const auto kernel = [&](std::uint64_t seed) {
      kind.layer->build(kind.input, Random(seed));
      for (const Parameter* parameter : kind.layer->parameters()) {
        if (parameter->name == "kernel") return parameter->value;
      }
      return Tensor();
    };
    const Tensor a = kernel(1), again = kernel(1), b = kernel(2);
    EXPECT_TRUE(a == again) << kind.name;
    if (a.size() > 1) {
      EXPECT_FALSE(a == b) << kind.name;
    }
  }
}

}  // namespace
}  // namespace cnnlab
