// Gradients of whole networks, drawn at random from every kind of layer, against central
// differences of a float64 twin (reference_network.h).
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include "core/kernels/dropout.h"
#include "core/nn/batch_normalization.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/dropout_layer.h"
#include "core/nn/elementwise_layers.h"
#include "core/nn/flatten.h"
#include "core/nn/group_normalization.h"
#include "core/nn/leaky_relu.h"
#include "core/nn/losses.h"
#include "core/nn/pooling2d.h"
#include "core/nn/sequential.h"
#include "tests/nn/reference_network.h"

namespace cnnlab {
namespace {

constexpr std::size_t kNetworks = 240;
constexpr std::size_t kNone = ~std::size_t{0};

/// Numbers in a row, from one seed.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : random_(Random{seed}.fork(Purpose::kTest)) {}
  std::size_t below(std::size_t bound) {
    return random_.below(static_cast<std::uint32_t>(bound), next_++);
  }
  std::size_t between(std::size_t low, std::size_t high) { return low + below(high - low + 1); }
  std::size_t one_of(std::initializer_list<std::size_t> choices) {
    return choices.begin()[below(choices.size())];
  }
  bool chance(std::size_t percent) { return below(100) < percent; }
  double uniform(double low, double high) { return low + (high - low) * random_.uniform(next_++); }
  float sign() { return below(2) == 0 ? -1.0f : 1.0f; }

 private:
  Random random_;
  std::uint64_t next_ = 0;
};

/// The same network twice.
class Twins {
 public:
  Twins(std::uint64_t seed, std::map<std::string, int>& kinds)
      : draws_(seed), step_(Random{seed}.fork(Purpose::kDropout)), kinds_(kinds) {
    batch_ = draws_.between(2, 4);
    h_ = draws_.between(3, 7);
    w_ = draws_.between(3, 7);
    c_ = draws_.one_of({1, 2, 3, 4, 4, 5});
    const Shape input{h_, w_, c_};
    x_ = {batch_, h_, w_, c_, {}};
    for (std::size_t i = 0; i < batch_ * h_ * w_ * c_; ++i) {
      x_.values.push_back(static_cast<float>(draws_.uniform(-1.0, 1.0)));
    }
    add_layers();
    network_ = std::make_unique<Sequential>(std::move(layers_), input, draws_.chance(50));
    network_->build(Random{seed}.fork(Purpose::kWeights));
    for (const auto& named : network_->parameters()) randomize(*named.parameter);
    for (std::size_t i = 0; i < batch_; ++i) {
      labels_.push_back(static_cast<std::uint8_t>(draws_.below(classes_)));
    }
  }

  const std::vector<Sequential::NamedParameter>& parameters() const {
    return network_->parameters();
  }
  Draws& draws() { return draws_; }

  /// The product's loss; leaves its gradients in the parameters.
  double train() {
    ThreadPool pool(2);
    TensorView& input = network_->input(batch_);
    std::copy(x_.values.begin(), x_.values.end(), input.data());
    const TensorView& logits = network_->forward(batch_, pool, true, step_);
    const double loss = sparse_categorical_crossentropy(logits, labels_);
    sparse_categorical_crossentropy_gradient(logits, labels_, 1.0f / static_cast<float>(batch_),
                                             network_->logits_gradient(batch_));
    network_->backward(batch_, pool, step_);
    return loss / static_cast<double>(batch_);
  }

  /// The twin's loss with parameter `moved`, or kNone, at value + step * direction.
  double loss(std::size_t moved, const std::vector<float>& direction, double step) const {
    reference::Batch y = x_;
    std::size_t next = 0;
    for (std::size_t layer = 0; layer < twins_.size(); ++layer) {
      reference::Parameters own;
      for (std::size_t i = 0; i < parameter_counts_[layer]; ++i, ++next) {
        const Tensor& value = parameters()[next].parameter->value;
        own.emplace_back(value.begin(), value.end());
        if (next != moved) continue;
        for (std::size_t k = 0; k < own.back().size(); ++k) own.back()[k] += step * direction[k];
      }
      for (const reference::Layer& twin : twins_[layer]) y = twin(y, own);
    }
    return reference::cross_entropy(y, labels_);
  }

 private:
  using TwinList = std::vector<reference::Layer>;

  void add(const char* kind, std::unique_ptr<Layer> layer, std::size_t parameters, TwinList twins) {
    ++kinds_[kind];
    layers_.push_back({kind + std::to_string(layers_.size()), std::move(layer)});
    parameter_counts_.push_back(parameters);
    twins_.push_back(std::move(twins));
  }

  Activation draw_activation(TwinList& twins) {
    switch (draws_.below(8)) {
      case 0:
      case 1:
        return Activation::kLinear;
      case 2:
      case 3:
        twins.push_back(reference::softmax());
        return Activation::kSoftmax;
      case 4: {
        const auto rows = elementwise_activations();
        const ElementwiseActivation& row = rows[draws_.below(rows.size())];
        ++kinds_["elementwise activation"];
        twins.push_back(reference::elementwise(row.reference));
        return Activation(row);
      }
      default:
        twins.push_back(reference::relu());
        return Activation::kRelu;
    }
  }

  reference::Window draw_window(std::size_t largest, bool is_kernel) {
    reference::Window window;
    window.same = draws_.chance(50);
    window.h = draws_.between(1, window.same ? largest : std::min(largest, h_));
    window.w = draws_.between(1, window.same ? largest : std::min(largest, w_));
    window.stride_h = draws_.between(1, 3);
    window.stride_w = draws_.between(1, 3);
    if (is_kernel && draws_.chance(50))
      window = {3, 3, 1, 1, true};  // the lesson's, and Winograd's
    return window;
  }

  void shrink(const reference::Window& window, std::size_t channels) {
    const reference::Batch before{batch_, h_, w_, c_, {}};
    h_ = window.rows(before).count;
    w_ = window.columns(before).count;
    c_ = channels;
  }

  void add_convolution() {
    reference::Window window = draw_window(4, true);
    const std::size_t filters = draws_.one_of({1, 2, 3, 4, 4, 5, 8});
    const bool has_bias = !draws_.chance(20);
    const std::size_t groups =
        c_ % 2 == 0 && filters % 2 == 0 && draws_.chance(30) ? draws_.one_of({2, 2, c_}) : 1;
    if (filters % groups != 0) return add_convolution();
    if (window.stride_h * window.stride_w == 1 && window.same && draws_.chance(20)) {
      window.dilation_h = draws_.between(1, 3);
      window.dilation_w = draws_.between(1, 3);
      ++kinds_["dilated convolution"];
    }
    if (groups > 1) ++kinds_["grouped convolution"];
    TwinList twins{reference::convolution(window, filters, groups)};
    const Activation activation = draw_activation(twins);
    add("conv2d",
        std::make_unique<Conv2D>(Conv2DSettings{filters,
                                                {window.h, window.w},
                                                {window.stride_h, window.stride_w},
                                                window.same ? Padding::kSame : Padding::kValid,
                                                activation,
                                                has_bias,
                                                {window.dilation_h, window.dilation_w},
                                                groups}),
        has_bias ? 2 : 1, std::move(twins));
    shrink(window, filters);
  }

  void add_pooling(bool maximum) {
    const reference::Window window = draw_window(3, false);
    const Pooling2DSettings settings{{window.h, window.w},
                                     {window.stride_h, window.stride_w},
                                     window.same ? Padding::kSame : Padding::kValid};
    if (maximum) {
      add("max_pooling2d", std::make_unique<MaxPooling2D>(settings), 0,
          {reference::max_pooling(window)});
    } else {
      add("average_pooling2d", std::make_unique<AveragePooling2D>(settings), 0,
          {reference::average_pooling(window)});
    }
    shrink(window, c_);
  }

  /// The mask is the kernel's own, of ones: that it is the same in both passes is tested here, how
  /// it is drawn elsewhere.
  void add_dropout(bool spatial) {
    const float rate = draws_.chance(50) ? 0.2f : 0.4f;
    const Random random = step_.fork(layers_.size());
    const std::size_t count = batch_ * h_ * w_ * c_;
    std::vector<float> ones(count, 1.0f), factors(count);
    ThreadPool pool(1);
    if (spatial) {
      spatial_dropout(pool, batch_, h_ * w_, c_, rate, random, ones.data(), factors.data());
      add("spatial_dropout2d", std::make_unique<SpatialDropout2D>(rate), 0,
          {reference::times({factors.begin(), factors.end()})});
    } else {
      dropout(pool, count, rate, random, ones.data(), factors.data());
      add("dropout", std::make_unique<Dropout>(rate), 0,
          {reference::times({factors.begin(), factors.end()})});
    }
  }

  void add_normalization() {
    add("batch_normalization", std::make_unique<BatchNormalization>(0.9f, 0.01f), 4,
        {reference::batch_normalization(double{0.01f})});
  }

  void add_group_normalization() {
    const std::size_t groups = c_ % 2 == 0 ? 2 : 1;
    add("group_normalization",
        std::make_unique<GroupNormalization>(static_cast<int>(groups), 0.01f), 2,
        {reference::group_normalization(groups, double{0.01f})});
  }

  void add_given_normalization() {
    std::vector<float> mean, variance;
    for (std::size_t c = 0; c < c_; ++c) {
      mean.push_back(static_cast<float>(draws_.uniform(-0.5, 0.5)));
      variance.push_back(static_cast<float>(draws_.uniform(0.5, 2.0)));
    }
    add("normalization", std::make_unique<GivenNormalization>(mean, variance), 0,
        {reference::normalization({mean.begin(), mean.end()}, {variance.begin(), variance.end()})});
  }

  void add_leaky_relu() {
    const double slope = draws_.chance(50) ? 0.0 : 0.25;
    add("leaky_relu", std::make_unique<LeakyReLU>(static_cast<float>(slope)), 0,
        {reference::leaky_relu(slope)});
  }

  void add_activation() {
    TwinList twins;
    const Activation activation = draw_activation(twins);
    add("activation", std::make_unique<ActivationLayer>(activation), 0, std::move(twins));
  }

  void add_dense(std::size_t units, bool last) {
    const bool has_bias = !draws_.chance(20);
    TwinList twins{reference::dense(units)};
    const Activation activation = last ? Activation::kLinear : draw_activation(twins);
    add("dense", std::make_unique<Dense>(units, activation, has_bias), has_bias ? 2 : 1,
        std::move(twins));
    c_ = units;
  }

  void add_layers() {
    if (draws_.chance(75))
      add_convolution();
    else
      add_normalization();
    for (std::size_t i = draws_.between(1, 3); i > 0; --i) {
      switch (draws_.below(11)) {
        case 0:
          add_pooling(true);
          break;
        case 1:
          add_pooling(false);
          break;
        case 2:
          add_dropout(false);
          break;
        case 3:
          add_dropout(true);
          break;
        case 4:
          add_normalization();
          break;
        case 5:
          add_activation();
          break;
        case 6:
          add_leaky_relu();
          break;
        case 7:
          add_group_normalization();
          break;
        case 8:
          add_given_normalization();
          break;
        default:
          add_convolution();
      }
    }
    switch (draws_.below(3)) {
      case 0:
        add("flatten", std::make_unique<Flatten>(), 0, {reference::flatten()});
        c_ *= h_ * w_;
        break;
      case 1:
        add("global_max_pooling2d", std::make_unique<GlobalMaxPooling2D>(), 0,
            {reference::global_pooling(true)});
        break;
      default:
        add("global_average_pooling2d", std::make_unique<GlobalAveragePooling2D>(), 0,
            {reference::global_pooling(false)});
    }
    h_ = w_ = 1;
    if (draws_.chance(50)) add_dense(draws_.between(2, 9), false);
    if (draws_.chance(30)) add_dropout(false);
    if (draws_.chance(30)) add_activation();
    classes_ = draws_.between(2, 10);
    add_dense(classes_, true);
  }

  void randomize(Parameter& parameter) {
    const bool is_gamma = parameter.name == "gamma";
    if (parameter.name == "kernel") return;  // Glorot's are as random
    for (float& value : parameter.value) {
      value = static_cast<float>(is_gamma ? draws_.uniform(0.5, 1.5) : draws_.uniform(-0.5, 0.5));
    }
  }

  Draws draws_;
  Random step_;
  std::map<std::string, int>& kinds_;
  std::size_t batch_, h_, w_, c_, classes_ = 0;
  reference::Batch x_;
  std::vector<std::uint8_t> labels_;
  std::vector<NamedLayer> layers_;
  std::vector<std::size_t> parameter_counts_;
  std::vector<TwinList> twins_;
  std::unique_ptr<Sequential> network_;
};

double dot(const Tensor& a, const std::vector<float>& b) {
  double sum = 0.0;
  for (std::size_t i = 0; i < b.size(); ++i) sum += double{a.flat(i)} * b[i];
  return sum;
}

double norm(const Tensor& a) {
  double sum = 0.0;
  for (const float value : a) sum += double{value} * value;
  return std::sqrt(sum);
}

// A difference over 2e-8 of a loss near 1, itself rounded a few times, is good to 2e-7; ReLU's and
// max pooling's corners are unlikely to lie between. The product's own rounding is 2^-24 = 6e-8 for
// each of some dozens of additions in a row; with Winograd ten times that.
constexpr double kStep = 1e-8;
constexpr double kOfItsNorm = 2e-5;
constexpr double kOfTheDifference = 2e-7;
constexpr double kOfAllNorms = 2e-6;  // for gradients that cancel, like a bias before normalisation

TEST(Gradient, RandomNetworksAgreeWithDifferences) {
  std::map<std::string, int> kinds;
  for (std::uint64_t seed = 0; seed < kNetworks; ++seed) {
    SCOPED_TRACE("network " + std::to_string(seed));
    Twins twins(seed, kinds);
    const double loss = twins.train();
    ASSERT_NEAR(loss, twins.loss(kNone, {}, 0.0), 2e-6 * (1.0 + loss));
    double all = 0.0;
    for (const auto& named : twins.parameters()) {
      if (named.parameter->trainable) all += std::pow(norm(named.parameter->gradient), 2);
    }
    all = std::sqrt(all);
    for (std::size_t i = 0; i < twins.parameters().size(); ++i) {
      const Parameter& parameter = *twins.parameters()[i].parameter;
      if (!parameter.trainable) continue;
      const double tolerance =
          kOfItsNorm * norm(parameter.gradient) + kOfAllNorms * all + kOfTheDifference;
      // Along whole directions of signs, in which every number takes part, and along single
      // numbers.
      for (int probe = 0; probe < 6; ++probe) {
        std::vector<float> direction(parameter.value.size(), 0.0f);
        if (probe < 3) {
          for (float& d : direction) d = twins.draws().sign();
        } else {
          direction[twins.draws().below(direction.size())] = 1.0f;
        }
        const double difference =
            (twins.loss(i, direction, kStep) - twins.loss(i, direction, -kStep)) / (2.0 * kStep);
        ASSERT_NEAR(dot(parameter.gradient, direction), difference, tolerance)
            << twins.parameters()[i].name << ", probe " << probe;
      }
    }
  }
  for (const char* kind :
       {"conv2d", "max_pooling2d", "average_pooling2d", "global_average_pooling2d",
        "global_max_pooling2d", "dropout", "spatial_dropout2d", "batch_normalization", "flatten",
        "activation", "dense", "elementwise activation", "grouped convolution",
        "dilated convolution", "group_normalization", "normalization"}) {
    EXPECT_GE(kinds[kind], 20) << kind;
  }
}

}  // namespace
}  // namespace cnnlab
