// Convolution of each channel by itself: x {N,H,W,C} with kernels {kH,kW,C,M} gives {N,H',W',C*M},
// channel c*M + m from channel c. Sizes as in convolution.h; `filters` is C*M.
#pragma once

#include "core/kernels/convolution.h"

namespace cnnlab {

/// y, without a bias.
void depthwise_forward(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                       const float* w, float* y);

/// dx from dy; overwrites dx.
void depthwise_input_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* dy,
                              const float* w, float* dx);

/// dw {kH,kW,C,M}, each picture's share first, then picture by picture. `workspace` holds
/// depthwise_workspace(shape) floats.
void depthwise_filter_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                               const float* dy, float* dw, float* workspace);
std::size_t depthwise_workspace(const ConvolutionShape& shape);

// The same, output cell by output cell and tap by tap in memory. A sum has the same terms in the
// same order, so the bits are the same. Kernels that make several channels of one come to these.
void depthwise_forward_reference(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                                 const float* w, float* y);
void depthwise_input_gradient_reference(ThreadPool& pool, const ConvolutionShape& shape,
                                        const float* dy, const float* w, float* dx);
void depthwise_filter_gradient_reference(ThreadPool& pool, const ConvolutionShape& shape,
                                         const float* x, const float* dy, float* dw,
                                         float* workspace);

}  // namespace cnnlab
