// What a network has to know of its data: how large the pictures are, and how many classes they
// have.
#pragma once

#include <cstddef>

#include "core/data/cifar10.h"
#include "core/tensor/tensor.h"

namespace cnnlab {

/// CIFAR-10's unless told otherwise.
struct DataSpec {
  std::size_t height = kPictureSide;
  std::size_t width = kPictureSide;
  std::size_t channels = kPictureChannels;
  std::size_t classes = kClasses;

  Shape picture_shape() const { return {height, width, channels}; }
  std::size_t picture_bytes() const { return height * width * channels; }
  friend bool operator==(const DataSpec&, const DataSpec&) = default;
};

/// Sides of 8 to 64, one channel or three, 2 to 20 classes. Throws Error(kBadData, "data.<field>").
void check_data_spec(const DataSpec& spec);

}  // namespace cnnlab
