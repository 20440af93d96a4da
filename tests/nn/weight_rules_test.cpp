// How weights begin, against the distributions that Keras's documentation gives its initializers;
// and what a rule of one weight leaves alone.
#include "core/nn/weight_rules.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>

#include "core/model/builder.h"
#include "core/model/weight_rows.h"
#include "tests/statistics.h"

namespace cnnlab {
namespace {

// 40,000 weights: a window of 20 cells, 40 channels in, 50 out.
const Shape kKernel{4, 5, 40, 50};
constexpr double kFanIn = 800.0, kFanOut = 1000.0;

std::vector<double> weights_of(const Json& spec, const Shape& shape, std::uint64_t seed) {
  const Json fields = checked_spec("initializer", ErrorCode::kBadModel, initializer_rows(), spec);
  const Tensor made =
      find_row(initializer_rows(), fields["kind"])->make(fields)(shape, Random(seed));
  return {made.begin(), made.end()};
}

/// The share of a normal distribution below z.
double below(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

using Share = std::function<double(double weight)>;

Share uniform(double low, double high) {
  return [=](double w) { return (w - low) / (high - low); };
}
Share normal_share(double mean, double deviation) {
  return [=](double w) { return below((w - mean) / deviation); };
}
/// Cut off at two deviations of the distribution before the cut.
Share truncated(double mean, double deviation) {
  return [=](double w) {
    return (below((w - mean) / deviation) - below(-2.0)) / (below(2.0) - below(-2.0));
  };
}
/// Cut off so, with this deviation after the cut: before it, it was larger. The integral of a
/// normal distribution's density from -2 to 2 is e = erf(sqrt 2), that of z^2 times it e - 4
/// phi(2).
Share truncated_to(double deviation) {
  const double within = std::erf(std::sqrt(2.0));
  const double phi = std::exp(-2.0) / std::sqrt(2.0 * 3.14159265358979);
  return truncated(0.0, deviation / std::sqrt((within - 4.0 * phi) / within));
}

// Of 100 equal shares; exceeded by chance less than once in 100,000 times (tests/statistics.h).
constexpr std::size_t kBins = 100;
const double kMostChiSquare = 99.0 + 5.0 * std::sqrt(2.0 * 99.0) + 15.0;

TEST(Initializers, HaveKerasDistributions) {
  const double both = kFanIn + kFanOut;
  const std::vector<std::pair<Json, Share>> all = {
      {"glorot_uniform", uniform(-std::sqrt(6.0 / both), std::sqrt(6.0 / both))},
      {"glorot_normal", truncated_to(std::sqrt(2.0 / both))},
      {"he_uniform", uniform(-std::sqrt(6.0 / kFanIn), std::sqrt(6.0 / kFanIn))},
      {"he_normal", truncated_to(std::sqrt(2.0 / kFanIn))},
      {"lecun_uniform", uniform(-std::sqrt(3.0 / kFanIn), std::sqrt(3.0 / kFanIn))},
      {"lecun_normal", truncated_to(std::sqrt(1.0 / kFanIn))},
      {"random_normal", normal_share(0.0, 0.05)},
      {{{"kind", "random_normal"}, {"mean", 1.5}, {"stddev", 2.0}}, normal_share(1.5, 2.0)},
      {"random_uniform", uniform(-0.05, 0.05)},
      {{{"kind", "random_uniform"}, {"minval", 0.25}, {"maxval", 2.0}}, uniform(0.25, 2.0)},
      {{{"kind", "truncated_normal"}, {"mean", -1.0}, {"stddev", 0.5}}, truncated(-1.0, 0.5)},
      {{{"kind", "variance_scaling"}, {"scale", 3.0}, {"mode", "fan_out"}},
       truncated_to(std::sqrt(3.0 / kFanOut))},
      {{{"kind", "variance_scaling"}, {"distribution", "untruncated_normal"}},
       normal_share(0.0, std::sqrt(1.0 / kFanIn))},
      {{{"kind", "variance_scaling"}, {"mode", "fan_avg"}, {"distribution", "uniform"}},
       uniform(-std::sqrt(6.0 / both), std::sqrt(6.0 / both))}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const auto& [spec, share] = all[i];
    std::vector<double> shares;
    for (const double weight : weights_of(spec, kKernel, 100 + i)) shares.push_back(share(weight));
    EXPECT_LT(uniformity(shares, 0.0, 1.0, kBins), kMostChiSquare) << spec.dump();
  }
}

TEST(Initializers, ThatAreConstantAreSo) {
  for (const auto& [spec, value] : std::vector<std::pair<Json, double>>{
           {"zeros", 0.0}, {"ones", 1.0}, {{{"kind", "constant"}, {"value", -0.75}}, -0.75}}) {
    for (const double weight : weights_of(spec, {3, 2}, 1)) EXPECT_EQ(value, weight);
  }
}

// The rows or the columns, whichever are fewer, have the gain for their length and are at right
// angles.
TEST(Initializers, OrthogonalIsOrthogonal) {
  const Json spec = {{"kind", "orthogonal"}, {"gain", 1.5}};
  for (const Shape& shape : {Shape{30, 20}, Shape{20, 30}, Shape{3, 3, 5, 16}, Shape{7, 7},
                             Shape{90, 150}, Shape{210, 70}}) {
    const std::size_t columns = shape.back(), rows = element_count(shape) / columns;
    const std::vector<double> w = weights_of(spec, shape, 3);
    const bool by_row = rows < columns;
    const std::size_t few = by_row ? rows : columns, many = by_row ? columns : rows;
    for (std::size_t a = 0; a < few; ++a) {
      for (std::size_t b = 0; b <= a; ++b) {
        double dot = 0.0;
        for (std::size_t i = 0; i < many; ++i) {
          dot += by_row ? w[a * columns + i] * w[b * columns + i]
                        : w[i * columns + a] * w[i * columns + b];
        }
        EXPECT_NEAR(dot, a == b ? 2.25 : 0.0, 1e-6) << to_string(shape);
      }
    }
  }
}

/// Pairs of columns, or of rows where these are fewer, that orthogonal weights {rows,columns} of
/// gain 1 are asked about: each with itself, and others drawn by chance.
double farthest_from_orthonormal(const Shape& shape, std::size_t drawn) {
  const std::vector<double> w = weights_of({{"kind", "orthogonal"}}, shape, 8);
  const std::size_t columns = shape.back(), rows = w.size() / columns;
  const bool by_row = rows < columns;
  const std::size_t few = by_row ? rows : columns, many = by_row ? columns : rows;
  const std::size_t along = by_row ? 1 : columns, apart = by_row ? columns : 1;
  const Random random = Random(2).fork(Purpose::kTest);
  double farthest = 0.0;
  for (std::size_t pair = 0; pair < few + drawn; ++pair) {
    const auto size = static_cast<std::uint32_t>(few);
    const std::size_t a = pair < few ? pair : random.below(size, 2 * pair);
    const std::size_t b = pair < few ? pair : random.below(size, 2 * pair + 1);
    double dot = 0.0;
    for (std::size_t i = 0; i < many; ++i)
      dot += w[a * apart + i * along] * w[b * apart + i * along];
    farthest = std::max(farthest, std::abs(dot - (a == b ? 1.0 : 0.0)));
  }
  return farthest;
}

// As small layers: square, where the last vectors have least room; long; of a convolution.
TEST(Initializers, OrthogonalIsOrthogonalToAMillionthInLargeLayersToo) {
  EXPECT_LT(farthest_from_orthonormal({1024, 1024}, 3000), 1e-6);
  EXPECT_LT(farthest_from_orthonormal({8192, 192}, 1000), 1e-6);
  EXPECT_LT(farthest_from_orthonormal({5, 5, 128, 256}, 1000), 1e-6);
}

// Turned every way alike. So a coordinate of three orthonormal vectors in space is uniform from -1
// to 1 (Archimedes), and one of two in five dimensions has the density (3 / 4) (1 - t^2).
TEST(Initializers, OrthogonalPrefersNoDirection) {
  constexpr std::size_t kDraws = 4000, kCells = 50;
  const double most = 49.0 + 5.0 * std::sqrt(2.0 * 49.0) + 15.0;
  const Json spec = {{"kind", "orthogonal"}};
  for (const auto& [shape, share] : std::vector<std::pair<Shape, Share>>{
           {{3, 3}, uniform(-1.0, 1.0)},
           {{2, 5}, [](double t) { return (2.0 + 3.0 * t - t * t * t) / 4.0; }},
           {{5, 2}, [](double t) { return (2.0 + 3.0 * t - t * t * t) / 4.0; }}}) {
    std::vector<std::vector<double>> shares(element_count(shape));
    for (std::uint64_t seed = 0; seed < kDraws; ++seed) {
      const std::vector<double> w = weights_of(spec, shape, seed);
      for (std::size_t i = 0; i < w.size(); ++i) shares[i].push_back(share(w[i]));
    }
    for (const std::vector<double>& one : shares) {
      EXPECT_LT(uniformity(one, -1e-6, 1.0 + 1e-6, kCells), most) << to_string(shape);
    }
  }
  // In many dimensions it is nearly normal, of variance 1 / 4096.
  std::vector<double> many;
  for (const double w : weights_of(spec, {4096, 8}, 4)) many.push_back(below(64.0 * w));
  EXPECT_LT(uniformity(many, 0.0, 1.0, kCells), most);
}

/// The weights of a network of these layers.
std::vector<Tensor> begun(const std::string& layers, std::uint64_t seed) {
  const auto network = build_network(
      parse_model(parse_json(
          "{\"layers\":[" + layers + R"(,{"kind":"dense","units":10,"activation":"softmax"}]})",
          "model")),
      false);
  network->build(Random(seed));
  std::vector<Tensor> weights;
  for (const auto& named : network->parameters()) weights.push_back(named.parameter->value);
  return weights;
}

std::string dense_with(const std::string& fields) {
  return R"({"kind":"flatten"},{"kind":"dense","units":6)" + fields + "}";
}

TEST(WeightRules, LeaveWhatTheyDoNotNameAsItWas) {
  const std::vector<Tensor> usual = begun(dense_with(""), 4);
  EXPECT_EQ(usual, begun(dense_with(R"(,"kernel_initializer":"glorot_uniform")"), 4));
  const std::vector<Tensor> other =
      begun(dense_with(R"(,"kernel_initializer":"he_normal","bias_constraint":"non_neg")"), 4);
  EXPECT_NE(usual[0], other[0]);
  for (std::size_t i = 1; i < usual.size(); ++i) EXPECT_EQ(usual[i], other[i]);
}

TEST(WeightRules, DrawOtherNumbersForEachWeight) {
  const std::string normal = R"({"kind":"random_normal"})";
  const std::vector<Tensor> weights = begun(
      dense_with(R"(,"kernel_initializer":)" + normal + R"(,"bias_initializer":)" + normal), 4);
  EXPECT_NE(weights[0].flat(0), weights[1].flat(0));
}

TEST(WeightRules, WithASeedOfTheirOwnAreTheSameInEveryRun) {
  const auto kernel = [](const std::string& seed, std::uint64_t run) {
    return begun(dense_with(R"(,"kernel_initializer":{"kind":"he_uniform")" + seed + "}"), run)[0];
  };
  EXPECT_EQ(kernel(R"(,"seed":7)", 1), kernel(R"(,"seed":7)", 2));
  EXPECT_NE(kernel(R"(,"seed":7)", 1), kernel(R"(,"seed":8)", 1));
  EXPECT_NE(kernel("", 1), kernel("", 2));
}

// Of a kernel {kH,kW,C,O} the first three axes give each filter its own norm.
TEST(WeightRules, HoldEachFilterToItsNorm) {
  Parameter kernel = make_parameter("kernel", Tensor(Shape{2, 1, 2, 3}, 0.0f));
  for (std::size_t i = 0; i < 12; ++i) kernel.value.flat(i) = i % 3 == 1 ? 0.25f : 1.5f;
  kernel.constraint = {.kind = Constraint::kNorm, .maximum = 1.0, .axes = {0, 1, 2}};
  constrain(kernel);
  // Four numbers of 1.5 have the norm 3; four of 0.25 have 0.5, which is allowed.
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(i % 3 == 1 ? 0.25 : 0.5, kernel.value.flat(i), 1e-6) << i;
  }
}

std::string problem_of(const std::string& fields) {
  try {
    begun(dense_with(fields), 1);
  } catch (const Error& error) {
    return error.where() + ": " + error.what();
  }
  return "";
}

TEST(WeightRules, RefuseWhatCannotBe) {
  EXPECT_EQ(0u, problem_of(R"(,"kernel_initializer":"he")")
                    .find("layers[1].kernel_initializer: kernel_initializer is \"he\", but has to "
                          "be one of glorot_uniform, "));
  EXPECT_EQ(0u, problem_of(R"(,"kernel_initializer":{"kind":"random_normal","stddev":-1})")
                    .find("layers[1].kernel_initializer.stddev: stddev is -1, but has to be from 0 "
                          "to 1000; set it to 0"));
  EXPECT_EQ(0u, problem_of(R"(,"kernel_regularizer":{"kind":"l2","l1":1})")
                    .find("layers[1].kernel_regularizer.l1: L2 has no field 'l1'; it has l2"));
  // A kernel of Dense has two axes, a bias one.
  EXPECT_EQ(0u,
            problem_of(R"(,"kernel_constraint":{"kind":"max_norm","axis":[0,2]})")
                .find("layers[1].kernel_constraint.axis: axis is [0,2], but has to be a list of "
                      "up to 2 numbers from -2 to 1"));
  EXPECT_EQ("", problem_of(R"(,"kernel_constraint":{"kind":"max_norm","axis":-1})"));
  EXPECT_NE("", problem_of(R"(,"bias_initializer":"orthogonal")"));
}

}  // namespace
}  // namespace cnnlab
