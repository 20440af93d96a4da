#include "core/tensor/tensor.h"

#include <sstream>

namespace cnnlab {

std::size_t element_count(const Shape& shape) {
  std::size_t count = 1;
  for (const std::size_t axis : shape) count *= axis;
  return count;
}

std::string to_string(const Shape& shape) {
  std::ostringstream out;
  for (std::size_t i = 0; i < shape.size(); ++i) out << (i == 0 ? "" : "×") << shape[i];
  return out.str();
}

std::vector<std::size_t> axes_of(const Shape& shape) { return {shape.begin(), shape.end()}; }

Shape batched(std::size_t batch, const Shape& shape) {
  Shape result;
  result.reserve(shape.size() + 1);
  result.push_back(batch);
  for (const std::size_t axis : shape) result.push_back(axis);
  return result;
}

TensorView view_of(float* data, const Shape& shape) {
  const std::size_t size = element_count(shape);
  return TensorView(xt::xbuffer_adaptor<float*, xt::no_ownership>(data, size), shape);
}

TensorView view_of(Tensor& tensor) { return view_of(tensor.data(), tensor.shape()); }

}  // namespace cnnlab
