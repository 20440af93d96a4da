// Normalization of the channels of x {N,…,C}. Sums are in float64 and in the same order whoever
// adds: rows of one picture, then picture by picture. xtensor's reductions run on one thread, so
// these loops share the pictures out; the definitions in xtensor's words are their twins.
#pragma once

#include <cstddef>
#include <vector>
#include <xtensor/xtensor.hpp>

#include "core/base/thread_pool.h"

namespace cnnlab {

/// A number for each channel.
using PerChannel = xt::xtensor<double, 1>;

/// A batch as these kernels see it: pictures {rows,C}, where a row is all that has one place.
struct ChannelShape {
  std::size_t pictures, rows, channels;
  std::size_t per_picture() const { return rows * channels; }
  std::size_t count() const { return pictures * rows; }  // numbers of each channel
};

/// y = (x - mean) * inverse_deviation * gamma + beta.
struct Normalization {
  const PerChannel& mean;
  const PerChannel& inverse_deviation;
  const float* gamma;  // {C}
  const float* beta;   // {C}
};

/// Mean and biased variance of each channel of x. `partial` is scratch memory, kept by the caller.
void channel_moments(ThreadPool& pool, const ChannelShape& shape, const float* x,
                     std::vector<double>& partial, PerChannel& mean, PerChannel& variance);

/// y from x.
void normalize_channels(ThreadPool& pool, const ChannelShape& shape, const float* x,
                        const Normalization& by, float* y);

/// The gradients of beta and gamma: sums over each channel of dy, and of dy times the normalized x.
void normalization_sums(ThreadPool& pool, const ChannelShape& shape, const float* x,
                        const float* dy, const Normalization& by, std::vector<double>& partial,
                        PerChannel& dbeta, PerChannel& dgamma);

/// dx = gamma * inverse_deviation * (dy - share * (dbeta + normalized x * dgamma)): share is
/// 1 / count() where mean and deviation are x's own, 0 where they are given.
void normalization_input_gradient(ThreadPool& pool, const ChannelShape& shape, const float* x,
                                  const float* dy, const Normalization& by, double share,
                                  const PerChannel& dbeta, const PerChannel& dgamma, float* dx);

/// The twins, as the paper has them (Ioffe and Szegedy, Batch Normalization, 2015, section 3).
void channel_moments_reference(const ChannelShape& shape, const float* x, PerChannel& mean,
                               PerChannel& variance);
void normalize_channels_reference(const ChannelShape& shape, const float* x,
                                  const Normalization& by, float* y);
void normalization_input_gradient_reference(const ChannelShape& shape, const float* x,
                                            const float* dy, const Normalization& by, float* dx);

}  // namespace cnnlab
