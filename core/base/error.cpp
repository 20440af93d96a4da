#include "core/base/error.h"

#include <utility>

namespace cnnlab {

const char* to_string(ErrorCode code) {
  switch (code) {
    case ErrorCode::kBadModel:
      return "bad_model";
    case ErrorCode::kBadSettings:
      return "bad_settings";
    case ErrorCode::kBadData:
      return "bad_data";
    case ErrorCode::kNotFinite:
      return "not_finite";
    case ErrorCode::kOutOfMemory:
      return "out_of_memory";
    case ErrorCode::kWrongState:
      return "wrong_state";
    case ErrorCode::kInternal:
      return "internal";
  }
  return "internal";
}

Error::Error(ErrorCode code, Problem problem, std::string where, Facts facts,
             std::optional<Fix> fix)
    : std::runtime_error(in_english(problem, facts)),
      code_(code),
      problem_(problem),
      where_(std::move(where)),
      facts_(std::make_shared<const Facts>(std::move(facts))),
      fix_(std::move(fix)) {}

Error Error::at(std::string where) const { return at(std::move(where), fix_); }

Error Error::at(std::string where, std::optional<Fix> fix) const {
  Error moved = *this;
  moved.where_ = std::move(where);
  moved.fix_ = std::move(fix);
  return moved;
}

Error Error::within(const std::string& prefix) const {
  return at(where_.empty() ? prefix : prefix + "." + where_);
}

}  // namespace cnnlab
