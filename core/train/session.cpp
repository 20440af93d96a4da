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

// All of CIFAR-10, which a run's memory is reckoned beside (core/train/run.cpp).
constexpr std::size_t kMostBytes = 60'000 * kPictureBytes;

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

Error not_whole_pictures(std::size_t bytes, const DataSpec& data) {
  return Error(ErrorCode::kBadData, Problem::kNotWholePictures, "pixels",
               {{"bytes", bytes},
                {"picture", data.picture_bytes()},
                {"shape", axes_of(data.picture_shape())}});
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
  const ModelSummary summary = summarize(model, data_spec());
  Json result = summary_to_json(summary);
  if (summary.problems.empty() && given.contains("settings")) {
    const MemoryNeed need = Run::memory_need(model, parse_settings(given["settings"]), data_spec());
    result["memory"] = {{"bytes", need.bytes()}, {"available", need.available}};
  }
  return result;
}

void Session::set_data(const DataSpec& spec) {
  check_data_spec(spec);
  run_.reset();  // it reads the pictures
  training_ = Dataset(spec);
  test_ = Dataset(spec);
}

std::size_t Session::add_pictures(Split split, std::span<const std::uint8_t> pixels,
                                  std::span<const std::uint8_t> labels) {
  const std::size_t count = training_.size() + test_.size() + labels.size();
  const std::size_t most = kMostBytes / data_spec().picture_bytes();
  if (count > most) {
    throw Error(ErrorCode::kOutOfMemory, Problem::kTooManyPictures, "pictures",
                {{"count", count}, {"most", most}});
  }
  data(split).append_pictures(pixels, labels);
  return data(split).size();
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
  const std::size_t classes = data_spec().classes;
  std::vector<float> all;
  all.reserve(count * classes);
  for (std::size_t begin = 0; begin < count; begin += kPredictionBatch) {
    const std::size_t n = std::min(kPredictionBatch, count - begin);
    fill(begin, n, run().network().input(n));
    const TensorView& probabilities = run().predict(n);
    all.insert(all.end(), probabilities.data(), probabilities.data() + n * classes);
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
  const std::size_t bytes = data_spec().picture_bytes();
  if (pixels.size() % bytes != 0) throw not_whole_pictures(pixels.size(), data_spec());
  return predict_batches(pixels.size() / bytes,
                         [&](std::size_t begin, std::size_t n, TensorView& x) {
                           pixels_to_floats(n * bytes, pixels.data() + begin * bytes, x.data());
                         });
}

std::vector<Session::Activation> Session::activations(std::span<const std::uint8_t> pixels) {
  Sequential& network = run().network();
  if (pixels.size() != data_spec().picture_bytes())
    throw not_whole_pictures(pixels.size(), data_spec());
  std::vector<float> probabilities = predict_pixels(pixels);
  std::vector<Activation> outputs;
  for (std::size_t layer = 0; layer + 1 < network.layer_count(); ++layer) {
    const TensorView& output = network.output(1, layer);
    outputs.push_back({Shape(output.shape().begin() + 1, output.shape().end()),
                       {output.data(), output.data() + output.size()}});
  }
  outputs.push_back({{data_spec().classes}, std::move(probabilities)});
  return outputs;
}

std::vector<std::uint8_t> Session::preview_augmentation(const std::string& model_text, Split split,
                                                        std::uint32_t index, std::size_t count,
                                                        std::uint64_t seed) {
  const auto network =
      build_augmentation(parse_model(parse_json(model_text, "model")), data_spec());
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
  const auto& [height, width, channels, classes] = data_spec();
  const std::size_t picture = data_spec().picture_bytes();
  const std::size_t rows = changed.shape()[1], line = changed.shape()[2] * channels;
  const std::size_t top = (height - rows) / 2;
  const std::size_t left = (width - changed.shape()[2]) / 2 * channels;
  std::vector<std::uint8_t> bytes(count * picture);
  for (std::size_t i = 0; i < changed.size(); ++i) {
    const std::size_t n = i / line / rows, row = top + i / line % rows;
    // NOLINTNEXTLINE(bugprone-incorrect-roundings): never negative
    bytes[n * picture + row * width * channels + left + i % line] =
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
