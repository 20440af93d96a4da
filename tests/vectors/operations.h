// From a case to what the product answers: every answer comes from the product's own kernels,
// layers and optimizers; the functions here only bring inputs into their form.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/base/thread_pool.h"
#include "tests/vectors/case.h"

namespace cnnlab::vectors {

/// One answer; a case may get several, by different algorithms, and passes when all are right.
struct Answer {
  std::string by;  // which algorithm, for the failure's line; may be empty
  std::map<std::string, Array> outputs;
  double allowance = 0.0;  // added to the case's absolute tolerance
};
using Answers = std::vector<Answer>;

struct Operation {
  /// Settings that it understands; an optional case with any other is skipped.
  std::set<std::string> attributes;
  /// Throws Unsupported for what the product does not do.
  std::function<Answers(const Case&, ThreadPool&)> answer;
};
using Operations = std::map<std::string, Operation>;

void add_convolution(Operations& operations);
void add_pooling(Operations& operations);
void add_layers(Operations& operations);
void add_losses(Operations& operations);
void add_optimizers(Operations& operations);
void add_augmentation(Operations& operations);
void add_catalog(Operations& operations);
void add_trajectories(Operations& operations);

/// All of them.
const Operations& all_operations();

/// A single unnamed answer with a single output.
Answers answer_with(const char* name, Array output);

/// `shape` read as the matrix {everything before the last axis, last axis}; {1, 1} for a scalar.
struct Matrix {
  std::size_t rows, columns;
};
Matrix matrix_of(const Sizes& shape);

/// `array` repeated to the shape {rows, columns}, as NumPy broadcasts.
std::vector<float> broadcast_to(const Array& array, Matrix shape);

}  // namespace cnnlab::vectors
