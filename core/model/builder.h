// From a model as data to a network, and what can be said of it before there is one.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/data/data_spec.h"
#include "core/model/spec.h"
#include "core/nn/sequential.h"

namespace cnnlab {

struct LayerSummary {
  std::string kind;
  std::string name;                   // Keras's automatic name: conv2d, conv2d_1 …
  std::optional<Shape> output_shape;  // nothing from the first problem on
  Shape inference_shape;              // where there is one: another after RandomCrop
  std::size_t parameters = 0;
  std::uint64_t multiply_adds = 0;  // of one picture's forward pass
  std::optional<Error> problem;
};

struct ModelSummary {
  std::vector<LayerSummary> layers;
  std::uint64_t total_parameters = 0;
  std::uint64_t multiply_adds = 0;
  std::vector<Error> problems;  // empty: it trains
};

/// Shapes, parameters and problems of a model that may be unfinished, over such data. Never throws
/// for a bad model.
ModelSummary summarize(const ModelSpec& model, const DataSpec& data = {});

/// The network without weights, its final softmax left to the loss (see Sequential). Throws the
/// first of summarize()'s problems.
std::unique_ptr<Sequential> build_network(const ModelSpec& model, bool exact_convolution,
                                          const DataSpec& data = {});

/// The model's leading augmentation layers alone; the rest may be unfinished. Throws
/// Error(kBadModel) where one of them is.
std::unique_ptr<Sequential> build_augmentation(const ModelSpec& model, const DataSpec& data = {});

/// As lab.d.ts's Fault.
Json fault_to_json(const Error& error);
/// As lab.d.ts's Fix.
Json fix_to_json(const Fix& fix);

/// As lab.d.ts's ModelSummary.
Json summary_to_json(const ModelSummary& summary);

/// Keras's table, as `model.summary()` prints it.
std::string summary_to_text(const ModelSpec& model);

}  // namespace cnnlab
