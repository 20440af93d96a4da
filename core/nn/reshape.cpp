#include "core/nn/reshape.h"

#include <string>

namespace cnnlab {

Shape Reshape::output_shape(const Shape& input) const {
  const std::size_t count = element_count(input);
  std::size_t known = 1, open = 0;
  std::string written;
  for (const std::int64_t axis : target_) {
    if (axis < 0) {
      ++open;
    } else {
      known *= static_cast<std::size_t>(axis);
    }
    written += (written.empty() ? "" : "×") + std::to_string(axis);
  }
  if (known == 0 || open > 1 || count % known != 0 || (open == 0 && known != count)) {
    throw Error(ErrorCode::kBadModel, Problem::kWrongTargetShape, "target_shape",
                {{"target", written}, {"count", count}, {"input", axes_of(input)}});
  }
  Shape shape;
  for (const std::int64_t axis : target_) {
    shape.push_back(axis < 0 ? count / known : static_cast<std::size_t>(axis));
  }
  return shape;
}

}  // namespace cnnlab
