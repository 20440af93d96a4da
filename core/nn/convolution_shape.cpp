#include "core/nn/convolution_shape.h"

namespace cnnlab {

ConvolutionShape convolution_shape(std::size_t batch, const Shape& input, Pair kernel_size,
                                   Pair strides, Padding padding, std::size_t filters) {
  const Placements placed =
      place_windows(input, kernel_size, strides, padding, "kernel_size", "kernel");
  ConvolutionShape shape;
  shape.batch = batch;
  shape.height = input[0];
  shape.width = input[1];
  shape.channels = input[2];
  shape.kernel_height = kernel_size.height;
  shape.kernel_width = kernel_size.width;
  shape.filters = filters;
  shape.stride_height = strides.height;
  shape.stride_width = strides.width;
  shape.pad_top = placed.height.pad_before;
  shape.pad_left = placed.width.pad_before;
  shape.output_height = placed.height.output;
  shape.output_width = placed.width.output;
  return shape;
}

}  // namespace cnnlab
