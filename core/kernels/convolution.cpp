// Which algorithm a convolution takes, and what all of them share.
#include "core/kernels/convolution.h"

#include <algorithm>

#include "core/kernels/convolution_algorithms.h"

namespace cnnlab {

ConvolutionAlgorithm choose_convolution(const ConvolutionShape& shape, bool exact) {
  // Below four tiles a side are mostly edge, and a small picture has too few of them.
  const bool worth = shape.output_height >= 4 && shape.output_width >= 4;
  if (!exact && worth && winograd_applies(shape)) return ConvolutionAlgorithm::kWinograd;
  return direct_applies(shape) ? ConvolutionAlgorithm::kDirect : ConvolutionAlgorithm::kGemm;
}

bool pooled_convolution_applies(const ConvolutionShape& shape, bool exact) {
  return choose_convolution(shape, exact) == ConvolutionAlgorithm::kWinograd &&
         shape.pad_top == 1 && shape.pad_left == 1;
}

std::size_t convolution_workspace(const ConvolutionShape& shape, ConvolutionAlgorithm algorithm) {
  switch (algorithm) {
    case ConvolutionAlgorithm::kReference:
      return 0;
    case ConvolutionAlgorithm::kWinograd:
      return winograd_workspace(shape);
    case ConvolutionAlgorithm::kDirect:
      // What it leaves to the matrix product needs room as well.
      return std::max(direct_workspace(shape), gemm_convolution_workspace(shape));
    case ConvolutionAlgorithm::kGemm:
      return gemm_convolution_workspace(shape);
  }
  return 0;
}

void convolution_forward(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                         const ConvolutionShape& shape, const float* x, const float* w,
                         const float* bias, bool relu, float* y, float* workspace) {
  if (algorithm == ConvolutionAlgorithm::kReference) {
    return reference_forward(shape, x, w, bias, relu, y);
  }
  if (algorithm == ConvolutionAlgorithm::kWinograd) {
    return winograd_forward(pool, shape, x, w, bias, relu, y, workspace);
  }
  if (algorithm == ConvolutionAlgorithm::kDirect) {
    return direct_forward(pool, shape, x, w, bias, relu, y);
  }
  gemm_forward(pool, shape, x, w, bias, relu, y);
}

void convolution_input_gradient(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                                const ConvolutionShape& shape, const float* dy, const float* w,
                                const float* gate, float* dx, float* workspace) {
  if (algorithm == ConvolutionAlgorithm::kReference) {
    return reference_input_gradient(shape, dy, w, gate, dx);
  }
  if (algorithm == ConvolutionAlgorithm::kWinograd) {
    return winograd_input_gradient(pool, shape, dy, w, gate, dx, workspace);
  }
  gemm_input_gradient(pool, shape, dy, w, gate, dx);  // the direct way too: nobody asks a picture's
}

void convolution_filter_gradient(ThreadPool& pool, ConvolutionAlgorithm algorithm,
                                 const ConvolutionShape& shape, const float* x, const float* dy,
                                 float* dw, float* dbias, float* workspace) {
  if (algorithm == ConvolutionAlgorithm::kReference) {
    return reference_filter_gradient(shape, x, dy, dw, dbias);
  }
  if (algorithm == ConvolutionAlgorithm::kWinograd) {
    return winograd_filter_gradient(pool, shape, x, dy, dw, dbias, workspace);
  }
  if (algorithm == ConvolutionAlgorithm::kDirect) {
    return direct_filter_gradient(pool, shape, x, dy, dw, dbias, workspace);
  }
  gemm_filter_gradient(pool, shape, x, dy, dw, dbias, workspace);
}

void add_parts(ThreadPool& pool, std::size_t parts, std::size_t size, std::size_t stride,
               const float* partial, float* target) {
  constexpr std::size_t kGrain = 4096;
  pool.parallel_for(chunk_count(size, kGrain), [&](std::size_t chunk) {
    const Range range = chunk_range(chunk, size, kGrain);
    std::copy(partial + range.begin, partial + range.end, target + range.begin);
    for (std::size_t part = 1; part < parts; ++part) {
      const float* from = partial + part * stride;
      for (std::size_t i = range.begin; i < range.end; ++i) target[i] += from[i];
    }
  });
}

}  // namespace cnnlab
