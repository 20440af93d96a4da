// "CNNLABS2", uint64 checksum of all that follows, uint32 length of the header, the header (JSON:
// data, model, settings, place), then the float32 tensors. Numbers are little-endian. The checksum
// finds accidents, not malice.
#include "core/train/snapshot.h"

#include <cstring>
#include <string>
#include <utility>

#include "core/model/builder.h"

namespace cnnlab {
namespace {

constexpr char kMagic[9] = "CNNLABS2";
constexpr std::size_t kMagicSize = 8;
constexpr std::size_t kChecked = kMagicSize + sizeof(std::uint64_t);  // where the checksum begins
constexpr std::size_t kHeader = kChecked + sizeof(std::uint32_t);

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3ull;
  return hash;
}

Error bad_snapshot(Problem problem, Facts facts = {}) {
  return Error(ErrorCode::kBadData, problem, "snapshot", std::move(facts));
}

bool has_best_weights(const RunSettings& settings, const Position& position) {
  return settings.keep_best && position.best_epoch > 0;
}

/// Counters are written without a point; a float might not fit a whole number at all.
std::uint64_t counter(const Json& json) {
  if (json.is_number_float()) throw misfitting_counters();
  return json.get<std::uint64_t>();
}

Json data_to_json(const DataSpec& data) {
  return {{"shape", {data.height, data.width, data.channels}}, {"classes", data.classes}};
}

/// What the run was trained on; runs of before there was other data are of CIFAR-10.
Json saved_data(const Json& header) {
  return header.contains("data") ? header["data"] : data_to_json({});
}

Json sums_to_json(const BatchResult& sum) {
  return Json::array({sum.loss_sum, sum.correct, sum.pictures});
}

BatchResult sums_from_json(const Json& json) {
  return {json.at(0).get<double>(), counter(json.at(1)), counter(json.at(2))};
}

Position position_from_json(const Json& header, const RunSettings& settings) {
  Position position;
  const auto phase = counter(header.at("phase"));
  if (phase > static_cast<std::uint64_t>(Phase::kFinished))
    throw bad_snapshot(Problem::kUnknownPhase);
  position.phase = static_cast<Phase>(phase);
  position.epoch = counter(header.at("epoch"));
  position.batch = counter(header.at("batch"));
  position.training_sum = sums_from_json(header.at("training_sum"));
  if (settings.validation_split > 0.0)
    position.validation_sum = sums_from_json(header.at("validation_sum"));
  position.test_sum = sums_from_json(header.at("test_sum"));
  for (const Json& r : header.at("history")) {
    EpochRecord record{position.history.size() + 1, r.at(0).get<double>(), r.at(1).get<double>(),
                       r.at(2).get<double>(), r.at(3).get<double>()};
    if (r.size() > 4) record.validation = Score{r.at(4).get<double>(), r.at(5).get<double>()};
    position.history.push_back(record);
  }
  position.best_epoch = counter(header.at("best_epoch"));
  return position;
}

/// Weights fit one shape of picture and one number of classes.
void check_same_data(const Json& saved, const DataSpec& data) {
  std::vector<std::size_t> shape;
  for (const Json& axis : saved.at("shape"))
    shape.push_back(static_cast<std::size_t>(counter(axis)));
  const std::uint64_t classes = counter(saved.at("classes"));
  if (shape == axes_of(data.picture_shape()) && classes == data.classes) return;
  throw bad_snapshot(Problem::kSnapshotOfOtherData, {{"given", shape},
                                                     {"given_classes", classes},
                                                     {"shape", axes_of(data.picture_shape())},
                                                     {"classes", data.classes}});
}

std::size_t bytes_of(const Tensor& tensor) { return tensor.size() * sizeof(float); }

}  // namespace

Error misfitting_counters() { return bad_snapshot(Problem::kMisfittingCounters); }

std::vector<std::uint8_t> write_snapshot(const DataSpec& data, const ModelSpec& model,
                                         const RunSettings& settings, const Position& position,
                                         std::span<Tensor* const> tensors) {
  Json history = Json::array();
  for (const EpochRecord& r : position.history) {
    Json row = Json::array({r.loss, r.accuracy, r.test_loss, r.test_accuracy});
    if (r.validation) {
      row.push_back(r.validation->loss);
      row.push_back(r.validation->accuracy);
    }
    history.push_back(std::move(row));
  }
  Json header = {{"data", data_to_json(data)},
                 {"model", model_to_json(model)},
                 {"settings", settings_to_json(settings)},
                 {"phase", static_cast<int>(position.phase)},
                 {"epoch", position.epoch},
                 {"batch", position.batch},
                 {"training_sum", sums_to_json(position.training_sum)},
                 {"test_sum", sums_to_json(position.test_sum)},
                 {"history", std::move(history)},
                 {"best_epoch", position.best_epoch},
                 {"has_best_weights", has_best_weights(settings, position)}};
  if (settings.validation_split > 0.0)
    header["validation_sum"] = sums_to_json(position.validation_sum);
  const std::string text = header.dump();
  const auto length = static_cast<std::uint32_t>(text.size());
  std::vector<std::uint8_t> bytes;
  const auto append = [&bytes](const void* data, std::size_t size) {
    const auto* from = static_cast<const std::uint8_t*>(data);
    bytes.insert(bytes.end(), from, from + size);
  };
  std::uint64_t sum = 0;
  append(kMagic, kMagicSize);
  append(&sum, sizeof sum);
  append(&length, sizeof length);
  append(text.data(), text.size());
  for (const Tensor* tensor : tensors) append(tensor->data(), bytes_of(*tensor));
  sum = checksum(std::span(bytes).subspan(kChecked));
  std::memcpy(bytes.data() + kMagicSize, &sum, sizeof sum);
  return bytes;
}

Snapshot read_snapshot(std::span<const std::uint8_t> bytes, const DataSpec& data) {
  std::uint64_t sum = 0;
  std::uint32_t length = 0;
  if (bytes.size() < kHeader || std::memcmp(bytes.data(), kMagic, kMagicSize) != 0) {
    throw bad_snapshot(Problem::kNotASnapshot);
  }
  std::memcpy(&sum, bytes.data() + kMagicSize, sizeof sum);
  if (sum != checksum(bytes.subspan(kChecked))) {
    throw bad_snapshot(Problem::kDamagedSnapshot);
  }
  std::memcpy(&length, bytes.data() + kChecked, sizeof length);
  const std::span<const std::uint8_t> rest = bytes.subspan(kHeader);
  if (length > rest.size()) {
    throw bad_snapshot(Problem::kSnapshotHeaderCut, {{"wanted", length}, {"here", rest.size()}});
  }
  const Json header =
      parse_json(std::string(reinterpret_cast<const char*>(rest.data()), length), "snapshot");
  try {
    check_same_data(saved_data(header), data);
    const RunSettings settings = parse_settings(header.at("settings"));
    Snapshot saved{parse_model(header.at("model")), settings, position_from_json(header, settings),
                   rest.subspan(length)};
    if (header.at("has_best_weights").get<bool>() !=
        has_best_weights(saved.settings, saved.position))
      throw misfitting_counters();
    // Before memory is taken for them: are the weights there at all?
    if (summarize(saved.model, data).total_parameters > saved.tensors.size() / sizeof(float))
      throw bad_snapshot(Problem::kSnapshotFewWeights);
    return saved;
  } catch (const Json::exception&) {
    throw bad_snapshot(Problem::kSnapshotLacksPart);
  }
}

void read_tensors(const Snapshot& snapshot, std::span<Tensor* const> tensors) {
  std::size_t wanted = 0;
  for (const Tensor* tensor : tensors) wanted += bytes_of(*tensor);
  if (snapshot.tensors.size() != wanted) {
    throw bad_snapshot(Problem::kSnapshotOtherWeights,
                       {{"here", snapshot.tensors.size()}, {"wanted", wanted}});
  }
  const std::uint8_t* from = snapshot.tensors.data();
  for (Tensor* tensor : tensors) {
    std::memcpy(tensor->data(), from, bytes_of(*tensor));
    from += bytes_of(*tensor);
  }
}

}  // namespace cnnlab
