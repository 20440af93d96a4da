// The algorithms behind core/kernels/convolution.h, one file each. Arguments are those of the
// contract; `workspace` floats are what the algorithm's *_workspace function asks for.
#pragma once

#include "core/kernels/convolution.h"

namespace cnnlab {

void reference_forward(const ConvolutionShape& shape, const float* x, const float* w,
                       const float* bias, bool relu, float* y);
void reference_input_gradient(const ConvolutionShape& shape, const float* dy, const float* w,
                              const float* gate, float* dx);
void reference_filter_gradient(const ConvolutionShape& shape, const float* x, const float* dy,
                               float* dw, float* dbias);

std::size_t gemm_convolution_workspace(const ConvolutionShape& shape);
void gemm_forward(ThreadPool& pool, const ConvolutionShape& shape, const float* x, const float* w,
                  const float* bias, bool relu, float* y);
void gemm_input_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* dy,
                         const float* w, const float* gate, float* dx);
void gemm_filter_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                          const float* dy, float* dw, float* dbias, float* workspace);

/// The filter gradient's sum runs over all output cells: cut into slices of so many, each with a dw
/// of its own, there is work for every thread even where kH kW C is small.
std::size_t filter_gradient_slice_cells(const ConvolutionShape& shape);

/// Direct convolution takes pictures: three channels, kernels three wide, stride 1, filters by
/// eights. The same bits as the matrix product, but for dbias.
bool direct_applies(const ConvolutionShape& shape);
std::size_t direct_workspace(const ConvolutionShape& shape);
void direct_forward(ThreadPool& pool, const ConvolutionShape& shape, const float* x, const float* w,
                    const float* bias, bool relu, float* y);
void direct_filter_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                            const float* dy, float* dw, float* dbias, float* workspace);

/// Winograd takes 3x3 kernels with stride 1, pads of at most 2, and channels and filters that are
/// multiples of four up to a limit.
inline constexpr std::size_t kWinogradMaxChannels = 1024;
bool winograd_applies(const ConvolutionShape& shape);
std::size_t winograd_workspace(const ConvolutionShape& shape);
std::size_t winograd_filter_gradient_workspace(const ConvolutionShape& shape);
void winograd_forward(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                      const float* w, const float* bias, bool relu, float* y, float* workspace);
void winograd_input_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* dy,
                             const float* w, const float* gate, float* dx, float* workspace);
void winograd_filter_gradient(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                              const float* dy, float* dw, float* dbias, float* workspace);

/// target {size} = the sum of `parts` arrays of `size` floats, `stride` apart, in order.
void add_parts(ThreadPool& pool, std::size_t parts, std::size_t size, std::size_t stride,
               const float* partial, float* target);

}  // namespace cnnlab
