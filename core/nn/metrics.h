// What a network is judged by.
#pragma once

#include <cstdint>
#include <span>

#include "core/tensor/tensor.h"

namespace cnnlab {

/// Keras's SparseCategoricalAccuracy before its division: how many rows of scores {N,classes} have
/// their largest entry (the first of equals) at their label. labels {N}.
std::size_t count_correct(const TensorView& scores, std::span<const std::uint8_t> labels);

}  // namespace cnnlab
