#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace cnnlab {

/// Where the time of a repeated piece of work goes: laps of the same name add up.
class Stopwatch {
 public:
  struct Lap {
    std::string name;
    double seconds;
    std::size_t times;
  };

  /// The next lap counts from here.
  void start() { last_ = Clock::now(); }

  /// Makes room for a lap of this name: ending it then allocates nothing.
  void expect(std::string_view name) {
    if (find(name) == nullptr) laps_.push_back({std::string(name), 0.0, 0});
  }

  /// Ends a lap and starts the next.
  void lap(std::string_view name) {
    const Clock::time_point now = Clock::now();
    const double seconds = std::chrono::duration<double>(now - last_).count();
    last_ = now;
    expect(name);
    Lap* lap = find(name);
    lap->seconds += seconds;
    ++lap->times;
  }

  /// In the order in which the names first came.
  const std::vector<Lap>& laps() const { return laps_; }

 private:
  using Clock = std::chrono::steady_clock;

  Lap* find(std::string_view name) {
    for (Lap& known : laps_) {
      if (known.name == name) return &known;
    }
    return nullptr;
  }

  Clock::time_point last_ = Clock::now();
  std::vector<Lap> laps_;
};

}  // namespace cnnlab
