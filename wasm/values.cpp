#include "wasm/values.h"

#include <cmath>

namespace cnnlab {
namespace {

using emscripten::typed_memory_view;
using emscripten::val;

/// A new typed array of this class, holding a copy.
template <typename Element>
val copy_out(const char* array_class, std::size_t size, const Element* data) {
  val array = val::global(array_class).new_(static_cast<double>(size));
  if (size > 0) array.call<void>("set", val(typed_memory_view(size, data)));
  return array;
}

void require_instance(const val& value, const char* name) {
  if (!value.instanceof (val::global(name))) {
    throw Error(ErrorCode::kBadData, Problem::kNotAnArray, "argument", {{"wanted", name}});
  }
}

template <typename Element>
std::vector<Element> copy_in(const val& array, const char* array_class) {
  require_instance(array, array_class);
  // As a double: 2^32 numbers would be none as a size.
  std::vector<Element> values(size_from_number(array["length"].as<double>(), "length"));
  if (!values.empty()) {
    val(typed_memory_view(values.size(), values.data())).call<void>("set", array);
  }
  return values;
}

struct ToVal {
  val operator()(double number) const { return val(number); }
  val operator()(const std::string& text) const { return text_to_val(text); }
  val operator()(const std::vector<std::size_t>& shape) const {
    val array = val::array();
    for (const std::size_t axis : shape) array.call<void>("push", static_cast<double>(axis));
    return array;
  }
  val operator()(const std::vector<std::string>& names) const {
    val array = val::array();
    for (const std::string& name : names) array.call<void>("push", text_to_val(name));
    return array;
  }
};

val facts_to_val(const Facts& facts) {
  val object = val::object();
  for (const Fact& fact : facts) object.set(fact.name, std::visit(ToVal{}, fact.value));
  return object;
}

val fix_to_val(const Fix& fix) {
  val object = facts_to_val(members(fix));
  if (fix.action == Fix::Action::kAppend) object.set("fields", facts_to_val(fix.fields));
  return object;
}

}  // namespace

val text_to_val(std::string_view text) {
  return val::global("TextDecoder")
      .new_()
      .call<val>("decode", copy_out("Uint8Array", text.size(),
                                    reinterpret_cast<const std::uint8_t*>(text.data())));
}

val json_to_val(const Json& json) {
  return val::global("JSON").call<val>("parse", text_to_val(json.dump()));
}

val floats_to_val(const std::vector<float>& values) {
  return copy_out("Float32Array", values.size(), values.data());
}

val bytes_to_val(const std::vector<std::uint8_t>& bytes) {
  return copy_out("Uint8Array", bytes.size(), bytes.data());
}

val tensor_to_val(const Shape& shape, const float* data) {
  val axes = val::array();
  for (const std::size_t axis : shape) axes.call<void>("push", static_cast<double>(axis));
  val tensor = val::object();
  tensor.set("shape", axes);
  tensor.set("data", copy_out("Float32Array", element_count(shape), data));
  return tensor;
}

val pictures_to_val(const Dataset& data, const std::vector<std::uint32_t>& indices) {
  std::vector<std::uint8_t> pixels;
  std::vector<std::uint8_t> labels;
  pixels.reserve(indices.size() * data.spec().picture_bytes());
  for (const std::uint32_t index : indices) {
    if (index >= data.size()) {
      throw Error(ErrorCode::kBadData, Problem::kPictureNotHere, "indices",
                  {{"picture", index}, {"here", data.size()}});
    }
    const auto picture = data.picture(index);
    pixels.insert(pixels.end(), picture.begin(), picture.end());
    labels.push_back(data.label(index));
  }
  val result = val::object();
  result.set("pixels", bytes_to_val(pixels));
  result.set("labels", bytes_to_val(labels));
  return result;
}

std::string text_from_val(const val& text) {
  if (!text.isString()) throw Error(ErrorCode::kBadData, Problem::kNotText, "argument");
  const auto bytes = bytes_from_val(val::global("TextEncoder").new_().call<val>("encode", text));
  return {bytes.begin(), bytes.end()};
}

std::vector<std::uint8_t> bytes_from_val(const val& array) {
  return copy_in<std::uint8_t>(array, "Uint8Array");
}

std::vector<std::uint32_t> indices_from_val(const val& array) {
  return copy_in<std::uint32_t>(array, "Uint32Array");
}

std::vector<GivenTensor> tensors_from_val(const val& tensors) {
  require_instance(tensors, "Array");
  std::vector<GivenTensor> all(size_from_number(tensors["length"].as<double>(), "length"));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const val tensor = tensors[i];
    require_instance(tensor, "Object");
    all[i].name = text_from_val(tensor["name"]);
    require_instance(tensor["shape"], "Array");
    // What is no number becomes a NaN.
    const val axes = val::global("Float64Array").call<val>("from", tensor["shape"]);
    for (const double axis : copy_in<double>(axes, "Float64Array")) {
      all[i].shape.push_back(size_from_number(axis, "shape"));
    }
    all[i].data = copy_in<float>(tensor["data"], "Float32Array");
  }
  return all;
}

std::size_t size_from_number(double number, const char* name) {
  if (!(number >= 0.0 && number < 4294967296.0) || std::floor(number) != number) {
    throw Error(ErrorCode::kBadData, Problem::kNotACount, name,
                {{"field", name}, {"given", number}});
  }
  return static_cast<std::size_t>(number);
}

Split split_from_val(const val& value) {
  const std::string name = text_from_val(value);
  if (name == "training") return Split::kTraining;
  if (name == "test") return Split::kTest;
  throw Error(ErrorCode::kBadData, Problem::kUnknownSplit, "split", {{"given", name}});
}

val success(const val& value) {
  val outcome = val::object();
  outcome.set("ok", true);
  outcome.set("value", value);
  return outcome;
}

val failure(const Error& error) {
  // Not by fault_to_json(): there may be no memory for JSON, whose destructor then ends the
  // program.
  val fault = val::object();
  fault.set("code", text_to_val(to_string(error.code())));
  fault.set("problem", text_to_val(to_string(error.problem())));
  fault.set("where", text_to_val(error.where()));
  fault.set("facts", facts_to_val(error.facts()));
  fault.set("message", text_to_val(error.what()));
  if (error.fix()) fault.set("fix", fix_to_val(*error.fix()));
  val outcome = val::object();
  outcome.set("ok", false);
  outcome.set("fault", fault);
  return outcome;
}

}  // namespace cnnlab
