#include "core/data/dataset.h"

#include <algorithm>
#include <utility>

#include "core/base/error.h"
#include "core/data/predictor.h"

namespace cnnlab {
namespace {

Error bad_pictures(Problem problem, Facts facts) {
  return Error(ErrorCode::kBadData, problem, "pictures", std::move(facts));
}

Error bad_shard(Problem problem, Facts facts) {
  return Error(ErrorCode::kBadData, problem, "shard", std::move(facts));
}

}  // namespace

Dataset::Dataset(const DataSpec& spec) : spec_(spec), picture_bytes_(spec.picture_bytes()) {
  check_data_spec(spec);
}

void Dataset::append_shard(std::size_t first, std::size_t count,
                           std::span<const std::uint8_t> payload) {
  if (spec_ != DataSpec{}) {
    throw bad_shard(Problem::kShardOfOtherData,
                    {{"shape", axes_of(spec_.picture_shape())}, {"classes", spec_.classes}});
  }
  if (first != size()) {
    throw bad_shard(Problem::kShardOutOfOrder, {{"first", first}, {"here", size()}});
  }
  if (payload.size() / (1 + kPictureBytes) != count || payload.size() % (1 + kPictureBytes) != 0) {
    throw bad_shard(
        Problem::kShardWrongSize,
        {{"bytes", payload.size()}, {"count", count}, {"wanted", count * (1 + kPictureBytes)}});
  }
  const auto labels = payload.first(count);
  for (std::size_t i = 0; i < count; ++i) {
    if (labels[i] < kClasses) continue;
    throw bad_shard(Problem::kShardWrongLabel,
                    {{"picture", first + i}, {"label", labels[i]}, {"most", kClasses - 1}});
  }
  make_room(first + count);
  for (std::size_t i = 0; i < count; ++i) {
    undo_prediction(payload.subspan(count + i * kPictureBytes, kPictureBytes),
                    {pixels(first + i), kPictureBytes});
  }
  labels_.insert(labels_.end(), labels.begin(), labels.end());
}

void Dataset::append_pictures(std::span<const std::uint8_t> pixels,
                              std::span<const std::uint8_t> labels) {
  if (pixels.size() % picture_bytes_ != 0 || pixels.size() / picture_bytes_ != labels.size()) {
    throw bad_pictures(Problem::kPicturesNotLabels, {{"bytes", pixels.size()},
                                                     {"picture", picture_bytes_},
                                                     {"shape", axes_of(spec_.picture_shape())},
                                                     {"labels", labels.size()}});
  }
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (labels[i] < spec_.classes) continue;
    throw bad_pictures(
        Problem::kWrongLabel,
        {{"picture", size() + i}, {"label", labels[i]}, {"most", spec_.classes - 1}});
  }
  make_room(size() + labels.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::copy_n(pixels.begin() + static_cast<std::ptrdiff_t>(i * picture_bytes_), picture_bytes_,
                this->pixels(size() + i));
  }
  labels_.insert(labels_.end(), labels.begin(), labels.end());
}

void Dataset::append(std::span<const std::uint8_t> picture, std::uint8_t label) {
  make_room(size() + 1);
  std::copy_n(picture.begin(), picture_bytes_, pixels(size()));
  labels_.push_back(label);
}

void Dataset::make_room(std::size_t count) {
  while (blocks_.size() * kBlock < count) {
    blocks_.push_back(std::make_unique<std::uint8_t[]>(kBlock * picture_bytes_));
  }
}

}  // namespace cnnlab
