// Convolution in groups: group g makes its share of the filters from its share of the channels.
// Each is an ordinary convolution of what is copied out for it, so it has their speed and their
// bits.
#pragma once

#include "core/kernels/convolution.h"

namespace cnnlab {

/// Sizes as in convolution.h, of all groups together; w is {kH,kW,C/groups,O}. `groups` divides C
/// and O; `exact` as of choose_convolution().
std::size_t grouped_workspace(const ConvolutionShape& shape, std::size_t groups, bool exact);

void grouped_forward(ThreadPool& pool, const ConvolutionShape& shape, std::size_t groups,
                     bool exact, const float* x, const float* w, const float* bias, bool relu,
                     float* y, float* workspace);

/// dw, dbias and, unless null, dx; overwrites all of them.
void grouped_backward(ThreadPool& pool, const ConvolutionShape& shape, std::size_t groups,
                      bool exact, const float* x, const float* dy, const float* w, float* dw,
                      float* dbias, float* dx, float* workspace);

}  // namespace cnnlab
