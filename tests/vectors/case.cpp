#include "tests/vectors/case.h"

#include <cmath>
#include <fstream>
#include <limits>
#include <sstream>
#include <stdexcept>

namespace cnnlab::vectors {
namespace {

// Numbers that JSON has no literals for are written as text.
double number_of(const Json& json) {
  if (json.is_number()) return json.get<double>();
  if (json.is_boolean()) return json.get<bool>() ? 1.0 : 0.0;
  if (json.is_null()) return std::numeric_limits<double>::quiet_NaN();
  return std::stod(json.get<std::string>());  // reads NaN, inf, -Infinity
}

void append_numbers(const Json& json, std::vector<double>& to) {
  if (!json.is_array()) return to.push_back(number_of(json));
  for (const Json& item : json) append_numbers(item, to);
}

Array array_of(const Json& json) {
  Array array;
  for (const Json& axis : json.at("shape")) array.shape.push_back(axis.get<std::size_t>());
  append_numbers(json.at("data"), array.values);
  if (array.values.size() != count_of(array.shape)) {
    throw std::runtime_error("its data does not fill the shape " + to_string(array.shape));
  }
  return array;
}

std::map<std::string, Array> arrays_of(const Json& json) {
  std::map<std::string, Array> arrays;
  for (const auto& [name, array] : json.items()) arrays[name] = array_of(array);
  return arrays;
}

Case case_of(const Json& json) {
  Case one;
  one.op = json.at("op").get<std::string>();
  one.required = json.at("required").get<bool>();
  one.attributes = json.value("attrs", Json::object());
  // Regions of comparison may stand beside the settings or among them.
  for (const auto& [name, value] : json.items()) {
    if (name.rfind("compare_", 0) == 0) one.attributes[name] = value;
  }
  one.inputs = arrays_of(json.at("inputs"));
  one.expected = arrays_of(json.at("expected"));
  const bool tight = json.contains("tol_tight") && json["tol_tight"].is_object();
  const Json& tolerance = tight ? json["tol_tight"] : json.at("tol");
  one.absolute = tolerance.at("atol").get<double>();
  one.relative = tolerance.at("rtol").get<double>();
  return one;
}

}  // namespace

Array make_array(const Sizes& shape, const std::vector<float>& values) {
  return {shape, {values.begin(), values.end()}};
}

std::size_t count_of(const Sizes& shape) {
  std::size_t count = 1;
  for (const std::size_t axis : shape) count *= axis;
  return count;
}

std::string to_string(const Sizes& shape) {
  std::ostringstream out;
  out << "[";
  for (std::size_t i = 0; i < shape.size(); ++i) out << (i == 0 ? "" : ", ") << shape[i];
  out << "]";
  return out.str();
}

bool Case::has(const char* name) const {
  return attributes.contains(name) && !attributes[name].is_null();
}

double Case::number(const char* name, double fallback) const {
  return has(name) ? number_of(attributes[name]) : fallback;
}

std::string Case::text(const char* name, const std::string& fallback) const {
  if (!has(name)) return fallback;
  if (!attributes[name].is_string()) throw Unsupported{std::string(name) + " is not a plain name"};
  return attributes[name].get<std::string>();
}

std::string Case::padding() const {
  std::string name = text("padding", "valid");
  for (char& letter : name) {
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  }
  return name;
}

Sizes Case::sizes(const char* name) const { return attributes.at(name).get<Sizes>(); }

Sizes Case::pair(const char* name, const Sizes& fallback) const {
  if (!has(name)) return fallback;
  if (attributes[name].is_number()) return Sizes(2, attributes[name].get<std::size_t>());
  Sizes pair = sizes(name);
  if (pair.size() == 1) return Sizes(2, pair[0]);
  if (pair.size() != 2) throw Unsupported{std::string(name) + " has more than two axes"};
  return pair;
}

const Array* Case::find_input(const char* name) const {
  const auto found = inputs.find(name);
  return found == inputs.end() ? nullptr : &found->second;
}

const Array& Case::input(const char* name) const {
  const Array* array = find_input(name);
  if (array == nullptr) throw Unsupported{std::string("there is no input ") + name};
  return *array;
}

std::vector<Case> read_cases(const std::string& path) {
  std::ifstream file(path);
  const Json json = Json::parse(file, nullptr, false);
  if (json.is_discarded() || !json.is_object() || json.value("schema", "") != "cnnlab-vectors/1") {
    throw std::runtime_error(path +
                             " is no file of vectors: its schema has to be cnnlab-vectors/1");
  }
  std::vector<Case> cases;
  for (const Json& one : json.at("cases")) {
    const std::string id = one.value("id", "a case without an id");
    try {
      cases.push_back(case_of(one));
      cases.back().id = id;
    } catch (const std::exception& error) {
      // NOLINTNEXTLINE(performance-inefficient-string-concatenation): once
      throw std::runtime_error(path + ": " + id + ": " + error.what());
    }
  }
  return cases;
}

}  // namespace cnnlab::vectors
