// Snapshots with another header, sealed again as their format says (core/train/snapshot.cpp).
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#include "core/model/spec.h"

namespace cnnlab {

inline constexpr std::size_t kLengthAt = 8 + 8;
inline constexpr std::size_t kHeaderAt = kLengthAt + 4;

/// The same bytes with the checksum that they should have.
inline std::vector<std::uint8_t> sealed(std::vector<std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (std::size_t i = kLengthAt; i < bytes.size(); ++i)
    hash = (hash ^ bytes[i]) * 0x100000001b3ull;
  std::memcpy(bytes.data() + 8, &hash, sizeof hash);
  return bytes;
}

/// A snapshot that says its header has this length.
inline std::vector<std::uint8_t> with_header_length(std::vector<std::uint8_t> bytes,
                                                    std::uint32_t length) {
  std::memcpy(bytes.data() + kLengthAt, &length, sizeof length);
  return sealed(std::move(bytes));
}

inline std::vector<std::uint8_t> with_header(const std::vector<std::uint8_t>& snapshot,
                                             const std::function<void(Json&)>& change) {
  std::uint32_t length;
  std::memcpy(&length, snapshot.data() + kLengthAt, sizeof length);
  Json header = Json::parse(snapshot.begin() + kHeaderAt, snapshot.begin() + kHeaderAt + length);
  change(header);
  const std::string text = header.dump();
  std::vector<std::uint8_t> bytes(snapshot.begin(), snapshot.begin() + kHeaderAt);
  bytes.insert(bytes.end(), text.begin(), text.end());
  bytes.insert(bytes.end(), snapshot.begin() + kHeaderAt + length, snapshot.end());
  return with_header_length(std::move(bytes), static_cast<std::uint32_t>(text.size()));
}

}  // namespace cnnlab
