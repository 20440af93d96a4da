#include "core/nn/convolution_shape.h"

namespace cnnlab {
namespace {

void check_dilation(Pair strides, Pair dilation) {
  if (strides.height * strides.width == 1 || dilation.height * dilation.width == 1) return;
  throw Error(ErrorCode::kBadModel, Problem::kDilatedStrides, "dilation_rate",
              {{"strides", std::vector<std::size_t>{strides.height, strides.width}},
               {"dilation", std::vector<std::size_t>{dilation.height, dilation.width}}});
}

}  // namespace

ConvolutionShape convolution_shape(std::size_t batch, const Shape& input, Pair kernel_size,
                                   Pair strides, Padding padding, Pair dilation,
                                   std::size_t filters) {
  check_dilation(strides, dilation);
  const Pair spread{(kernel_size.height - 1) * dilation.height + 1,
                    (kernel_size.width - 1) * dilation.width + 1};
  const Placements placed = place_windows(input, spread, strides, padding, "kernel_size", "kernel");
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
  shape.dilation_height = dilation.height;
  shape.dilation_width = dilation.width;
  return shape;
}

}  // namespace cnnlab
