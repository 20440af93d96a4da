// What layers that normalise within a picture find out about a set of numbers.
#pragma once

namespace cnnlab {

/// The mean, and 1 / sqrt(variance + epsilon).
struct Moments {
  double mean, inverse_deviation;
};

}  // namespace cnnlab
