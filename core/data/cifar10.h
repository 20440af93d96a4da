// What the pack of CIFAR-10 is made of (assets/PACK.md).
#pragma once

#include <cstddef>

namespace cnnlab {

inline constexpr std::size_t kPictureSide = 32;
inline constexpr std::size_t kPictureChannels = 3;
inline constexpr std::size_t kPictureBytes = kPictureSide * kPictureSide * kPictureChannels;
inline constexpr std::size_t kClasses = 10;

}  // namespace cnnlab
