// The tensors of the core: row-major float32 containers of xtensor.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <type_traits>
#include <vector>
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xtensor.hpp>

namespace cnnlab {

/// Sizes of the axes. Up to four are kept inline, so that a shape allocates nothing.
using Shape = xt::dynamic_shape<std::size_t>;

/// A tensor that owns its memory.
using Tensor = xt::xarray<float, xt::layout_type::row_major>;

/// A tensor over memory that someone else planned; as cheap to pass as a pointer and a shape.
using TensorView = xt::xarray_adaptor<xt::xbuffer_adaptor<float*, xt::no_ownership>,
                                      xt::layout_type::row_major, Shape>;

/// Number of elements: the product of the axes, 1 for a scalar.
std::size_t element_count(const Shape& shape);

/// "32×32×3", as messages and summaries print a shape.
std::string to_string(const Shape& shape);

/// The axes as a fact of an Error.
std::vector<std::size_t> axes_of(const Shape& shape);

/// The shape of a batch of tensors of this shape.
Shape batched(std::size_t batch, const Shape& shape);

TensorView view_of(float* data, const Shape& shape);
TensorView view_of(Tensor& tensor);

/// The buffer of numbers that someone else planned.
template <typename Number>
using Borrowed =
    xt::xbuffer_adaptor<Number*, xt::no_ownership, std::allocator<std::remove_const_t<Number>>>;

/// Such numbers as a tensor whose number of axes the compiler knows: making one allocates nothing,
/// nor does assigning an expression to it by xt::noalias.
template <typename Number, std::size_t kAxes>
using Span = xt::xtensor_adaptor<Borrowed<Number>, kAxes, xt::layout_type::row_major>;

template <typename Number, std::size_t kAxes>
Span<Number, kAxes> span_of(Number* data, const std::array<std::size_t, kAxes>& shape) {
  std::size_t size = 1;
  for (const std::size_t axis : shape) size *= axis;
  return Span<Number, kAxes>(Borrowed<Number>(data, size), shape);
}

/// `size` numbers in a row.
template <typename Number>
Span<Number, 1> row_of(Number* data, std::size_t size) {
  return span_of<Number, 1>(data, {size});
}

}  // namespace cnnlab
