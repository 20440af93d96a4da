#include "core/train/session.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/error.h"
#include "core/data/batch.h"
#include "core/kernels/elementwise.h"
#include "core/kernels/roof.h"
#include "core/model/builder.h"

namespace cnnlab {
namespace {

constexpr std::size_t kPredictionBatch = 32;
constexpr std::size_t kMostPreviews = 64;

const char* phase_name(Phase phase) {
  switch (phase) {
    case Phase::kTraining:
      return "training";
    case Phase::kEvaluating:
      return "evaluating";
    case Phase::kFinished:
      return "finished";
  }
  return "finished";
}

Json record_to_json(const EpochRecord& record) {
  Json json = {{"epoch", record.epoch},
               {"loss", record.loss},
               {"accuracy", record.accuracy},
               {"test_loss", record.test_loss},
               {"test_accuracy", record.test_accuracy}};
  if (record.validation) {
    json["validation_loss"] = record.validation->loss;
    json["validation_accuracy"] = record.validation->accuracy;
  }
  return json;
}

/// Whether weight `i` of those given is this one of the network's.
void check_weight(std::size_t i, const GivenTensor& given, const Sequential::NamedParameter& own) {
  const auto& axes = own.parameter->value.shape();
  const Shape shape(axes.begin(), axes.end());
  const std::string where = sentence("weights[", i, "]");
  if (given.name != own.name) {
    throw Error(ErrorCode::kBadData, Problem::kWeightName, where,
                {{"given", given.name}, {"wanted", own.name}});
  }
  if (given.shape != shape || given.data.size() != element_count(shape)) {
    throw Error(ErrorCode::kBadData, Problem::kWeightShape, where,
                {{"name", given.name},
                 {"count", given.data.size()},
                 {"given", axes_of(given.shape)},
                 {"wanted", axes_of(shape)}});
  }
  const auto bad = std::find_if_not(given.data.begin(), given.data.end(),
                                    [](float number) { return std::isfinite(number); });
  if (bad != given.data.end()) {
    throw Error(ErrorCode::kBadData, Problem::kWeightNotFinite, where,
                {{"at", bad - given.data.begin()}, {"name", given.name}});
  }
}

}  // namespace

Json progress_to_json(const Progress& progress, std::uint64_t epochs) {
  return {{"phase", phase_name(progress.phase)},
          {"epoch", progress.epoch},
          {"epochs", epochs},
          {"batch", progress.batch},
          {"batches", progress.batches},
          {"pictures_trained", progress.pictures_trained},
          {"loss", progress.loss},
          {"accuracy", progress.accuracy},
          {"batch_losses", progress.batch_losses},
          {"batch_accuracies", progress.batch_accuracies},
          {"epoch_record",
           progress.epoch_record ? record_to_json(*progress.epoch_record) : Json(nullptr)}};
}

Json Session::summary(const std::string& model_text) const {
  const Json given = parse_json(model_text, "model");
  const ModelSpec model = parse_model(given);
  const ModelSummary summary = summarize(model);
  Json result = summary_to_json(summary);
  if (summary.problems.empty() && given.contains("settings")) {
    const MemoryNeed need = Run::memory_need(model, parse_settings(given["settings"]));
    result["memory"] = {{"bytes", need.bytes()}, {"available", need.available}};
  }
  return result;
}

std::size_t Session::add_shard(Split split, std::size_t first, std::size_t count,
                               std::span<const std::uint8_t> payload) {
  data(split).append_shard(first, count, payload);
  return data(split).size();
}

Json Session::start(const std::string& model_text, const std::string& settings_text) {
  const ModelSpec model = parse_model(parse_json(model_text, "model"));
  const RunSettings settings = parse_settings(parse_json(settings_text, "settings"));
  Run::check(model, settings, training_, test_);  // a refusal leaves the old run as it is
  run_.reset();                                   // its memory goes before the new run's comes
  auto run = std::make_unique<Run>(model, settings, training_, test_, pool_);
  Json progress = progress_to_json(run->progress(), settings.epochs);
  run_ = std::move(run);
  return progress;
}

Run& Session::run() {
  if (!run_) {
    throw Error(ErrorCode::kWrongState, Problem::kNoRun, "");
  }
  return *run_;
}

Json Session::advance(std::uint64_t batches) {
  return progress_to_json(run().advance(batches), run().settings().epochs);
}

Json Session::profile(std::uint64_t batches) {
  Json rows = Json::array();
  for (const Stopwatch::Lap& lap : run().profile(batches)) {
    rows.push_back({{"name", lap.name}, {"milliseconds", lap.seconds * 1e3}, {"times", lap.times}});
  }
  return rows;
}

double Session::roof() { return multiply_add_roof(pool_); }

double Session::set_learning_rate(double rate) {
  run().set_learning_rate(rate);
  return run().settings().learning_rate;
}

void Session::check_indices(Split split, std::span<const std::uint32_t> indices) {
  const std::size_t here = data(split).size();
  for (std::size_t i = 0; i < indices.size(); ++i) {
    if (indices[i] < here) continue;
    throw Error(ErrorCode::kBadData, Problem::kPictureNotHere, sentence("indices[", i, "]"),
                {{"picture", indices[i]}, {"here", here}});
  }
}

template <typename Fill>
std::vector<float> Session::predict_batches(std::size_t count, const Fill& fill) {
  std::vector<float> all;
  all.reserve(count * kClasses);
  for (std::size_t begin = 0; begin < count; begin += kPredictionBatch) {
    const std::size_t n = std::min(kPredictionBatch, count - begin);
    fill(begin, n, run().network().input(n));
    const TensorView& probabilities = run().predict(n);
    all.insert(all.end(), probabilities.data(), probabilities.data() + n * kClasses);
  }
  return all;
}

std::vector<float> Session::predict(Split split, std::span<const std::uint32_t> indices) {
  check_indices(split, indices);
  std::vector<std::uint8_t> labels;
  return predict_batches(indices.size(), [&](std::size_t begin, std::size_t n, TensorView& x) {
    assemble_batch(pool_, data(split), indices.subspan(begin, n), x, labels);
  });
}

std::vector<float> Session::predict_pixels(std::span<const std::uint8_t> pixels) {
  if (pixels.size() % kPictureBytes != 0) {
    throw Error(ErrorCode::kBadData, Problem::kNotWholePictures, "pixels",
                {{"bytes", pixels.size()}, {"picture", kPictureBytes}});
  }
  return predict_batches(
      pixels.size() / kPictureBytes, [&](std::size_t begin, std::size_t n, TensorView& x) {
        pixels_to_floats(n * kPictureBytes, pixels.data() + begin * kPictureBytes, x.data());
      });
}

std::vector<Session::Activation> Session::activations(std::span<const std::uint8_t> pixels) {
  Sequential& network = run().network();
  if (pixels.size() != kPictureBytes) {
    throw Error(ErrorCode::kBadData, Problem::kNotWholePictures, "pixels",
                {{"bytes", pixels.size()}, {"picture", kPictureBytes}});
  }
  std::vector<float> probabilities = predict_pixels(pixels);
  std::vector<Activation> outputs;
  for (std::size_t layer = 0; layer + 1 < network.layer_count(); ++layer) {
    const TensorView& output = network.output(1, layer);
    outputs.push_back({Shape(output.shape().begin() + 1, output.shape().end()),
                       {output.data(), output.data() + output.size()}});
  }
  outputs.push_back({{kClasses}, std::move(probabilities)});
  return outputs;
}

std::vector<std::uint8_t> Session::preview_augmentation(const std::string& model_text, Split split,
                                                        std::uint32_t index, std::size_t count,
                                                        std::uint64_t seed) {
  const auto network = build_augmentation(parse_model(parse_json(model_text, "model")));
  check_indices(split, std::span(&index, 1));
  if (count == 0 || count > kMostPreviews) {
    throw Error(ErrorCode::kBadData, Problem::kNotWhole, "count",
                {{"field", "count"}, {"given", count}, {"least", 1.0}, {"most", kMostPreviews}});
  }
  const std::vector<std::uint32_t> copies(count, index);
  std::vector<std::uint8_t> labels;
  assemble_batch(pool_, data(split), copies, network->input(count), labels);
  const TensorView& changed =
      network->forward(count, pool_, true, Random(seed).fork(Purpose::kAugmentation));
  // What is cropped stands in the middle of black.
  const std::size_t rows = changed.shape()[1], line = changed.shape()[2] * kPictureChannels;
  const std::size_t top = (kPictureSide - rows) / 2;
  const std::size_t left = (kPictureSide - changed.shape()[2]) / 2 * kPictureChannels;
  std::vector<std::uint8_t> bytes(count * kPictureBytes);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const std::size_t n = i / line / rows, row = top + i / line % rows;
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): never negative
    bytes[n * kPictureBytes + row * kPictureSide * kPictureChannels + left + i % line] =
        static_cast<std::uint8_t>(changed.data()[i] * 255.0f + 0.5f);
  }
  return bytes;
}

std::vector<NamedTensor> Session::weights() {
  std::vector<NamedTensor> tensors;
  for (const auto& named : run().network().parameters()) {
    tensors.push_back({named.name, &named.parameter->value});
  }
  return tensors;
}

void Session::set_weights(std::span<const GivenTensor> given) {
  if (run().progress().pictures_trained > 0) {
    throw Error(ErrorCode::kWrongState, Problem::kRunHasBegun, "");
  }
  const auto& own = run().network().parameters();
  if (given.size() != own.size()) {
    throw Error(ErrorCode::kBadData, Problem::kWeightCount, "weights",
                {{"count", given.size()}, {"wanted", own.size()}});
  }
  for (std::size_t i = 0; i < own.size(); ++i) check_weight(i, given[i], own[i]);
  for (std::size_t i = 0; i < own.size(); ++i) {
    std::copy(given[i].data.begin(), given[i].data.end(), own[i].parameter->value.begin());
  }
}

std::vector<std::uint8_t> Session::snapshot() { return run().snapshot(); }

Json Session::restore(std::span<const std::uint8_t> bytes) {
  // Only once the new run stands does the old one go: a bad snapshot loses nothing.
  auto run = Run::restore(bytes, training_, test_, pool_);
  Json progress = progress_to_json(run->progress(), run->settings().epochs);
  run_ = std::move(run);
  return progress;
}

}  // namespace cnnlab
