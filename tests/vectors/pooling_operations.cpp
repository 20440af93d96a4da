#include <limits>

#include "core/kernels/pooling.h"
#include "core/nn/window.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

std::vector<float> unwritten(std::size_t size) {
  return std::vector<float>(size, std::numeric_limits<float>::quiet_NaN());
}

PoolingShape geometry(const Case& one, const Sizes& x) {
  if (x.size() != 4) throw Unsupported{"pictures need four axes"};
  if (one.number("ceil_mode", 0) != 0) throw Unsupported{"ceil_mode"};
  if (one.pair("dilation", {1, 1}) != Sizes{1, 1}) throw Unsupported{"dilation"};
  const Sizes window = one.pair("pool_size", {2, 2});
  const Sizes strides = one.pair("strides", window);
  const Placements placed =
      place_windows(Shape{x[1], x[2], x[3]}, {window[0], window[1]}, {strides[0], strides[1]},
                    parse_padding(one.padding()), "pool_size", "window");
  return {x[0],
          x[1],
          x[2],
          x[3],
          window[0],
          window[1],
          strides[0],
          strides[1],
          placed.height.pad_before,
          placed.width.pad_before,
          placed.height.output,
          placed.width.output};
}

PoolingShape whole_picture(const Sizes& x) {
  if (x.size() != 4) throw Unsupported{"pictures need four axes"};
  return {x[0], x[1], x[2], x[3], x[1], x[2], 1, 1, 0, 0, 1, 1};
}

Sizes output_shape(const PoolingShape& s) {
  return {s.batch, s.output_height, s.output_width, s.channels};
}

struct Maxima {
  std::vector<float> fast, plain;
};
Maxima maxima(ThreadPool& pool, const PoolingShape& s, const std::vector<float>& x) {
  const std::size_t size = count_of(output_shape(s));
  Maxima y{unwritten(size), unwritten(size)};
  max_pooling_forward(pool, s, x.data(), y.fast.data());
  max_pooling_forward_reference(s, x.data(), y.plain.data());
  return y;
}

Answers both(const char* name, const Sizes& shape, const std::vector<float>& fast,
             const std::vector<float>& plain) {
  return {{"", {{name, make_array(shape, fast)}}},
          {"reference", {{name, make_array(shape, plain)}}}};
}

Answers max_forward(const Case& one, ThreadPool& pool) {
  const PoolingShape s = geometry(one, one.input("x").shape);
  const Maxima y = maxima(pool, s, one.input("x").floats());
  return both("y", output_shape(s), y.fast, y.plain);
}

Answers max_backward(const Case& one, ThreadPool& pool) {
  if (one.text("tie", "first") != "first") throw Unsupported{"ties go to the first maximum"};
  const PoolingShape s = geometry(one, one.input("x").shape);
  const std::vector<float> x = one.input("x").floats(), dy = one.input("dy").floats();
  if (dy.size() != count_of(output_shape(s))) throw Unsupported{"dy of another shape"};
  const Maxima y = maxima(pool, s, x);
  std::vector<float> fast = unwritten(x.size()), plain = unwritten(x.size());
  max_pooling_backward(pool, s, x.data(), y.fast.data(), dy.data(), false, fast.data());
  max_pooling_backward_reference(s, x.data(), dy.data(), plain.data());
  return both("dx", one.input("x").shape, fast, plain);
}

Answers average_forward(const PoolingShape& s, const Case& one, ThreadPool& pool) {
  const std::vector<float> x = one.input("x").floats();
  std::vector<float> y = unwritten(count_of(output_shape(s)));
  average_pooling_forward(pool, s, x.data(), y.data());
  return answer_with("y", make_array(output_shape(s), y));
}

Answers average_backward(const Case& one, ThreadPool& pool) {
  const Sizes x = one.has("input_shape") ? one.sizes("input_shape") : one.input("x").shape;
  const PoolingShape s = geometry(one, x);
  const std::vector<float> dy = one.input("dy").floats();
  if (dy.size() != count_of(output_shape(s))) throw Unsupported{"dy of another shape"};
  std::vector<float> dx = unwritten(count_of(x));
  average_pooling_backward(pool, s, dy.data(), dx.data());
  return answer_with("dx", make_array(x, dx));
}

}  // namespace

void add_pooling(Operations& operations) {
  const std::set<std::string> settings{"pool_size", "strides",     "padding",         "ceil_mode",
                                       "dilation",  "input_shape", "onnx_has_indices"};
  std::set<std::string> with_tie = settings;
  with_tie.insert("tie");
  operations["maxpool2d_fwd"] = {with_tie, max_forward};
  operations["maxpool2d_bwd"] = {with_tie, max_backward};
  operations["avgpool2d_fwd"] = {settings, [](const Case& one, ThreadPool& pool) {
                                   return average_forward(geometry(one, one.input("x").shape), one,
                                                          pool);
                                 }};
  operations["avgpool2d_bwd"] = {settings, average_backward};
  operations["global_avgpool_fwd"] = {{}, [](const Case& one, ThreadPool& pool) {
                                        return average_forward(whole_picture(one.input("x").shape),
                                                               one, pool);
                                      }};
  operations["global_maxpool_fwd"] = {{}, [](const Case& one, ThreadPool& pool) {
                                        const PoolingShape s = whole_picture(one.input("x").shape);
                                        const Maxima y = maxima(pool, s, one.input("x").floats());
                                        return both("y", output_shape(s), y.fast, y.plain);
                                      }};
}

}  // namespace cnnlab::vectors
