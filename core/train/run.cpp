#include "core/train/run.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/data/epoch_order.h"
#include "core/kernels/softmax.h"
#include "core/model/builder.h"

namespace cnnlab {
namespace {

// The evaluation shares the training batches' memory where those are no smaller.
constexpr std::uint64_t kEvaluationBatch = 32;

// What a run may take besides the data: threads builds have 512 MB in all, 184 of them for all of
// CIFAR-10.
constexpr std::size_t kMaximumBytes = std::size_t{288} << 20;

void check_pictures(const char* name, std::uint64_t wanted, std::size_t here) {
  if (wanted <= here) return;
  throw Error(ErrorCode::kBadSettings, std::string("settings.") + name,
              sentence(name, " is ", wanted, ", but ", here,
                       " pictures have arrived; lower it or wait for the rest"));
}

std::unique_ptr<Optimizer> make_optimizer(const RunSettings& settings) {
  if (settings.optimizer == "sgd")
    return std::make_unique<Sgd>(SgdSettings{settings.momentum, false});
  return std::make_unique<Adam>();
}

double mean(double sum, std::uint64_t count) {
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

void add(BatchResult& sum, const BatchResult& batch) {
  sum.loss_sum += batch.loss_sum;
  sum.correct += batch.correct;
  sum.pictures += batch.pictures;
}

std::uint64_t batches_of(std::uint64_t pictures, std::uint64_t batch_size) {
  return (pictures + batch_size - 1) / batch_size;
}

/// The network of a run that can be, without its weights.
std::unique_ptr<Sequential> checked_network(const ModelSpec& model, const RunSettings& settings,
                                            const Dataset& training, const Dataset& test) {
  check_pictures("training_pictures", settings.training_pictures, training.size());
  check_pictures("test_pictures", settings.test_pictures, test.size());
  auto network = build_network(model, settings.exact_convolution);
  const std::size_t largest_batch = std::max(settings.batch_size, kEvaluationBatch);
  // Each weight with its gradient and at most two moments, and once more where the best are kept.
  const std::uint64_t weights = summarize(model).total_parameters * (settings.keep_best ? 5 : 4);
  const std::uint64_t bytes = (network->planned_floats(largest_batch) + weights) * sizeof(float);
  if (bytes > kMaximumBytes) {
    throw Error(ErrorCode::kOutOfMemory, "settings.batch_size",
                sentence("a batch of ", largest_batch, " pictures takes ", bytes >> 20,
                         " MB in this model, at most ", kMaximumBytes >> 20,
                         " fit; lower the batch size, or pool earlier"));
  }
  return network;
}

}  // namespace

Run::Run(const ModelSpec& model, const RunSettings& settings, const Dataset& training,
         const Dataset& test, ThreadPool& pool)
    : model_(model),
      settings_(settings),
      training_(training),
      test_(test),
      pool_(pool),
      random_(settings.seed) {
  network_ = checked_network(model, settings, training, test);
  network_->build(random_.fork(Purpose::kWeights));
  optimizer_ = make_optimizer(settings);
  trainer_ = std::make_unique<Trainer>(*network_, *optimizer_, pool_, settings.l2);
  // Made here, so that the end of an epoch allocates nothing and cannot fail halfway.
  history_.reserve(settings.epochs);
  if (settings.keep_best) {
    for (const Parameter* parameter : trainer_->parameters())
      best_weights_.push_back(parameter->value);
  }
  test_order_.resize(settings.test_pictures);
  std::iota(test_order_.begin(), test_order_.end(), 0u);
}

void Run::check(const ModelSpec& model, const RunSettings& settings, const Dataset& training,
                const Dataset& test) {
  checked_network(model, settings, training, test);
}

std::uint64_t Run::training_batches() const {
  return batches_of(settings_.training_pictures, settings_.batch_size);
}

std::uint64_t Run::evaluation_batches() const {
  return batches_of(settings_.test_pictures, kEvaluationBatch);
}

std::span<const std::uint32_t> Run::batch_indices(const std::vector<std::uint32_t>& order,
                                                  std::uint64_t batch_size) const {
  const std::size_t begin = batch_ * batch_size;
  return std::span(order).subspan(begin, std::min<std::size_t>(batch_size, order.size() - begin));
}

double Run::learning_rate_now() const {
  const std::uint64_t per_epoch = training_batches();
  return settings_.learning_rate *
         settings_.schedule.at(step_, per_epoch * settings_.epochs, per_epoch);
}

void Run::set_learning_rate(double rate) {
  settings_.learning_rate = parse_settings({{"learning_rate", rate}}).learning_rate;
}

Progress Run::progress() const {
  Progress now;
  now.phase = phase_;
  now.epoch = std::min(epoch_ + 1, settings_.epochs);
  now.batch = batch_;
  now.batches = phase_ == Phase::kTraining ? training_batches() : evaluation_batches();
  now.pictures_trained = pictures_trained_;
  now.loss = mean(training_sum_.loss_sum, training_sum_.pictures);
  now.accuracy = mean(static_cast<double>(training_sum_.correct), training_sum_.pictures);
  return now;
}

Progress Run::advance(std::uint64_t batches) {
  Progress report = report_of(batches);
  for (std::uint64_t i = 0; i < batches && phase_ != Phase::kFinished && !report.epoch_record;
       ++i) {
    if (phase_ == Phase::kTraining) {
      train_batch(report);
    } else {
      evaluate_batch(report);
    }
  }
  Progress now = progress();
  now.batch_losses = std::move(report.batch_losses);
  now.batch_accuracies = std::move(report.batch_accuracies);
  now.epoch_record = report.epoch_record;
  return now;
}

Progress Run::report_of(std::uint64_t batches) const {
  Progress report;
  if (phase_ != Phase::kTraining) return report;
  const std::size_t most = std::min(batches, training_batches() - batch_);
  report.batch_losses.reserve(most);
  report.batch_accuracies.reserve(most);
  return report;
}

std::vector<Stopwatch::Lap> Run::profile(std::uint64_t batches) {
  Stopwatch stopwatch;
  trainer_->time_steps(&stopwatch);
  try {
    Progress report = report_of(batches);
    for (std::uint64_t i = 0; i < batches && phase_ == Phase::kTraining; ++i) train_batch(report);
  } catch (...) {
    trainer_->time_steps(nullptr);
    throw;
  }
  trainer_->time_steps(nullptr);
  return stopwatch.laps();
}

void Run::train_batch(Progress& report) {
  if (order_epoch_ != epoch_) {
    shuffle_epoch(settings_.training_pictures, random_.fork(Purpose::kShuffle).fork(epoch_),
                  order_);
    order_epoch_ = epoch_;
  }
  if (batch_ == 0) training_sum_ = {};
  const BatchResult result =
      trainer_->train(training_, batch_indices(order_, settings_.batch_size),
                      random_.fork(Purpose::kDropout).fork(step_), learning_rate_now());
  add(training_sum_, result);
  report.batch_losses.push_back(mean(result.loss_sum, result.pictures));
  report.batch_accuracies.push_back(mean(static_cast<double>(result.correct), result.pictures));
  pictures_trained_ += result.pictures;
  ++step_;
  if (++batch_ < training_batches()) return;
  phase_ = Phase::kEvaluating;
  batch_ = 0;
  test_sum_ = {};
}

void Run::evaluate_batch(Progress& report) {
  add(test_sum_, trainer_->evaluate(test_, batch_indices(test_order_, kEvaluationBatch)));
  if (++batch_ == evaluation_batches()) finish_epoch(report);
}

void Run::finish_epoch(Progress& report) {
  const EpochRecord record{epoch_ + 1, mean(training_sum_.loss_sum, training_sum_.pictures),
                           mean(static_cast<double>(training_sum_.correct), training_sum_.pictures),
                           mean(test_sum_.loss_sum, test_sum_.pictures),
                           mean(static_cast<double>(test_sum_.correct), test_sum_.pictures)};
  history_.push_back(record);
  report.epoch_record = record;
  if (best_epoch_ == 0 || record.test_loss < history_[best_epoch_ - 1].test_loss) {
    best_epoch_ = record.epoch;
    keep_best_weights();
  }
  ++epoch_;
  batch_ = 0;
  const bool patience_spent = settings_.early_stopping_patience > 0 &&
                              record.epoch - best_epoch_ >= settings_.early_stopping_patience;
  phase_ = Phase::kTraining;
  if (epoch_ == settings_.epochs || patience_spent) {
    phase_ = Phase::kFinished;
    restore_best_weights();
  }
}

void Run::keep_best_weights() {
  for (std::size_t i = 0; i < best_weights_.size(); ++i) {
    const Tensor& now = trainer_->parameters()[i]->value;
    std::copy_n(now.data(), now.size(), best_weights_[i].data());
  }
}

void Run::restore_best_weights() {
  for (std::size_t i = 0; i < best_weights_.size(); ++i) {
    const Tensor& best = best_weights_[i];
    std::copy_n(best.data(), best.size(), trainer_->parameters()[i]->value.data());
  }
}

const TensorView& Run::predict(std::size_t n) {
  network_->forward(n, pool_, false, Random(0));
  // The gradient buffer of the logits is free between steps.
  TensorView& probabilities = network_->logits_gradient(n);
  const TensorView& logits = network_->output(n, network_->layer_count() - 1);
  softmax_forward(n, kClasses, logits.data(), probabilities.data());
  return probabilities;
}

// Snapshots ------------------------------------------------------------------------------------
//
// "CNNLABS2", uint64 checksum of all that follows, uint32 length of the header, the header (JSON:
// model, settings, place, history), then the float32 tensors: weights, the optimizer's state, the
// best weights. Numbers are little-endian. The checksum finds accidents, not malice.

namespace {

constexpr char kMagic[9] = "CNNLABS2";
constexpr std::size_t kMagicSize = 8;

constexpr std::size_t kChecked = kMagicSize + sizeof(std::uint64_t);  // where the checksum begins

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
std::uint64_t checksum(std::span<const std::uint8_t> bytes) {
  std::uint64_t hash = 0xcbf29ce484222325ull;
  for (const std::uint8_t byte : bytes) hash = (hash ^ byte) * 0x100000001b3ull;
  return hash;
}

Error bad_snapshot(const std::string& message) {
  return Error(ErrorCode::kBadData, "snapshot", message);
}

/// Counters are written without a point; a float might not fit a whole number at all.
std::uint64_t counter(const Json& json) {
  if (json.is_number_float())
    throw bad_snapshot("its counters do not fit together; use another copy");
  return json.get<std::uint64_t>();
}

Json sums_to_json(const BatchResult& sum) {
  return Json::array({sum.loss_sum, sum.correct, sum.pictures});
}

BatchResult sums_from_json(const Json& json) {
  return {json.at(0).get<double>(), counter(json.at(1)), counter(json.at(2))};
}

}  // namespace

std::vector<Tensor*> Run::tensors() {
  std::vector<Tensor*> all;
  for (Parameter* parameter : trainer_->parameters()) all.push_back(&parameter->value);
  for (Tensor* tensor : optimizer_->state(trainer_->parameters())) all.push_back(tensor);
  if (best_epoch_ == 0) return all;
  for (Tensor& tensor : best_weights_) all.push_back(&tensor);
  return all;
}

std::vector<std::uint8_t> Run::snapshot() {
  Json history = Json::array();
  for (const EpochRecord& r : history_) {
    history.push_back(Json::array({r.loss, r.accuracy, r.test_loss, r.test_accuracy}));
  }
  const Json header = {{"model", model_to_json(model_)},
                       {"settings", settings_to_json(settings_)},
                       {"phase", static_cast<int>(phase_)},
                       {"epoch", epoch_},
                       {"batch", batch_},
                       {"training_sum", sums_to_json(training_sum_)},
                       {"test_sum", sums_to_json(test_sum_)},
                       {"history", std::move(history)},
                       {"best_epoch", best_epoch_},
                       {"has_best_weights", !best_weights_.empty() && best_epoch_ > 0}};
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
  for (const Tensor* tensor : tensors()) append(tensor->data(), tensor->size() * sizeof(float));
  sum = checksum(std::span(bytes).subspan(kChecked));
  std::memcpy(bytes.data() + kMagicSize, &sum, sizeof sum);
  return bytes;
}

void Run::read_place(const Json& header) {
  const auto phase = counter(header.at("phase"));
  if (phase > static_cast<std::uint64_t>(Phase::kFinished))
    throw bad_snapshot("its phase is unknown");
  phase_ = static_cast<Phase>(phase);
  epoch_ = counter(header.at("epoch"));
  batch_ = counter(header.at("batch"));
  training_sum_ = sums_from_json(header.at("training_sum"));
  test_sum_ = sums_from_json(header.at("test_sum"));
  for (const Json& r : header.at("history")) {
    history_.push_back({history_.size() + 1, r.at(0).get<double>(), r.at(1).get<double>(),
                        r.at(2).get<double>(), r.at(3).get<double>()});
  }
  best_epoch_ = counter(header.at("best_epoch"));
  const bool finished = phase_ == Phase::kFinished;
  const bool has_best_weights = header.at("has_best_weights").get<bool>();
  if (epoch_ != history_.size() || epoch_ > settings_.epochs ||
      (!finished && epoch_ == settings_.epochs) ||
      (finished ? batch_ != 0 || epoch_ == 0 : batch_ >= progress().batches) ||
      best_epoch_ > epoch_ || (best_epoch_ == 0) != (epoch_ == 0) ||
      has_best_weights != (settings_.keep_best && best_epoch_ > 0)) {
    throw bad_snapshot("its counters do not fit together; use another copy");
  }
  // The rest follows from these.
  const std::uint64_t epochs_trained = epoch_ + (phase_ == Phase::kEvaluating ? 1 : 0);
  const std::uint64_t batches_begun = phase_ == Phase::kTraining ? batch_ : 0;
  step_ = epochs_trained * training_batches() + batches_begun;
  pictures_trained_ =
      epochs_trained * settings_.training_pictures + batches_begun * settings_.batch_size;
  optimizer_->set_steps(step_);
}

std::unique_ptr<Run> Run::restore(std::span<const std::uint8_t> bytes, const Dataset& training,
                                  const Dataset& test, ThreadPool& pool) {
  std::uint64_t sum = 0;
  std::uint32_t length = 0;
  constexpr std::size_t kStart = kChecked + sizeof length;
  if (bytes.size() < kStart || std::memcmp(bytes.data(), kMagic, kMagicSize) != 0) {
    throw bad_snapshot("these bytes are not a saved run of this lab; choose another file");
  }
  std::memcpy(&sum, bytes.data() + kMagicSize, sizeof sum);
  if (sum != checksum(bytes.subspan(kChecked))) {
    throw bad_snapshot("the saved run is damaged or cut short; use another copy");
  }
  std::memcpy(&length, bytes.data() + kChecked, sizeof length);
  if (length > bytes.size() - kStart) {
    throw bad_snapshot(sentence("its header should have ", length, " bytes, but ",
                                bytes.size() - kStart, " are there; use another copy"));
  }
  const Json header = parse_json(
      std::string(reinterpret_cast<const char*>(bytes.data()) + kStart, length), "snapshot");
  try {
    const ModelSpec model = parse_model(header.at("model"));
    const RunSettings settings = parse_settings(header.at("settings"));
    // Before memory is taken for them: are the weights there at all?
    if (summarize(model).total_parameters > (bytes.size() - kStart) / sizeof(float)) {
      throw bad_snapshot("it holds fewer weights than its model has; use another copy");
    }
    auto run = std::make_unique<Run>(model, settings, training, test, pool);
    run->read_place(header);
    std::size_t offset = kStart + length;
    std::size_t wanted = 0;
    for (const Tensor* tensor : run->tensors()) wanted += tensor->size() * sizeof(float);
    if (bytes.size() - offset != wanted) {
      throw bad_snapshot(sentence("the saved run holds ", bytes.size() - offset,
                                  " bytes of weights, its model needs ", wanted,
                                  "; use another copy"));
    }
    for (Tensor* tensor : run->tensors()) {
      std::memcpy(tensor->data(), bytes.data() + offset, tensor->size() * sizeof(float));
      offset += tensor->size() * sizeof(float);
    }
    return run;
  } catch (const Json::exception&) {
    throw bad_snapshot("its header lacks a part; use another copy");
  }
}

}  // namespace cnnlab
