#include <chrono>
#include <csignal>
#include <fstream>
#include <iostream>
#include <thread>

#include "core/base/error.h"
#include "core/commands/commands.h"
#include "core/commands/pack.h"
#include "core/commands/sha256.h"
#include "core/model/builder.h"
#include "core/train/session.h"

namespace cnnlab {
namespace {

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

std::string weights_sha256(Session& session) {
  Sha256 hash;
  for (const NamedTensor& named : session.weights()) {
    hash.update(named.tensor->data(), named.tensor->size() * sizeof(float));
  }
  return hash.hex();
}

volatile std::sig_atomic_t is_stopped = 0;

/// Ctrl-C: the batch that is under way is the last.
void stop_when_asked() {
  for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, [](int) { is_stopped = 1; });
}

void write_file(const std::string& path, std::span<const std::uint8_t> bytes) {
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), std::ssize(bytes));
  if (!file.flush()) throw std::runtime_error(path + " cannot be written");
}

/// Begins the run, or goes on with the one that `--resume` names.
void begin(Session& session, const Options& options, const Json& settings) {
  const std::string resumed = options.text("resume", "");
  if (resumed.empty()) {
    session.start(read_file(options.text("model")), settings.dump());
    return;
  }
  const std::string bytes = read_file(resumed);
  session.restore({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

}  // namespace

int train_command(const Options& options) {
  Json settings = {{"epochs", options.whole("epochs", 10)},
                   {"batch_size", options.whole("batch-size", 32)},
                   {"training_pictures", options.whole("images", 50000)},
                   {"test_pictures", options.whole("test-images", 10000)},
                   {"seed", options.whole("seed", 1)},
                   {"learning_rate", options.number("learning-rate", 0.001)},
                   {"exact_convolution", options.whole("exact-convolution", 0) != 0}};
  settings.update(parse_json(options.text("settings", "{}"), "--settings"));  // the rest, as JSON
  Session session(static_cast<int>(options.whole("threads", std::thread::hardware_concurrency())));
  load_pack(options.text("data"), settings["training_pictures"], settings["test_pictures"],
            session);
  begin(session, options, settings);
  const std::string checkpoint = options.text("checkpoint", "");
  if (!checkpoint.empty()) stop_when_asked();

  Run& run = session.run();
  double training_seconds = 0.0, seconds = 0.0;
  for (Progress progress = run.progress(); progress.phase != Phase::kFinished;) {
    if (is_stopped) {
      write_file(checkpoint, run.snapshot());
      return 130;
    }
    const bool training = progress.phase == Phase::kTraining;
    const auto start = std::chrono::steady_clock::now();
    progress = run.advance(1);
    const double took = seconds_since(start);
    seconds += took;
    if (training) training_seconds += took;
    if (!progress.epoch_record) continue;
    const EpochRecord& record = *progress.epoch_record;
    const double pictures = static_cast<double>(trained_pictures(run.settings()));
    Json line = {{"epoch", record.epoch},
                 {"loss", record.loss},
                 {"accuracy", record.accuracy},
                 {"test_loss", record.test_loss},
                 {"test_accuracy", record.test_accuracy},
                 {"seconds", seconds},
                 {"images_per_second", pictures / training_seconds}};
    if (record.validation) {
      line["validation_loss"] = record.validation->loss;
      line["validation_accuracy"] = record.validation->accuracy;
    }
    std::cout << line.dump() << std::endl;
    seconds = training_seconds = 0.0;
  }
  std::cout << Json{{"weights_sha256", weights_sha256(session)}}.dump() << std::endl;
  return 0;
}

int summary_command(const Options& options) {
  std::cout << summary_to_text(parse_model(parse_json(read_file(options.text("model")), "model")));
  return 0;
}

}  // namespace cnnlab
