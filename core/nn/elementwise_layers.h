// Layers that treat each number by itself and have an activation's shape but settings of their own.
#pragma once

#include <vector>

#include "core/kernels/rectifiers.h"
#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's ReLU with its limits (kernels/rectifiers.h).
class ReLU final : public Layer {
 public:
  explicit ReLU(const ReLUSettings& settings) : settings_(settings) {}
  Shape output_shape(const Shape& input) const override { return input; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  ReLUSettings settings_;
};

/// Keras's ELU: f(x) = x where x > 0, else alpha (e^x - 1) (Clevert, Unterthiner and Hochreiter,
/// 2015).
class ELU final : public Layer {
 public:
  explicit ELU(float alpha) : alpha_(alpha) {}
  Shape output_shape(const Shape& input) const override { return input; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float alpha_;
};

/// Keras's PReLU: f(x) = x where x > 0, else alpha x, with an alpha for each number of the input
/// that is learned (He et al., 2015).
class PReLU final : public Layer {
 public:
  Shape output_shape(const Shape& input) const override { return input; }
  std::size_t parameter_count(const Shape& input) const override { return element_count(input); }
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override { return {&alpha_}; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  Parameter alpha_;
};

/// Keras's Rescaling: f(x) = scale x + offset.
class Rescaling final : public Layer {
 public:
  Rescaling(float scale, float offset) : scale_(scale), offset_(offset) {}
  Shape output_shape(const Shape& input) const override { return input; }
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  float scale_;
  float offset_;
};

/// Keras's Normalization with a given mean and variance: f(x) = (x - mean) / max(sqrt(variance),
/// 1e-7), of each channel its own or of all the same.
class GivenNormalization final : public Layer {
 public:
  GivenNormalization(const std::vector<float>& mean, const std::vector<float>& variance);
  Shape output_shape(const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  /// body(first, count) for pieces of `count` numbers that begin with a row of channels and are no
  /// longer than mean_.
  template <typename Body>
  void by_rows(ThreadPool& pool, std::size_t count, const Body& body) const;

  std::size_t means_, deviations_;  // how many are given
  // Both repeated for as many numbers: whole rows of channels.
  std::vector<float> mean_, deviation_;
};

}  // namespace cnnlab
