// What a network is trained to make small.
#pragma once

#include <cstdint>
#include <span>

#include "core/tensor/tensor.h"

namespace cnnlab {

/// Keras's SparseCategoricalCrossentropy(from_logits=True), summed over the batch instead of its
/// mean: the sum over rows z of -log(softmax(z)[label]) = log(sum(exp(z))) - z[label].
/// logits {N,classes}, labels {N}, each below `classes`. Safe for any finite logits.
double sparse_categorical_crossentropy(const TensorView& logits,
                                       std::span<const std::uint8_t> labels);

/// Its gradient with respect to the logits, times `scale` (1 / N for the mean over the batch):
/// dlogits {N,classes} = (softmax(z) - one_hot(label)) * scale of each row z.
void sparse_categorical_crossentropy_gradient(const TensorView& logits,
                                              std::span<const std::uint8_t> labels, float scale,
                                              TensorView& dlogits);

/// Keras's L2 regularizer without its factor: `sum` and the squares of the weights, added to it one
/// after the other.
double add_squares(double sum, const Tensor& weights);

}  // namespace cnnlab
