// What is fuzzed: every reader of bytes or text that come from outside. Each target is a function
// of its own file; libFuzzer calls it with what it made up, corpus_test.cpp with what is kept in
// corpus/.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>

#include "core/base/error.h"

namespace cnnlab::fuzz {

using Input = std::span<const std::uint8_t>;

/// Each reads its input as the page's engine would and returns the refusal as "code where:
/// message", or "" when it was taken. Anything but an Error goes through: that is a finding.
std::string model(Input input);     // a model's text: summary, table, network, one step forward
std::string settings(Input input);  // a run's settings
std::string shard(Input input);     // pictures, after two bytes: first picture, number of pictures
std::string snapshot(Input input);  // a saved run, its checksum put right
std::string session(Input input);   // a program of calls, one after another
#if !defined(__EMSCRIPTEN__)
std::string pack(Input input);  // a data pack's manifest, beside one true shard
#endif

/// A law of the target; its breach is a finding.
inline void require(bool holds, const char* law) {
  if (!holds) throw std::logic_error(law);
}

inline std::string refusal(const Error& error) {
  return std::string(to_string(error.code())) + " " + error.where() + ": " + error.what();
}

inline std::string text_of(Input input) { return {input.begin(), input.end()}; }

}  // namespace cnnlab::fuzz
