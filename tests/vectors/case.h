// Op test vectors: one question and its answer each, taken from other projects' test suites and
// brought into one neutral form, `cnnlab-vectors/1` (see README.md beside this file).
#pragma once

#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace cnnlab::vectors {

using Json = nlohmann::json;
using Sizes = std::vector<std::size_t>;

/// Row-major numbers; as in the file, so in float64.
struct Array {
  Sizes shape;
  std::vector<double> values;

  std::vector<float> floats() const { return {values.begin(), values.end()}; }
};

Array make_array(const Sizes& shape, const std::vector<float>& values);
std::size_t count_of(const Sizes& shape);
std::string to_string(const Sizes& shape);

/// What a case asks that this product does not do, and why.
struct Unsupported {
  std::string reason;
};

struct Case {
  std::string id, op;
  bool required;
  Json attributes;
  std::map<std::string, Array> inputs, expected;
  double absolute, relative;  // tolerance: |got - wanted| <= absolute + relative * |wanted|

  bool has(const char* name) const;
  double number(const char* name, double fallback) const;
  std::string text(const char* name, const std::string& fallback) const;
  /// In small letters; valid where nothing is said.
  std::string padding() const;
  /// A pair, or one number for both.
  Sizes pair(const char* name, const Sizes& fallback) const;
  Sizes sizes(const char* name) const;
  /// Throws Unsupported where there is no such input.
  const Array& input(const char* name) const;
  const Array* find_input(const char* name) const;
};

/// The cases of one file. Throws std::runtime_error that names the file and the case.
std::vector<Case> read_cases(const std::string& path);

}  // namespace cnnlab::vectors
