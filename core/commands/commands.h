// The native command line: `cnnlab COMMAND --option value …`.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace cnnlab {

/// The options of one call. Throws Error(kBadSettings) where one is missing or malformed.
class Options {
 public:
  Options(int count, char** words);
  std::string text(const std::string& name) const;
  std::string text(const std::string& name, const std::string& fallback) const;
  std::uint64_t whole(const std::string& name, std::uint64_t fallback) const;
  double number(const std::string& name, double fallback) const;

 private:
  std::map<std::string, std::string> values_;
};

/// The whole of a file. Throws Error(kBadData).
std::string read_file(const std::string& path);

/// Each prints its result and returns the exit code.
int train_command(const Options& options);
int summary_command(const Options& options);
/// For the benchmark. Reads lines and answers each: {"model", "batch", "steps"} with {"seconds"} of
/// so many steps; {"model", "batch", "evaluate"} with {"seconds"} of predicting so many pictures.
int steps_command(const Options& options);

}  // namespace cnnlab
