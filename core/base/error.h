// The one exception type of the core: a fault, with what the page needs to tell it.
#pragma once

#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>

#include "core/base/fix.h"
#include "core/base/problem.h"

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

/// `where` is a path such as `layers[3].rate`; problem and facts say what was given, what is
/// wanted, and what to do, and what() says it in English. `fix` is the change that would put a
/// model right, where one change would.
class Error : public std::runtime_error {
 public:
  Error(ErrorCode code, Problem problem, std::string where, Facts facts = {},
        std::optional<Fix> fix = std::nullopt);

  ErrorCode code() const { return code_; }
  Problem problem() const { return problem_; }
  const std::string& where() const { return where_; }
  const Facts& facts() const { return *facts_; }
  const std::optional<Fix>& fix() const { return fix_; }
  /// The same error at another place, with another fix or with its own.
  Error at(std::string where) const;
  Error at(std::string where, std::optional<Fix> fix) const;
  /// The same error, seen from one level further out: `fields.rate` becomes `prefix.fields.rate`.
  Error within(const std::string& prefix) const;

 private:
  ErrorCode code_;
  Problem problem_;
  std::string where_;
  std::shared_ptr<const Facts> facts_;  // shared by copies, which take no memory for them
  std::optional<Fix> fix_;
};

/// Joins its arguments as a stream would print them.
template <typename... Parts>
std::string sentence(const Parts&... parts) {
  std::ostringstream out;
  (out << ... << parts);
  return out.str();
}

}  // namespace cnnlab
