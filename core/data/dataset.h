// Pictures in memory: bytes as they came, never changed after they are in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/data/data_spec.h"

namespace cnnlab {

enum class Split { kTraining, kTest };

/// Pictures {n,H,W,C} as uint8 and their labels, in the order they came in.
class Dataset {
 public:
  /// Throws as check_data_spec() does.
  explicit Dataset(const DataSpec& spec = {});

  const DataSpec& spec() const { return spec_; }
  std::size_t size() const { return labels_.size(); }
  std::uint8_t label(std::size_t index) const { return labels_[index]; }
  std::span<const std::uint8_t> picture(std::size_t index) const {
    return {blocks_[index / kBlock].get() + index % kBlock * picture_bytes_, picture_bytes_};
  }

  /// Appends the pictures of one inflated shard (format: assets/PACK.md): `count` labels, then
  /// `count` pictures of three predicted planes. Throws Error(kBadData) and stays as it was when
  /// this is no data set of CIFAR-10's kind, `first` is not size(), the length is wrong, or a label
  /// is not a class.
  void append_shard(std::size_t first, std::size_t count, std::span<const std::uint8_t> payload);

  /// Appends pictures {n,H,W,C} and their labels {n}. Throws Error(kBadData) and stays as it was
  /// when they are not as many or a label is not a class.
  void append_pictures(std::span<const std::uint8_t> pixels, std::span<const std::uint8_t> labels);

  /// Appends one picture as it is.
  void append(std::span<const std::uint8_t> picture, std::uint8_t label);

 private:
  // Pictures stay where they are while others arrive: one array that grows would at times take
  // three times the memory of its pictures.
  static constexpr std::size_t kBlock = 512;

  /// Room for `count` pictures in all.
  void make_room(std::size_t count);
  std::uint8_t* pixels(std::size_t index) {
    return blocks_[index / kBlock].get() + index % kBlock * picture_bytes_;
  }

  DataSpec spec_;
  std::size_t picture_bytes_;
  std::vector<std::unique_ptr<std::uint8_t[]>> blocks_;
  std::vector<std::uint8_t> labels_;
};

}  // namespace cnnlab
