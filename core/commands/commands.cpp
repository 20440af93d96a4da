#include "core/commands/commands.h"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "core/base/error.h"

namespace cnnlab {
namespace {

Error bad_option(Problem problem, const std::string& name, Facts facts = {}) {
  return Error(ErrorCode::kBadSettings, problem, "--" + name, std::move(facts));
}

}  // namespace

Options::Options(int count, char** words) {
  for (int i = 0; i < count; i += 2) {
    const std::string_view word = words[i];
    if (word.substr(0, 2) != "--") throw bad_option(Problem::kNotAnOption, words[i]);
    if (i + 1 == count) throw bad_option(Problem::kOptionWithoutValue, std::string(word.substr(2)));
    values_[std::string(word.substr(2))] = words[i + 1];
  }
}

std::string Options::text(const std::string& name) const {
  const auto at = values_.find(name);
  if (at == values_.end()) throw bad_option(Problem::kOptionMissing, name);
  return at->second;
}

std::string Options::text(const std::string& name, const std::string& fallback) const {
  const auto at = values_.find(name);
  return at == values_.end() ? fallback : at->second;
}

double Options::number(const std::string& name, double fallback) const {
  const auto at = values_.find(name);
  if (at == values_.end()) return fallback;
  char* end = nullptr;
  const double value = std::strtod(at->second.c_str(), &end);
  if (at->second.empty() || *end != '\0') {
    throw bad_option(Problem::kOptionNoNumber, name, {{"given", at->second}});
  }
  return value;
}

std::uint64_t Options::whole(const std::string& name, std::uint64_t fallback) const {
  const double value = number(name, static_cast<double>(fallback));
  if (!(value >= 0.0 && value < 9007199254740992.0) ||
      value != static_cast<double>(static_cast<std::uint64_t>(value))) {
    throw bad_option(Problem::kOptionNotWhole, name, {{"given", value}});
  }
  return static_cast<std::uint64_t>(value);
}

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  try {
    if (file) return {std::istreambuf_iterator<char>(file), {}};
  } catch (const std::ios_base::failure&) {  // a folder opens, but does not read
  }
  throw Error(ErrorCode::kBadData, Problem::kFileUnreadable, path);
}

}  // namespace cnnlab
