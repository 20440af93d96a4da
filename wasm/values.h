// Values across the border: C++ to JavaScript copies, never views that a later call could move.
#pragma once

#include <emscripten/val.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/dataset.h"
#include "core/model/spec.h"
#include "core/tensor/tensor.h"
#include "core/train/session.h"

namespace cnnlab {

/// Text goes over as bytes. Embind's own way takes memory without asking whether there was any, and
/// would write to address 0.
emscripten::val text_to_val(std::string_view text);
emscripten::val json_to_val(const Json& json);
emscripten::val floats_to_val(const std::vector<float>& values);
emscripten::val bytes_to_val(const std::vector<std::uint8_t>& bytes);
/// {shape, data}.
emscripten::val tensor_to_val(const Shape& shape, const float* data);
/// {pixels, labels} of the pictures at these indices. Throws Error(kBadData).
emscripten::val pictures_to_val(const Dataset& data, const std::vector<std::uint32_t>& indices);

/// A string's UTF-8. Throws Error(kBadData) for anything else, as the next two.
std::string text_from_val(const emscripten::val& text);
/// A Uint8Array's bytes.
std::vector<std::uint8_t> bytes_from_val(const emscripten::val& array);
/// A Uint32Array's numbers.
std::vector<std::uint32_t> indices_from_val(const emscripten::val& array);
/// An array of {name, shape, data: Float32Array}.
std::vector<GivenTensor> tensors_from_val(const emscripten::val& tensors);
/// A whole number from 0 to 2^32 - 1. Throws Error(kBadData, name).
std::size_t size_from_number(double number, const char* name);
/// "training" or "test". Throws Error(kBadData, "split").
Split split_from_val(const emscripten::val& name);

/// {ok: true, value} or {ok: false, fault}.
emscripten::val success(const emscripten::val& value);
emscripten::val failure(const Error& error);

/// Runs `body` and turns whatever it throws into a fault: no exception reaches JavaScript.
template <typename Body>
emscripten::val guarded(const Body& body) {
  try {
    keep_spare_memory();
    return success(body());
  } catch (...) {
    return failure(caught_error());
  }
}

}  // namespace cnnlab
