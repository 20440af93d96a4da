#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/thread_pool.h"
#include "core/data/dataset.h"

namespace cnnlab {

/// Writes the pictures at these indices, scaled to [0, 1], to x {n,H,W,C}, and their labels.
void assemble_batch(ThreadPool& pool, const Dataset& data, std::span<const std::uint32_t> indices,
                    TensorView& x, std::vector<std::uint8_t>& labels);

}  // namespace cnnlab
