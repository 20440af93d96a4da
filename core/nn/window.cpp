#include "core/nn/window.h"

#include <algorithm>

namespace cnnlab {

Padding parse_padding(const std::string& name) {
  if (name == "valid") return Padding::kValid;
  if (name == "same") return Padding::kSame;
  throw Error(ErrorCode::kBadModel, Problem::kUnknownPadding, "padding", {{"given", name}});
}

Placement place_window(std::size_t size, std::size_t window, std::size_t stride, Padding padding) {
  if (padding == Padding::kValid) return {(size - window) / stride + 1, 0};
  const std::size_t output = (size + stride - 1) / stride;
  const std::size_t covered = (output - 1) * stride + window;
  return {output, covered > size ? (covered - size) / 2 : 0};
}

Placements place_windows(const Shape& input, Pair window, Pair strides, Padding padding,
                         const char* field, const char* what) {
  if (padding == Padding::kValid && (window.height > input[0] || window.width > input[1])) {
    const std::size_t largest = std::min(input[0], input[1]);
    throw Error(ErrorCode::kBadModel,
                largest <= 1 ? Problem::kWindowNeverFits : Problem::kWindowTooLarge, field,
                {{"part", what},
                 {"window", std::vector<std::size_t>{window.height, window.width}},
                 {"input", axes_of(input)},
                 {"most", largest}});
  }
  return {place_window(input[0], window.height, strides.height, padding),
          place_window(input[1], window.width, strides.width, padding)};
}

}  // namespace cnnlab
