#pragma once

#include <cstdint>
#include <vector>

#include "core/nn/flatten.h"

namespace cnnlab {

/// Keras's Reshape: y holds x's numbers in row-major order under another shape, one of whose axes
/// may be -1, which is as long as it has to be.
class Reshape final : public Flatten {
 public:
  explicit Reshape(std::vector<std::int64_t> target) : target_(std::move(target)) {}
  Shape output_shape(const Shape& input) const override;

 private:
  std::vector<std::int64_t> target_;
};

}  // namespace cnnlab
