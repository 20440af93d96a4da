#pragma once

#include "core/nn/activation.h"
#include "core/nn/layer.h"

namespace cnnlab {

/// Keras's Dense on flat inputs: y {N,units} = activation(x {N,inputs} kernel {inputs,units} +
/// bias). Without use_bias the bias is left out.
class Dense final : public Layer {
 public:
  Dense(std::size_t units, const Activation& activation, bool use_bias = true)
      : units_(units), activation_(activation), use_bias_(use_bias) {}

  Shape output_shape(const Shape& input) const override;
  std::size_t parameter_count(const Shape& input) const override;
  std::uint64_t multiply_adds(const Shape& input) const override;
  void build(const Shape& input, const Random& random) override;
  std::vector<Parameter*> parameters() override;
  std::size_t workspace(std::size_t batch, const Shape& input, bool exact) const override;
  std::size_t kept(std::size_t batch, const Shape& input) const override;
  void forward(const TensorView& x, TensorView& y, Pass& pass) override;
  void backward(const TensorView& x, const TensorView& y, TensorView& dy, TensorView* dx,
                Pass& pass) override;

 private:
  std::size_t units_;
  Activation activation_;
  bool use_bias_;
  Parameter kernel_;
  Parameter bias_;  // zeros that nobody learns without use_bias
};

}  // namespace cnnlab
