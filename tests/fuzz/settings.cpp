#include "core/train/settings.h"

#include "tests/fuzz/targets.h"

namespace cnnlab::fuzz {

std::string settings(Input input) {
  try {
    const RunSettings read = parse_settings(parse_json(text_of(input), "settings"));
    const std::string written = settings_to_json(read).dump();
    require(settings_to_json(parse_settings(parse_json(written, "settings"))).dump() == written,
            "settings written are the settings read");
    const double factor = read.schedule.at(read.epochs * 10, read.epochs * 10, 10);
    require(factor >= 0.0 && factor <= 1.0, "a schedule only lowers the learning rate");
    return "";
  } catch (const Error& error) {
    return refusal(error);
  }
}

}  // namespace cnnlab::fuzz
