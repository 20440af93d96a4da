#include <algorithm>
#include <cmath>
#include <limits>

#include "core/kernels/convolution.h"
#include "core/kernels/convolution_algorithms.h"
#include "core/kernels/elementwise.h"
#include "core/nn/window.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

enum class Pass { kForward, kInputGradient, kFilterGradient };

ConvolutionShape geometry(const Case& one, const Sizes& x, const Sizes& kernel) {
  if (x.size() != 4 || kernel.size() != 4) throw Unsupported{"pictures and kernels need four axes"};
  if (one.pair("dilation", {1, 1}) != Sizes{1, 1}) throw Unsupported{"dilation"};
  if (one.number("groups", 1) != 1 || x[3] != kernel[2]) throw Unsupported{"groups"};
  const Sizes strides = one.pair("strides", {1, 1});
  const Padding padding = parse_padding(one.padding());
  const Placements placed =
      place_windows(Shape{x[1], x[2], x[3]}, {kernel[0], kernel[1]}, {strides[0], strides[1]},
                    padding, "kernel_size", "kernel");
  return {x[0],
          x[1],
          x[2],
          x[3],
          kernel[0],
          kernel[1],
          kernel[3],
          strides[0],
          strides[1],
          placed.height.pad_before,
          placed.width.pad_before,
          placed.height.output,
          placed.width.output};
}

struct Problem {
  ConvolutionShape shape;
  std::vector<float> x, kernel, bias, dy;  // those that the pass reads
  bool relu = false;
};

struct Results {
  std::vector<float> y, dx, dkernel, dbias;
};

/// Everything starts as NaN: what a kernel fails to write cannot pass.
std::vector<float> unwritten(std::size_t size) {
  return std::vector<float>(size, std::numeric_limits<float>::quiet_NaN());
}

Results compute(ThreadPool& pool, ConvolutionAlgorithm algorithm, Pass pass, const Problem& p) {
  const ConvolutionShape& s = p.shape;
  std::vector<float> workspace = unwritten(convolution_workspace(s, algorithm));
  Results results;
  switch (pass) {
    case Pass::kForward:
      results.y = unwritten(s.output_size());
      convolution_forward(pool, algorithm, s, p.x.data(), p.kernel.data(), p.bias.data(), p.relu,
                          results.y.data(), workspace.data());
      break;
    case Pass::kInputGradient:
      results.dx = unwritten(s.input_size());
      convolution_input_gradient(pool, algorithm, s, p.dy.data(), p.kernel.data(), nullptr,
                                 results.dx.data(), workspace.data());
      break;
    case Pass::kFilterGradient:
      results.dkernel = unwritten(s.kernel_size());
      results.dbias = unwritten(s.filters);
      convolution_filter_gradient(pool, algorithm, s, p.x.data(), p.dy.data(),
                                  results.dkernel.data(), results.dbias.data(), workspace.data());
      break;
  }
  return results;
}

// Winograd takes channels and filters by fours only. Channels of zeros change no result, so every
// 3x3 case is also a case for Winograd.

/// values {outer, channels} with zeros up to `wide`, or cut back to it.
std::vector<float> with_channels(const std::vector<float>& values, std::size_t channels,
                                 std::size_t wide) {
  std::vector<float> out(values.size() / std::max<std::size_t>(1, channels) * wide, 0.0f);
  for (std::size_t row = 0; row * channels < values.size(); ++row) {
    std::copy_n(&values[row * channels], std::min(channels, wide), &out[row * wide]);
  }
  return out;
}

/// kernel {kH kW, C, O} likewise on both of its channel axes.
std::vector<float> with_kernel_channels(const std::vector<float>& kernel, std::size_t channels,
                                        std::size_t filters, std::size_t wide_channels,
                                        std::size_t wide_filters) {
  return with_channels(with_channels(kernel, filters, wide_filters), channels * wide_filters,
                       wide_channels * wide_filters);
}

Results compute_by_winograd(ThreadPool& pool, Pass pass, const Problem& p) {
  const std::size_t channels = p.shape.channels, filters = p.shape.filters;
  const std::size_t wide_channels = (channels + 3) / 4 * 4, wide_filters = (filters + 3) / 4 * 4;
  Problem wide{p.shape,
               with_channels(p.x, channels, wide_channels),
               with_kernel_channels(p.kernel, channels, filters, wide_channels, wide_filters),
               with_channels(p.bias, filters, wide_filters),
               with_channels(p.dy, filters, wide_filters),
               p.relu};
  wide.shape.channels = wide_channels;
  wide.shape.filters = wide_filters;
  const Results r = compute(pool, ConvolutionAlgorithm::kWinograd, pass, wide);
  return {with_channels(r.y, wide_filters, filters), with_channels(r.dx, wide_channels, channels),
          with_kernel_channels(r.dkernel, wide_channels, wide_filters, channels, filters),
          with_channels(r.dbias, wide_filters, filters)};
}

bool winograd_takes(ConvolutionShape shape) {
  shape.channels = (shape.channels + 3) / 4 * 4;
  shape.filters = (shape.filters + 3) / 4 * 4;
  return winograd_applies(shape);
}

// What one rounding in a transform of F(4x4,3x3) may grow to, beside one rounding of the same sum
// without transforms. With the points 0, 3/4, -3/4, 3/2, -3/2 and infinity the largest row of
// |A'| (|G| 1 * |B'| 1) is 27.4, so 751 in two dimensions; of |G'| (|B'| 1 * |A| 1), the filter
// gradient's, 33.1, so 1,096. The sum without transforms has nine products: 1,096 / 9 = 122.
constexpr double kWinogradGrowth = 122.0;

/// The rounding that Winograd is allowed: its growth, of the largest sum of absolute products.
double winograd_allowance(ThreadPool& pool, Pass pass, Problem p) {
  for (auto* values : {&p.x, &p.kernel, &p.bias, &p.dy}) {
    for (float& value : *values) value = std::abs(value);
  }
  const Results sums = compute(pool, ConvolutionAlgorithm::kReference, pass, p);
  float largest = 0.0f;
  for (const auto* values : {&sums.y, &sums.dx, &sums.dkernel}) {
    for (const float value : *values) largest = std::max(largest, value);
  }
  return kWinogradGrowth * std::ldexp(1.0, -24) * largest;
}

/// `array` {A, B, …} cut to rows and columns of its first two axes after `skip`.
Array cut(const Array& array, const Json& region, std::size_t skip) {
  Sizes begin(array.shape.size(), 0), shape = array.shape;
  for (std::size_t axis = 0; axis < 2; ++axis) {
    begin[skip + axis] = region[axis][0].get<std::size_t>();
    shape[skip + axis] = region[axis][1].get<std::size_t>() - begin[skip + axis];
  }
  Array part{shape, std::vector<double>(count_of(shape))};
  for (std::size_t i = 0; i < part.values.size(); ++i) {
    std::size_t rest = i, from = 0, step = 1;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      from += (rest % shape[axis] + begin[axis]) * step;
      rest /= shape[axis];
      step *= array.shape[axis];
    }
    part.values[i] = array.values.at(from);
  }
  return part;
}

std::map<std::string, Array> outputs_of(const Case& one, Pass pass, const ConvolutionShape& s,
                                        const Results& r) {
  std::map<std::string, Array> outputs;
  if (pass == Pass::kForward) {
    outputs["y"] = make_array({s.batch, s.output_height, s.output_width, s.filters}, r.y);
    if (one.has("compare_region_hw")) {
      outputs["y"] = cut(outputs["y"], one.attributes["compare_region_hw"], 1);
    }
  }
  if (pass == Pass::kInputGradient)
    outputs["dx"] = make_array({s.batch, s.height, s.width, s.channels}, r.dx);
  if (pass == Pass::kFilterGradient) {
    outputs["dkernel"] =
        make_array({s.kernel_height, s.kernel_width, s.channels, s.filters}, r.dkernel);
    if (one.has("compare_kernel_region")) {
      outputs["dkernel"] = cut(outputs["dkernel"], one.attributes["compare_kernel_region"], 0);
    }
    outputs["dbias"] = make_array({s.filters}, r.dbias);
  }
  return outputs;
}

Answers all_algorithms(const Case& one, ThreadPool& pool, Pass pass, const Problem& problem) {
  const auto answer = [&](const char* by, const Results& results, double allowance) {
    return Answer{by, outputs_of(one, pass, problem.shape, results), allowance};
  };
  Answers answers;
  answers.push_back(
      answer("reference", compute(pool, ConvolutionAlgorithm::kReference, pass, problem), 0.0));
  answers.push_back(answer("gemm", compute(pool, ConvolutionAlgorithm::kGemm, pass, problem), 0.0));
  if (winograd_takes(problem.shape)) {
    answers.push_back(answer("winograd", compute_by_winograd(pool, pass, problem),
                             winograd_allowance(pool, pass, problem)));
  }
  return answers;
}

Answers forward(const Case& one, ThreadPool& pool) {
  const std::string activation = one.text("activation", "linear");
  if (activation != "relu" && activation != "linear") throw Unsupported{"activation " + activation};
  Problem problem;
  problem.shape = geometry(one, one.input("x").shape, one.input("kernel").shape);
  problem.x = one.input("x").floats();
  problem.kernel = one.input("kernel").floats();
  problem.bias = std::vector<float>(problem.shape.filters, 0.0f);
  if (const Array* bias = one.find_input("bias")) {
    problem.bias = broadcast_to({{bias->values.size()}, bias->values}, {1, problem.shape.filters});
  }
  problem.relu = activation == "relu";
  return all_algorithms(one, pool, Pass::kForward, problem);
}

Answers input_gradient(const Case& one, ThreadPool& pool) {
  Problem problem;
  problem.shape = geometry(one, one.sizes("input_shape"), one.input("kernel").shape);
  problem.kernel = one.input("kernel").floats();
  problem.dy = one.input("dy").floats();
  if (problem.dy.size() != problem.shape.output_size()) throw Unsupported{"dy of another shape"};
  return all_algorithms(one, pool, Pass::kInputGradient, problem);
}

Answers filter_gradient(const Case& one, ThreadPool& pool) {
  const Sizes kernel =
      one.has("kernel_shape") ? one.sizes("kernel_shape") : one.input("kernel").shape;
  Problem problem;
  problem.shape = geometry(one, one.input("x").shape, kernel);
  problem.x = one.input("x").floats();
  problem.dy = one.input("dy").floats();
  if (problem.dy.size() != problem.shape.output_size()) throw Unsupported{"dy of another shape"};
  return all_algorithms(one, pool, Pass::kFilterGradient, problem);
}

}  // namespace

void add_convolution(Operations& operations) {
  operations["conv2d_fwd"] = {
      {"strides", "padding", "dilation", "groups", "activation", "compare_region_hw"}, forward};
  operations["conv2d_input_grad"] = {{"strides", "padding", "dilation", "groups", "input_shape"},
                                     input_gradient};
  operations["conv2d_filter_grad"] = {
      {"strides", "padding", "dilation", "groups", "kernel_shape", "compare_kernel_region"},
      filter_gradient};
  operations["conv2d_bias_grad"] = operations["conv2d_filter_grad"];
}

}  // namespace cnnlab::vectors
