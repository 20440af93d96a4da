// The shape of a convolution, from a layer's settings and its input: shared by Conv2D,
// DepthwiseConv2D and SeparableConv2D.
#pragma once

#include "core/kernels/convolution.h"
#include "core/nn/window.h"

namespace cnnlab {

/// For `batch` pictures {H,W,C}; throws Error(kBadModel, "kernel_size") as place_windows() does,
/// and where strides and dilation go together, which Keras does not have.
ConvolutionShape convolution_shape(std::size_t batch, const Shape& input, Pair kernel_size,
                                   Pair strides, Padding padding, Pair dilation,
                                   std::size_t filters);

}  // namespace cnnlab
