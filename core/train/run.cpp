#include "core/train/run.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/base/error.h"
#include "core/base/memory.h"
#include "core/data/epoch_order.h"
#include "core/kernels/softmax.h"
#include "core/model/builder.h"
#include "core/model/rows.h"
#include "core/train/snapshot.h"

namespace cnnlab {
namespace {

// The evaluation shares the training batches' memory where those are no smaller.
constexpr std::uint64_t kEvaluationBatch = 32;

// What a run leaves for others: all of CIFAR-10 (184 MB), and the engine itself.
constexpr std::uint64_t kForOthers = std::uint64_t{224} << 20;

void check_pictures(const char* name, std::uint64_t wanted, std::size_t here) {
  if (wanted <= here) return;
  throw Error(ErrorCode::kBadSettings, Problem::kPicturesNotHere, std::string("settings.") + name,
              {{"field", name}, {"given", wanted}, {"here", here}});
}

double mean(double sum, std::uint64_t count) {
  return count == 0 ? 0.0 : sum / static_cast<double>(count);
}

Score score(const BatchResult& sum) {
  return {mean(sum.loss_sum, sum.pictures), mean(static_cast<double>(sum.correct), sum.pictures)};
}

/// What the best epoch is the best in.
Score watched(const EpochRecord& record, const RunSettings& settings) {
  if (settings.watch_training) return {record.loss, record.accuracy};
  return record.validation.value_or(Score{record.test_loss, record.test_accuracy});
}

EpochScores scores_of(const EpochRecord& record) {
  const auto [loss, accuracy] =
      record.validation.value_or(Score{record.test_loss, record.test_accuracy});
  return {record.loss, record.accuracy, loss, accuracy};
}

void add(BatchResult& sum, const BatchResult& batch) {
  sum.loss_sum += batch.loss_sum;
  sum.correct += batch.correct;
  sum.pictures += batch.pictures;
}

std::uint64_t batches_of(std::uint64_t pictures, std::uint64_t batch_size) {
  return (pictures + batch_size - 1) / batch_size;
}

std::uint64_t largest_batch(const RunSettings& settings) {
  return std::max<std::uint64_t>(settings.batch_size, kEvaluationBatch);
}

MemoryNeed memory_need(const ModelSpec& model, const Sequential& network,
                       const RunSettings& settings, const DataSpec& data) {
  // Each weight with its gradient and the optimizer's moments, and once more where the best are
  // kept.
  const std::uint64_t copies =
      2 + make_optimizer(settings.optimizer)->tensors() + (settings.keep_best ? 1 : 0);
  const std::uint64_t limit = memory_limit();
  return {.weights = summarize(model, data).total_parameters * copies * sizeof(float),
          .passes = network.planned_floats(largest_batch(settings)) * sizeof(float),
          .available = limit > kForOthers ? limit - kForOthers : 0};
}

/// The network of a run that can be, without its weights.
std::unique_ptr<Sequential> checked_network(const ModelSpec& model, const RunSettings& settings,
                                            const Dataset& training, const Dataset& test) {
  check_pictures("training_pictures", settings.training_pictures, training.size());
  check_pictures("test_pictures", settings.test_pictures, test.size());
  const DataSpec& data = training.spec();
  auto network = build_network(model, settings.exact_convolution, data);
  const MemoryNeed need = memory_need(model, *network, settings, data);
  if (need.weights > need.available) {
    throw Error(ErrorCode::kOutOfMemory, Problem::kModelTooLarge, "layers",
                {{"count", summarize(model, data).total_parameters},
                 {"megabytes", need.weights >> 20},
                 {"most", need.available >> 20}});
  }
  if (need.bytes() > need.available) {
    throw Error(ErrorCode::kOutOfMemory, Problem::kBatchTooLarge, "settings.batch_size",
                {{"pictures", largest_batch(settings)},
                 {"megabytes", need.bytes() >> 20},
                 {"most", need.available >> 20}});
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
  // With every field, so that a saved run says what it does whatever the defaults will be.
  settings_.optimizer = checked_optimizer(settings.optimizer);
  settings_.schedule = checked_schedule(settings.schedule);
  optimizer_ = make_optimizer(settings_.optimizer);
  schedule_ = make_schedule(settings_.schedule);
  trainer_ = std::make_unique<Trainer>(*network_, *optimizer_, pool_, settings.l2);
  trainer_->set_label_smoothing(settings.label_smoothing);
  // Made here, so that the end of an epoch allocates nothing and cannot fail halfway.
  position_.history.reserve(settings.epochs);
  past_.reserve(settings.epochs);
  if (settings.keep_best) {
    for (const Parameter* parameter : trainer_->parameters())
      best_weights_.push_back(parameter->value);
  }
  const std::uint64_t trained = trained_pictures(settings_);
  validation_order_.resize(settings.training_pictures - trained);
  std::iota(validation_order_.begin(), validation_order_.end(),
            static_cast<std::uint32_t>(trained));
  test_order_.resize(settings.test_pictures);
  std::iota(test_order_.begin(), test_order_.end(), 0u);
}

MemoryNeed Run::memory_need(const ModelSpec& model, const RunSettings& settings,
                            const DataSpec& data) {
  return cnnlab::memory_need(model, *build_network(model, settings.exact_convolution, data),
                             settings, data);
}

void Run::check(const ModelSpec& model, const RunSettings& settings, const Dataset& training,
                const Dataset& test) {
  checked_network(model, settings, training, test);
}

std::uint64_t Run::training_batches() const {
  return batches_of(trained_pictures(settings_), settings_.batch_size);
}

std::uint64_t Run::validation_batches() const {
  return batches_of(validation_order_.size(), kEvaluationBatch);
}

std::uint64_t Run::evaluation_batches() const {
  return validation_batches() + batches_of(settings_.test_pictures, kEvaluationBatch);
}

std::span<const std::uint32_t> Run::batch_indices(const std::vector<std::uint32_t>& order,
                                                  std::uint64_t batch, std::uint64_t batch_size) {
  const std::size_t begin = batch * batch_size;
  return std::span(order).subspan(begin, std::min<std::size_t>(batch_size, order.size() - begin));
}

double Run::learning_rate_now() const {
  return schedule_(settings_.learning_rate, {step_, position_.epoch, past_});
}

void Run::set_learning_rate(double rate) {
  settings_.learning_rate = parse_settings({{"learning_rate", rate}}).learning_rate;
}

Progress Run::progress() const {
  Progress now;
  now.phase = position_.phase;
  now.epoch = std::min(position_.epoch + 1, settings_.epochs);
  now.batch = position_.batch;
  now.batches = position_.phase == Phase::kTraining ? training_batches() : evaluation_batches();
  now.pictures_trained = pictures_trained_;
  now.loss = mean(position_.training_sum.loss_sum, position_.training_sum.pictures);
  now.accuracy =
      mean(static_cast<double>(position_.training_sum.correct), position_.training_sum.pictures);
  return now;
}

Progress Run::advance(std::uint64_t batches) {
  Progress report = report_of(batches);
  for (std::uint64_t i = 0;
       i < batches && position_.phase != Phase::kFinished && !report.epoch_record; ++i) {
    if (position_.phase == Phase::kTraining) {
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
  if (position_.phase != Phase::kTraining) return report;
  const std::size_t most = std::min(batches, training_batches() - position_.batch);
  report.batch_losses.reserve(most);
  report.batch_accuracies.reserve(most);
  return report;
}

std::vector<Stopwatch::Lap> Run::profile(std::uint64_t batches) {
  Stopwatch stopwatch;
  trainer_->time_steps(&stopwatch);
  try {
    Progress report = report_of(batches);
    for (std::uint64_t i = 0; i < batches && position_.phase == Phase::kTraining; ++i)
      train_batch(report);
  } catch (...) {
    trainer_->time_steps(nullptr);
    throw;
  }
  trainer_->time_steps(nullptr);
  return stopwatch.laps();
}

void Run::train_batch(Progress& report) {
  if (order_epoch_ != position_.epoch) {
    shuffle_epoch(trained_pictures(settings_),
                  random_.fork(Purpose::kShuffle).fork(position_.epoch), order_);
    order_epoch_ = position_.epoch;
  }
  if (position_.batch == 0) position_.training_sum = {};
  const BatchResult result =
      trainer_->train(training_, batch_indices(order_, position_.batch, settings_.batch_size),
                      random_.fork(Purpose::kDropout).fork(step_), learning_rate_now());
  add(position_.training_sum, result);
  report.batch_losses.push_back(mean(result.loss_sum, result.pictures));
  report.batch_accuracies.push_back(mean(static_cast<double>(result.correct), result.pictures));
  pictures_trained_ += result.pictures;
  ++step_;
  if (++position_.batch < training_batches()) return;
  position_.phase = Phase::kEvaluating;
  position_.batch = 0;
  position_.validation_sum = {};
  position_.test_sum = {};
}

void Run::evaluate_batch(Progress& report) {
  const std::uint64_t validation = validation_batches();
  if (position_.batch < validation) {
    add(position_.validation_sum,
        trainer_->evaluate(training_,
                           batch_indices(validation_order_, position_.batch, kEvaluationBatch)));
  } else {
    add(position_.test_sum,
        trainer_->evaluate(
            test_, batch_indices(test_order_, position_.batch - validation, kEvaluationBatch)));
  }
  if (++position_.batch == evaluation_batches()) finish_epoch(report);
}

void Run::finish_epoch(Progress& report) {
  const Score training = score(position_.training_sum), test = score(position_.test_sum);
  EpochRecord record{position_.epoch + 1, training.loss, training.accuracy, test.loss,
                     test.accuracy};
  if (!validation_order_.empty()) record.validation = score(position_.validation_sum);
  position_.history.push_back(record);
  past_.push_back(scores_of(record));
  report.epoch_record = record;
  if (is_best(record)) {
    position_.best_epoch = record.epoch;
    keep_best_weights();
  }
  ++position_.epoch;
  position_.batch = 0;
  const bool patience_spent =
      settings_.early_stopping_patience > 0 &&
      record.epoch - position_.best_epoch >= settings_.early_stopping_patience;
  position_.phase = Phase::kTraining;
  if (position_.epoch == settings_.epochs || patience_spent) {
    position_.phase = Phase::kFinished;
    restore_best_weights();
  }
}

bool Run::is_best(const EpochRecord& record) const {
  if (position_.best_epoch == 0) return true;
  const EpochRecord& best = position_.history[position_.best_epoch - 1];
  const Score now = watched(record, settings_), before = watched(best, settings_);
  return settings_.watch_accuracy ? now.accuracy - settings_.min_delta > before.accuracy
                                  : now.loss + settings_.min_delta < before.loss;
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
  softmax_forward(n, training_.spec().classes, logits.data(), probabilities.data());
  return probabilities;
}

std::vector<Tensor*> Run::tensors() {
  std::vector<Tensor*> all;
  for (Parameter* parameter : trainer_->parameters()) all.push_back(&parameter->value);
  for (Tensor* tensor : optimizer_->state(trainer_->parameters())) all.push_back(tensor);
  if (position_.best_epoch == 0) return all;
  for (Tensor& tensor : best_weights_) all.push_back(&tensor);
  return all;
}

std::vector<std::uint8_t> Run::snapshot() {
  return write_snapshot(training_.spec(), model_, settings_, position_, tensors());
}

std::unique_ptr<Run> Run::restore(std::span<const std::uint8_t> bytes, const Dataset& training,
                                  const Dataset& test, ThreadPool& pool) {
  const Snapshot saved = read_snapshot(bytes, training.spec());
  auto run = std::make_unique<Run>(saved.model, saved.settings, training, test, pool);
  run->go_to(saved.position);
  read_tensors(saved, run->tensors());
  return run;
}

void Run::go_to(const Position& position) {
  position_ = position;
  position_.history.reserve(settings_.epochs);
  const auto& [phase, epoch, batch, training_sum, validation_sum, test_sum, history, best_epoch] =
      position_;
  const bool finished = phase == Phase::kFinished;
  if (epoch != history.size() || epoch > settings_.epochs ||
      (!finished && epoch == settings_.epochs) ||
      (finished ? batch != 0 || epoch == 0 : batch >= progress().batches) || best_epoch > epoch ||
      (best_epoch == 0) != (epoch == 0)) {
    throw misfitting_counters();
  }
  // The rest follows from these.
  past_.clear();
  for (const EpochRecord& record : history) past_.push_back(scores_of(record));
  const std::uint64_t epochs_trained = epoch + (phase == Phase::kEvaluating ? 1 : 0);
  const std::uint64_t batches_begun = phase == Phase::kTraining ? batch : 0;
  step_ = epochs_trained * training_batches() + batches_begun;
  pictures_trained_ =
      epochs_trained * trained_pictures(settings_) + batches_begun * settings_.batch_size;
  optimizer_->set_steps(step_);
}

}  // namespace cnnlab
