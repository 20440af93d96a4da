#include "core/train/settings.h"

#include <cmath>
#include <vector>

#include "core/model/rows.h"
#include "tests/fuzz/targets.h"

namespace cnnlab::fuzz {

std::string settings(Input input) {
  try {
    const RunSettings read = parse_settings(parse_json(text_of(input), "settings"));
    const std::string written = settings_to_json(read).dump();
    require(settings_to_json(parse_settings(parse_json(written, "settings"))).dump() == written,
            "settings written are the settings read");
    const Schedule schedule = make_schedule(read.schedule);
    const std::vector<EpochScores> past(7, {2.0, 0.1, 2.0, 0.1});
    for (const std::uint64_t step : {std::uint64_t{0}, std::uint64_t{7}, read.epochs * 1000}) {
      const double rate = schedule(read.learning_rate, {step, step, past});
      require(rate >= 0.0 && std::isfinite(rate), "a learning rate is a number from 0");
    }
    make_optimizer(read.optimizer);
    return "";
  } catch (const Error& error) {
    return refusal(error);
  }
}

}  // namespace cnnlab::fuzz
