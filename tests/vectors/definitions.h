// Operations of the vectors that the product does not have, as they are defined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace cnnlab::vectors {

/// y = x - log(sum(exp(x))) of each row.
void log_softmax(std::size_t rows, std::size_t columns, const float* x, float* y);

/// dx = dy - exp(y) * sum(dy) of each row.
void log_softmax_gradient(std::size_t rows, std::size_t columns, const float* y, const float* dy,
                          float* dx);

/// Inverted dropout of a given mask: x / (1 - rate) where it is not 0, else 0.
std::vector<float> dropped(const std::vector<float>& x, const std::vector<float>& mask, float rate);

/// {labels,classes}: 1 at each row's label, 0 elsewhere.
std::vector<float> one_hot(const std::vector<std::uint8_t>& labels, std::size_t classes);

/// Keras's categorical cross-entropy of targets {rows,columns}, mostly one-hot, but of any weights:
/// each row's sum over c of -targets[c] * log_softmax(logits)[c], and the gradient
/// (softmax(logits) * sum(targets) - targets) * scale.
std::vector<float> categorical_crossentropy(std::size_t rows, std::size_t columns,
                                            const float* logits, const float* targets, float scale,
                                            float* dlogits);

/// The same of probabilities: of each one's share of its row's sum, clipped to [1e-7, 1 - 1e-7],
/// both as Keras does it.
std::vector<float> categorical_crossentropy_of_probabilities(std::size_t rows, std::size_t columns,
                                                             const float* probabilities,
                                                             const float* targets);

}  // namespace cnnlab::vectors
