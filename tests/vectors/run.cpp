#include "tests/vectors/run.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

Sizes without_ones(const Sizes& shape) {
  Sizes rest;
  std::copy_if(shape.begin(), shape.end(), std::back_inserter(rest),
               [](std::size_t axis) { return axis != 1; });
  return rest;
}

std::string index_of(std::size_t flat, const Sizes& shape) {
  Sizes index(shape.size());
  for (std::size_t axis = shape.size(); axis-- > 0; flat /= shape[axis]) {
    index[axis] = flat % shape[axis];
  }
  return to_string(index);
}

/// How far `got` lies beyond its tolerance; 0 or less is right. Equal infinities and NaNs are
/// right.
double excess(double got, double wanted, double tolerance) {
  if (std::isnan(wanted)) return std::isnan(got) ? 0.0 : HUGE_VAL;
  if (got == wanted) return 0.0;
  const double distance = std::abs(got - wanted) - tolerance;
  return std::isnan(distance) ? HUGE_VAL : distance;
}

/// What is wrong with one output, if anything.
std::optional<std::string> difference(const Case& one, const Array& got, const Array& wanted,
                                      double allowance) {
  // Axes of one are a matter of taste: {N,1,1,C} or {N,C}.
  if (without_ones(got.shape) != without_ones(wanted.shape)) {
    return "has shape " + to_string(got.shape) + ", wanted " + to_string(wanted.shape);
  }
  std::size_t worst = 0;
  double most = 0.0;
  for (std::size_t i = 0; i < wanted.values.size(); ++i) {
    const double tolerance = one.absolute + allowance + one.relative * std::abs(wanted.values[i]);
    const double beyond = excess(got.values[i], wanted.values[i], tolerance);
    if (beyond > most) most = beyond, worst = i;
  }
  if (!(most > 0.0)) return std::nullopt;
  std::ostringstream out;
  out.precision(9);
  out << index_of(worst, wanted.shape) << ": got " << got.values[worst] << ", wanted "
      << wanted.values[worst] << ", tolerance "
      << one.absolute + allowance + one.relative * std::abs(wanted.values[worst]);
  return out.str();
}

/// What is wrong with the case, if anything. Throws Unsupported.
std::optional<std::string> check(const Case& one, const Operation& operation, ThreadPool& pool) {
  for (const Answer& answer : operation.answer(one, pool)) {
    const std::string by = answer.by.empty() ? "" : " (" + answer.by + ")";
    for (const auto& [name, wanted] : one.expected) {
      const auto got = answer.outputs.find(name);
      if (got == answer.outputs.end()) throw Unsupported{"there is no output " + name};
      const auto wrong = difference(one, got->second, wanted, answer.allowance);
      // NOLINTNEXTLINE(performance-inefficient-string-concatenation): once
      if (wrong) return name + *wrong + by;
    }
  }
  return std::nullopt;
}

void check_settings(const Case& one, const Operation& operation) {
  if (one.required) return;  // a setting that nobody knows may still change nothing: try
  for (const auto& [name, value] : one.attributes.items()) {
    if (operation.attributes.count(name) == 0) throw Unsupported{"the setting " + name};
  }
}

}  // namespace

Tally run_cases(const std::vector<Case>& cases, ThreadPool& pool,
                const std::function<void(const std::string&)>& say) {
  Tally tally;
  for (const Case& one : cases) {
    std::optional<std::string> wrong;
    try {
      const auto found = all_operations().find(one.op);
      if (found == all_operations().end()) throw Unsupported{"there is no operation " + one.op};
      check_settings(one, found->second);
      wrong = check(one, found->second, pool);
    } catch (const Unsupported& why) {
      ++tally.skipped;
      if (one.required) {
        ++tally.missed;
        say(one.id + ": required, but skipped: " + why.reason);
      }
      continue;
    } catch (const std::exception& error) {
      wrong = error.what();
    }
    if (!wrong) {
      ++tally.passed;
      continue;
    }
    ++tally.failed;
    if (one.required) ++tally.missed;
    say(one.id + ": " + *wrong);
  }
  return tally;
}

std::vector<Case> read_folder(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  std::vector<Case> cases;
  for (const std::string& file : files) {
    for (Case& one : read_cases(file)) cases.push_back(std::move(one));
  }
  if (cases.empty()) throw std::runtime_error(folder + " holds no vectors (*.json)");
  return cases;
}

}  // namespace cnnlab::vectors
