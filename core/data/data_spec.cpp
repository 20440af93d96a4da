#include "core/data/data_spec.h"

#include <algorithm>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace cnnlab {
namespace {

constexpr std::size_t kLeastSide = 8, kMostSide = 64;
constexpr std::size_t kLeastClasses = 2, kMostClasses = 20;

void check_range(const char* field, std::size_t given, std::size_t least, std::size_t most) {
  if (given >= least && given <= most) return;
  throw Error(ErrorCode::kBadData, Problem::kOutOfRange, sentence("data.", field),
              {{"field", field},
               {"given", given},
               {"least", least},
               {"most", most},
               {"nearest", std::clamp(given, least, most)}});
}

}  // namespace

void check_data_spec(const DataSpec& spec) {
  check_range("height", spec.height, kLeastSide, kMostSide);
  check_range("width", spec.width, kLeastSide, kMostSide);
  if (spec.channels != 1 && spec.channels != 3) {
    throw Error(ErrorCode::kBadData, Problem::kNotAChoice, "data.channels",
                {{"field", "channels"},
                 {"given", spec.channels},
                 {"choices", std::vector<std::string>{"1", "3"}}});
  }
  check_range("classes", spec.classes, kLeastClasses, kMostClasses);
}

}  // namespace cnnlab
