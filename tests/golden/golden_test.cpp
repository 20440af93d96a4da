// Held to PyTorch in float64: single operations, and four training steps of Model 1.
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <iterator>
#include <numeric>
#include <sstream>

#include "core/data/dataset.h"
#include "core/model/builder.h"
#include "core/optim/adam.h"
#include "core/train/trainer.h"
#include "tests/vectors/run.h"

namespace cnnlab {
namespace {

const std::string kFolder = std::string(CNNLAB_SOURCE_DIR) + "/tests/golden/";

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file) << "cannot read " << path;
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

TEST(Golden, OperationsAgree) {
  ThreadPool pool(2);
  const auto cases = vectors::read_folder(kFolder + "operations");
  const auto say = [](const std::string& line) { ADD_FAILURE() << line; };
  EXPECT_EQ(vectors::run_cases(cases, pool, say).passed, cases.size());
}

Dataset pictures() {
  constexpr std::size_t kPlane = kPictureSide * kPictureSide;
  const std::string bytes = text_of(kFolder + "pictures.bin");
  EXPECT_EQ(bytes.size(), 32 * (1 + 3 * kPlane));
  Dataset data;
  for (std::size_t first = 0; first < bytes.size(); first += 1 + 3 * kPlane) {
    std::vector<std::uint8_t> pixels(3 * kPlane);
    for (std::size_t i = 0; i < pixels.size(); ++i) {
      pixels[i] = static_cast<std::uint8_t>(bytes[first + 1 + i % 3 * kPlane + i / 3]);
    }
    data.append(pixels, static_cast<std::uint8_t>(bytes[first]));
  }
  return data;
}

/// Kernels of the golden run's own generator; see README.md.
void set_weights(Sequential& network) {
  std::uint32_t seed = 1000;
  for (const auto& named : network.parameters()) {
    Tensor& value = named.parameter->value;
    if (named.parameter->name == "bias") {
      value.fill(0.0f);
      continue;
    }
    const auto& shape = value.shape();
    const std::size_t field = shape.size() == 4 ? shape[0] * shape[1] : 1;
    const std::size_t fan_in = field * shape[shape.size() - 2], fan_out = field * shape.back();
    const double limit = std::sqrt(6.0 / static_cast<double>(fan_in + fan_out));
    std::uint32_t x = seed++;
    for (float& weight : value) {
      x = x * 1664525u + 1013904223u;
      const double u = static_cast<double>(x >> 8) / 16777216.0;
      weight = static_cast<float>((2.0 * u - 1.0) * limit);
    }
  }
}

/// conv2d_3/kernel as the golden run calls it: conv4_w.
std::vector<std::string> golden_names() {
  std::vector<std::string> names;
  for (const char* layer :
       {"conv1", "conv2", "conv3", "conv4", "conv5", "conv6", "dense1", "dense2"}) {
    names.push_back(std::string(layer) + "_w");
    names.push_back(std::string(layer) + "_b");
  }
  return names;
}

struct Summary {
  double sum = 0.0, magnitudes = 0.0, squares = 0.0;
  std::vector<double> samples;  // the first eight and the last four
};

Summary summary_of(const Tensor& tensor) {
  Summary s;
  for (const float value : tensor) {
    s.sum += value;
    s.magnitudes += std::abs(value);
    s.squares += static_cast<double>(value) * value;
  }
  const std::size_t size = tensor.size(), first = std::min<std::size_t>(8, size);
  for (std::size_t i = 0; i < first; ++i) s.samples.push_back(tensor.flat(i));
  for (std::size_t i = size - std::min<std::size_t>(4, size); i < size; ++i) {
    s.samples.push_back(tensor.flat(i));
  }
  return s;
}

Summary summary_of(const Json& json) {
  Summary s{json.at("sum"), json.at("abssum"), json.at("sqsum"), {}};
  for (const char* part : {"first8", "last4"}) {
    for (const Json& value : json.at(part)) s.samples.push_back(value.get<double>());
  }
  return s;
}

/// |a - b| of the samples, over as many elements as there are.
double sample_distance(const Summary& a, const Summary& b) {
  EXPECT_EQ(a.samples.size(), b.samples.size());
  double squares = 0.0;
  for (std::size_t i = 0; i < a.samples.size(); ++i) {
    squares += (a.samples[i] - b.samples[i]) * (a.samples[i] - b.samples[i]);
  }
  return std::sqrt(squares);
}

class Model1 : public testing::TestWithParam<bool> {
 protected:
  Model1()
      : golden_(Json::parse(text_of(kFolder + "model_1.json"))),
        data_(pictures()),
        network_(build_network(parse_model(parse_json(text_of(std::string(CNNLAB_SOURCE_DIR) +
                                                              "/assets/presets/model-1.json"),
                                                      "model-1.json")),
                               GetParam())),
        pool_(2) {
    network_->build(Random(0));
    set_weights(*network_);
    trainer_ = std::make_unique<Trainer>(*network_, adam_, pool_);
  }

  /// Trains on pictures 8 step … 8 step + 7; the loss before the update.
  double train(std::uint32_t step) {
    std::vector<std::uint32_t> indices(8);
    std::iota(indices.begin(), indices.end(), 8 * step);
    const BatchResult result = trainer_->train(data_, indices, Random(0), 0.001);
    return result.loss_sum / 8.0;
  }

  const Json golden_;
  const Dataset data_;
  std::unique_ptr<Sequential> network_;
  ThreadPool pool_;
  Adam adam_;
  std::unique_ptr<Trainer> trainer_;
};

TEST_P(Model1, LossesOfFourStepsAgree) {
  for (std::uint32_t step = 0; step < 4; ++step) {
    const double wanted = golden_["losses"][step];
    EXPECT_NEAR(train(step), wanted, 1e-5 * wanted) << "step " << step + 1;
  }
}

TEST_P(Model1, LogitsOfTheFirstStepAgree) {
  train(0);
  const TensorView& logits = network_->output(8, network_->layer_count() - 1);
  for (std::size_t i = 0; i < 80; ++i) {
    EXPECT_NEAR(logits.flat(i), golden_["logits"][i / 10][i % 10].get<double>(), 2e-6) << i;
  }
}

TEST_P(Model1, GradientsOfTheFirstStepAgree) {
  train(0);
  const std::vector<std::string> names = golden_names();
  ASSERT_EQ(names.size(), network_->parameters().size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Tensor& gradient = network_->parameters()[i].parameter->gradient;
    const Summary got = summary_of(gradient), wanted = summary_of(golden_["gradients"][names[i]]);
    const double norm = std::sqrt(wanted.squares);
    const double spread = norm / std::sqrt(static_cast<double>(gradient.size()));
    EXPECT_NEAR(std::sqrt(got.squares), norm, 1e-4 * norm) << names[i];
    EXPECT_NEAR(got.magnitudes, wanted.magnitudes, 1e-4 * wanted.magnitudes) << names[i];
    // A sum may cancel: it is as good as its magnitudes.
    EXPECT_NEAR(got.sum, wanted.sum, 1e-4 * wanted.magnitudes) << names[i];
    // Twelve single numbers, to a share of what twelve typical ones measure.
    const double samples = std::sqrt(static_cast<double>(wanted.samples.size())) * spread;
    EXPECT_LE(sample_distance(got, wanted), 1e-4 * samples) << names[i];
  }
}

TEST_P(Model1, ParametersAfterFourStepsAgree) {
  for (std::uint32_t step = 0; step < 4; ++step) train(step);
  const std::vector<std::string> names = golden_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Tensor& value = network_->parameters()[i].parameter->value;
    const Summary got = summary_of(value), wanted = summary_of(golden_["parameters"][names[i]]);
    const Json& drift = golden_["drift"][names[i]];
    const auto count = static_cast<double>(value.size());
    // Adam turns the rounding of a gradient near zero into a step of any size up to the learning
    // rate, so single numbers are loose: ten times the largest drift of PyTorch's own float32 run.
    for (std::size_t k = 0; k < wanted.samples.size(); ++k) {
      EXPECT_NEAR(got.samples[k], wanted.samples[k], 10.0 * drift["max"].get<double>() + 1e-7)
          << names[i] << " sample " << k;
    }
    // Means are tight; 1e-7 is the rounding of a parameter of size one.
    const double tolerance = 20.0 * drift["rms"].get<double>() + 1e-7;
    EXPECT_NEAR(got.sum / count, wanted.sum / count, tolerance) << names[i];
    EXPECT_NEAR(std::sqrt(got.squares / count), std::sqrt(wanted.squares / count), tolerance)
        << names[i];
  }
}

INSTANTIATE_TEST_SUITE_P(Golden, Model1, testing::Values(false, true), [](const auto& info) {
  return info.param ? std::string("ExactConvolution") : std::string("DefaultConvolution");
});

}  // namespace
}  // namespace cnnlab
