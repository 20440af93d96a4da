#pragma once

#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's GroupNormalization over the last axis (Wu and He, 2018): the channels of x {N,…,C} fall
/// into `groups` of neighbors, and y = (x - mean) / sqrt(variance + epsilon) * gamma + beta with
/// the mean and variance of each picture's each group, in training and at inference alike. -1
/// groups: one to each channel.
class GroupNormalization final : public Layer {
 public:
  GroupNormalization(int groups, float epsilon) : groups_(groups), epsilon_(epsilon) {}
  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override { return 2 * input.back(); }
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override { return {&gamma_, &beta_}; }
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  std::size_t groups_of(std::size_t channels) const;

  int groups_;
  float epsilon_;
  Parameter gamma_;
  Parameter beta_;
};

}  // namespace cnnlab
