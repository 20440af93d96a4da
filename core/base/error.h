// The one exception type of the core, and the sentence it carries.
#pragma once

#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

namespace cnnlab {

enum class ErrorCode {
  kBadModel,
  kBadSettings,
  kBadData,
  kNotFinite,
  kOutOfMemory,
  kWrongState,
  kInternal,
};

/// The code's name as JavaScript sees it, for example "bad_model".
const char* to_string(ErrorCode code);

/// `where` is a path such as `layers[3].rate`; what() says what was given, what is wanted, and what
/// to do. `fix`, where there is one, is the JSON text of the change that would fix a model.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, std::string where, const std::string& message, std::string fix = "");

  ErrorCode code() const { return code_; }
  const std::string& where() const { return where_; }
  const std::string& fix() const { return fix_; }
  /// The same error, seen from one level further out: `fields.rate` becomes `prefix.fields.rate`.
  Error within(const std::string& prefix) const;

 private:
  ErrorCode code_;
  std::string where_;
  std::string fix_;
};

/// Joins its arguments as a stream would print them.
template <typename... Parts>
std::string sentence(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

}  // namespace cnnlab
