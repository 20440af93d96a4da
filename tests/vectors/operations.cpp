#include "tests/vectors/operations.h"

namespace cnnlab::vectors {

const Operations& all_operations() {
  static const Operations operations = [] {
    Operations all;
    add_convolution(all);
    add_pooling(all);
    add_layers(all);
    add_losses(all);
    add_optimizers(all);
    add_augmentation(all);
    add_catalog(all);
    add_trajectories(all);
    return all;
  }();
  return operations;
}

Answers answer_with(const char* name, Array output) {
  Answer answer;
  answer.outputs.emplace(name, std::move(output));
  return {answer};
}

Matrix matrix_of(const Sizes& shape) {
  if (shape.empty()) return {1, 1};
  const std::size_t columns = shape.back();
  return {columns == 0 ? 0 : count_of(shape) / columns, columns};
}

std::vector<float> broadcast_to(const Array& array, Matrix shape) {
  const Matrix own = matrix_of(array.shape);
  if ((own.rows != 1 && own.rows != shape.rows) ||
      (own.columns != 1 && own.columns != shape.columns)) {
    throw Unsupported{"its shape " + to_string(array.shape) + " does not broadcast"};
  }
  std::vector<float> values(shape.rows * shape.columns);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t row = own.rows == 1 ? 0 : i / shape.columns;
    const std::size_t column = own.columns == 1 ? 0 : i % shape.columns;
    values[i] = static_cast<float>(array.values[row * own.columns + column]);
  }
  return values;
}

}  // namespace cnnlab::vectors
