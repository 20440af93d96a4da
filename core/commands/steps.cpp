#include <chrono>
#include <iostream>
#include <numeric>
#include <string>
#include <vector>

#include "core/commands/commands.h"
#include "core/commands/pack.h"
#include "core/train/session.h"

namespace cnnlab {
namespace {

constexpr std::size_t kPictures = 2000, kTestPictures = 1000;

/// A run whose epochs are whole batches and whose evaluation is one picture.
void begin(Session& session, const Json& model, std::size_t batch) {
  const Json settings = {{"epochs", 1000},
                         {"batch_size", batch},
                         {"training_pictures", kPictures / batch * batch},
                         {"test_pictures", 1}};
  session.start(model.dump(), settings.dump());
  session.advance(2);  // plans the memory
}

template <typename Work>
double seconds_of(const Work& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Json train_for(Session& session, std::size_t steps) {
  double seconds = 0.0;
  for (std::size_t done = 0; done < steps;) {
    Progress progress;
    const double took = seconds_of([&] { progress = session.run().advance(1); });
    if (progress.batch_losses.empty()) continue;  // the one-picture evaluation
    seconds += took;
    ++done;
  }
  return {{"seconds", seconds}};
}

Json answer(Session& session, const Json& wanted) {
  if (wanted.contains("evaluate")) {
    std::vector<std::uint32_t> indices(wanted["evaluate"].get<std::size_t>());
    std::iota(indices.begin(), indices.end(), 0u);
    return {{"seconds", seconds_of([&] { session.predict(Split::kTest, indices); })}};
  }
  return train_for(session, wanted.at("steps").get<std::size_t>());
}

}  // namespace

int steps_command(const Options& options) {
  Session session(static_cast<int>(options.whole("threads", 2)));
  load_pack(options.text("data"), kPictures, kTestPictures, session);
  std::string started;
  for (std::string line; std::getline(std::cin, line);) {
    const Json wanted = parse_json(line, "line");
    const std::string key = wanted.at("model").dump() + wanted.at("batch").dump();
    if (key != started) begin(session, wanted["model"], wanted["batch"].get<std::size_t>());
    started = key;
    std::cout << answer(session, wanted).dump() << std::endl;
  }
  return 0;
}

}  // namespace cnnlab
