#include "core/nn/group_normalization.h"

#include <algorithm>
#include <cmath>

namespace cnnlab {
namespace {

/// One group of one picture: `cells` rows of `stride` numbers, of which it has `size`.
struct Group {
  std::size_t cells, stride, size;

  /// body(index, channel within the group) for each of its numbers.
  template <typename Body>
  void for_each(const Body& body) const {
    for (std::size_t cell = 0; cell < cells; ++cell) {
      for (std::size_t c = 0; c < size; ++c) body(cell * stride + c, c);
    }
  }
  double count() const { return static_cast<double>(cells * size); }
};

struct Moments {
  double mean, inverse_deviation;
};

Moments moments(const Group& group, const float* x, double epsilon) {
  double sum = 0.0, squares = 0.0;
  group.for_each([&](std::size_t i, std::size_t) { sum += x[i]; });
  const double mean = sum / group.count();
  group.for_each([&](std::size_t i, std::size_t) { squares += (x[i] - mean) * (x[i] - mean); });
  return {mean, 1.0 / std::sqrt(squares / group.count() + epsilon)};
}

}  // namespace

std::size_t GroupNormalization::groups_of(std::size_t channels) const {
  return groups_ < 0 ? channels : static_cast<std::size_t>(groups_);
}

Shape GroupNormalization::output_shape(const Shape& input) const {
  const std::size_t channels = input.back(), groups = groups_of(channels);
  if (groups == 0 || channels % groups != 0) {
    throw Error(ErrorCode::kBadModel, Problem::kGroupsNotOfChannels, "groups",
                {{"groups", groups}, {"channels", channels}});
  }
  return input;
}

void GroupNormalization::build(const Shape& input, const Random&) {
  gamma_ = make_parameter("gamma", Shape{input.back()}, 1.0f);
  beta_ = make_parameter("beta", Shape{input.back()});
}

std::size_t GroupNormalization::workspace(std::size_t batch, const Shape& input, bool) const {
  return batch * 2 * input.back();
}

void GroupNormalization::forward(const TensorView& x, TensorView& y, Pass& pass) {
  const std::size_t batch = x.shape()[0], channels = gamma_.value.size();
  const std::size_t picture = x.size() / batch, groups = groups_of(channels);
  const Group group{picture / channels, channels, channels / groups};
  pass.pool.parallel_for(batch * groups, [&](std::size_t task) {
    const std::size_t channel = task % groups * group.size;
    const float* from = x.data() + task / groups * picture + channel;
    float* to = y.data() + task / groups * picture + channel;
    const float *gamma = gamma_.value.data() + channel, *beta = beta_.value.data() + channel;
    const auto [mean, inverse] = moments(group, from, epsilon_);
    group.for_each([&, mean = mean, inverse = inverse](std::size_t i, std::size_t c) {
      to[i] = static_cast<float>((from[i] - mean) * inverse * gamma[c] + beta[c]);
    });
  });
}

void GroupNormalization::backward(const TensorView& x, const TensorView&, TensorView& dy,
                                  TensorView* dx, Pass& pass) {
  const std::size_t batch = x.shape()[0], channels = gamma_.value.size();
  const std::size_t picture = x.size() / batch, groups = groups_of(channels);
  const Group group{picture / channels, channels, channels / groups};
  pass.pool.parallel_for(batch * groups, [&](std::size_t task) {
    const std::size_t n = task / groups, channel = task % groups * group.size;
    const float* from = x.data() + n * picture + channel;
    const float* after = dy.data() + n * picture + channel;
    const float* gamma = gamma_.value.data() + channel;
    float* dgamma = pass.workspace + n * 2 * channels + channel;
    float* dbeta = dgamma + channels;
    std::fill_n(dgamma, group.size, 0.0f);
    std::fill_n(dbeta, group.size, 0.0f);
    const auto [mean, inverse] = moments(group, from, epsilon_);
    // Of g = dy gamma: its mean, and that of its product with the normalized x.
    double g_mean = 0.0, g_dot = 0.0;
    group.for_each([&, mean = mean, inverse = inverse](std::size_t i, std::size_t c) {
      const double normalized = (from[i] - mean) * inverse;
      dgamma[c] += static_cast<float>(after[i] * normalized);
      dbeta[c] += after[i];
      g_mean += double{after[i]} * gamma[c];
      g_dot += double{after[i]} * gamma[c] * normalized;
    });
    if (dx == nullptr) return;
    g_mean /= group.count();
    g_dot /= group.count();
    float* before = dx->data() + n * picture + channel;
    group.for_each([&, mean = mean, inverse = inverse](std::size_t i, std::size_t c) {
      const double normalized = (from[i] - mean) * inverse;
      before[i] =
          static_cast<float>(inverse * (double{after[i]} * gamma[c] - g_mean - normalized * g_dot));
    });
  });
  // Picture by picture, in order.
  float *dgamma = gamma_.gradient.data(), *dbeta = beta_.gradient.data();
  std::fill_n(dgamma, channels, 0.0f);
  std::fill_n(dbeta, channels, 0.0f);
  for (std::size_t n = 0; n < batch; ++n) {
    const float* partial = pass.workspace + n * 2 * channels;
    for (std::size_t i = 0; i < channels; ++i) {
      dgamma[i] += partial[i];
      dbeta[i] += partial[channels + i];
    }
  }
}

}  // namespace cnnlab
