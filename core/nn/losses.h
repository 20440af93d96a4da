// What a network is trained to make small.
#pragma once

#include <cstdint>
#include <span>

#include "core/tensor/tensor.h"

namespace cnnlab {

/// Keras's SparseCategoricalCrossentropy(from_logits=True), summed over the batch instead of its
/// mean: the sum over rows z of -log(softmax(z)[label]) = log(sum(exp(z))) - z[label].
/// logits {N,classes}, labels {N}, each below `classes`. Safe for any finite logits. `smoothing` is
/// that of CategoricalCrossentropy: so much of each label goes to all classes in equal parts.
double sparse_categorical_crossentropy(const TensorView& logits,
                                       std::span<const std::uint8_t> labels,
                                       double smoothing = 0.0);

/// Its gradient with respect to the logits, times `scale` (1 / N for the mean over the batch):
/// dlogits {N,classes} = (softmax(z) - one_hot(label)) * scale of each row z; with `smoothing`,
/// (softmax(z) - (1 - smoothing) * one_hot(label) - smoothing / classes) * scale.
void sparse_categorical_crossentropy_gradient(const TensorView& logits,
                                              std::span<const std::uint8_t> labels, float scale,
                                              TensorView& dlogits, double smoothing = 0.0);

/// Keras's L2 regularizer without its factor: `sum` and the squares of the weights, added to it one
/// after the other.
double add_squares(double sum, const Tensor& weights);

}  // namespace cnnlab
