#include "core/nn/losses.h"

#include <xtensor/xbuilder.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>
#include <xtensor/xvectorize.hpp>

#include "core/base/math.h"

namespace cnnlab {
namespace {

using Row = Span<const float, 1>;

Row row(const TensorView& matrix, std::size_t r) {
  const std::size_t columns = matrix.shape()[1];
  return row_of<const float>(matrix.data() + r * columns, columns);
}

const auto exp = xt::vectorize(exponential);

/// log(sum(exp(z))), with the largest of z taken out first so that nothing overflows.
double log_sum_exp(const Row& z) {
  const double maximum = xt::amax(z)();
  return maximum + logarithm(xt::sum(exp(z - maximum))());
}

}  // namespace

double sparse_categorical_crossentropy(const TensorView& logits,
                                       std::span<const std::uint8_t> labels, double smoothing) {
  double sum = 0.0;
  for (std::size_t r = 0; r < labels.size(); ++r) {
    const Row z = row(logits, r);
    sum += log_sum_exp(z) - z(labels[r]);
    // What the label gives to all classes: the mean of z in place of its own.
    if (smoothing > 0.0) sum += smoothing * (double(z(labels[r])) - xt::mean<double>(z)());
  }
  return sum;
}

void sparse_categorical_crossentropy_gradient(const TensorView& logits,
                                              std::span<const std::uint8_t> labels, float scale,
                                              TensorView& dlogits, double smoothing) {
  const auto classes = xt::arange<std::size_t>(logits.shape()[1]);
  for (std::size_t r = 0; r < labels.size(); ++r) {
    const Row z = row(logits, r);
    auto dz = row_of(dlogits.data() + r * z.size(), z.size());
    const auto one_hot = xt::cast<double>(xt::equal(classes, labels[r]));
    // softmax(z) = exp(z - log(sum(exp(z))))
    xt::noalias(dz) = xt::cast<float>((exp(z - log_sum_exp(z)) - one_hot) * scale);
    if (smoothing == 0.0) continue;
    const double all = smoothing / static_cast<double>(z.size());
    xt::noalias(dz) += xt::cast<float>((smoothing * one_hot - all) * scale);
  }
}

double add_squares(double sum, const Tensor& weights) {
  // xt::sum adds its initial value last, which would change the bits of a sum over several kernels.
  for (const double weight : weights) sum += weight * weight;
  return sum;
}

}  // namespace cnnlab
