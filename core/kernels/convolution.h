// 2-D convolution on NHWC pictures with HWIO kernels (cross-correlation, as every CNN library means
// it), forward and both gradients. One contract, several algorithms behind it.
//
// Letters, here and everywhere: N pictures, H x W input, C input channels, O filters, kH x kW
// kernel, H' x W' output.
#pragma once

#include <cstddef>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// Sizes of one convolution. Output cell (h', w') sees input rows h'*stride_height - pad_top +
/// i*dilation_height for i in {0 … kernel_height-1}, columns likewise; cells outside the picture
/// count as zero.
struct ConvolutionShape {
  std::size_t batch;                        // N
  std::size_t height, width, channels;      // H, W, C
  std::size_t kernel_height, kernel_width;  // kH, kW
  std::size_t filters;                      // O
  std::size_t stride_height, stride_width;
  std::size_t pad_top, pad_left;
  std::size_t output_height, output_width;  // H', W'
  std::size_t dilation_height = 1, dilation_width = 1;

  std::size_t input_size() const { return batch * height * width * channels; }
  std::size_t kernel_size() const { return kernel_height * kernel_width * channels * filters; }
  std::size_t output_cells() const { return batch * output_height * output_width; }
  std::size_t output_size() const { return output_cells() * filters; }
  bool is_dilated() const { return dilation_height != 1 || dilation_width != 1; }
};

enum class ConvolutionAlgorithm { kReference, kGemm, kDirect, kWinograd };

/// The choice of algorithm by shape, in one place. `exact` keeps to algorithms whose error is that
/// of plain summation.
ConvolutionAlgorithm choose_convolution(const ConvolutionShape& shape, bool exact = false);

/// Floats of scratch space that any of the three passes may use.
std::size_t convolution_workspace(const ConvolutionShape& shape, ConvolutionAlgorithm algorithm);

/// y {N,H',W',O} = x {N,H,W,C} * w {kH,kW,C,O} + bias {O}; with `relu`, max(·, 0) of that.
void convolution_forward(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                         const ConvolutionShape& shape, const float* x, const float* w,
                         const float* bias, bool relu, float* y, float* workspace);

/// dx {N,H,W,C} from dy {N,H',W',O} and w {kH,kW,C,O}; overwrites dx. Where x is what a ReLU gave,
/// `gate` may be x: dx is then the gradient before that ReLU, zero where x is not positive. Else
/// null. Winograd's dx may be the gate's own memory.
void convolution_input_gradient(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                                const ConvolutionShape& shape, const float* dy, const float* w,
                                const float* gate, float* dx, float* workspace);

/// dw {kH,kW,C,O} and dbias {O} from x {N,H,W,C} and dy {N,H',W',O}; overwrites both.
void convolution_filter_gradient(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                                 const ConvolutionShape& shape, const float* x, const float* dy,
                                 float* dw, float* dbias, float* workspace);

// Convolution, ReLU and 2x2 max pooling in one: what is pooled away is neither written nor read
// again. The same bits as the three by themselves.

/// Where choose_convolution() chooses Winograd, and pads are of one.
bool pooled_convolution_applies(const ConvolutionShape& shape, bool exact = false);

/// y {N,H'/2,W'/2,O} = the largest of each 2x2 window of max(x * w + bias, 0); a last odd row or
/// column is dropped. `positions` {N,H'/2,W'/2,O} is for the gradients.
void pooled_convolution_forward(ThreadPool& pool, const ConvolutionShape& shape, const float* x,
                                const float* w, const float* bias, float* y, float* positions,
                                float* workspace);

/// The gradient of what pooled_convolution_forward() gave, and the positions that it wrote.
struct PooledGradient {
  const float* values;
  const float* positions;
};

/// As convolution_input_gradient() and convolution_filter_gradient().
void pooled_convolution_input_gradient(ThreadPool& pool, const ConvolutionShape& shape,
                                       const PooledGradient& dy, const float* w, const float* gate,
                                       float* dx, float* workspace);
void pooled_convolution_filter_gradient(ThreadPool& pool, const ConvolutionShape& shape,
                                        const float* x, const PooledGradient& dy, float* dw,
                                        float* dbias, float* workspace);

}  // namespace cnnlab
