// A run as bytes: what a page keeps, and a learner takes home.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/model/spec.h"
#include "core/tensor/tensor.h"
#include "core/train/position.h"
#include "core/train/settings.h"

namespace cnnlab {

/// The tensors: weights, the optimizer's state, the best weights where settings and place have
/// them.
std::vector<std::uint8_t> write_snapshot(const DataSpec& data, const ModelSpec& model,
                                         const RunSettings& settings, const Position& position,
                                         std::span<Tensor* const> tensors);

struct Snapshot {
  ModelSpec model;
  RunSettings settings;
  Position position;
  std::span<const std::uint8_t> tensors;  // a part of the bytes that were read
};

/// Throws Error(kBadData, "snapshot") for bytes that are not a snapshot or one of other data than
/// these, and what parse_model() and parse_settings() throw.
Snapshot read_snapshot(std::span<const std::uint8_t> bytes, const DataSpec& data);

/// Fills these, which have to take all that there is.
void read_tensors(const Snapshot& snapshot, std::span<Tensor* const> tensors);

/// For a place that no run of its settings can be at.
Error misfitting_counters();

}  // namespace cnnlab
