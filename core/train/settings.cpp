#include "core/train/settings.h"

#include <cmath>
#include <utility>

#include "core/base/error.h"

namespace cnnlab {
namespace {

Error bad_setting(Problem problem, const std::string& name, Facts more = {}) {
  Facts facts{{"field", name}};
  for (Fact& fact : more) facts.push_back(std::move(fact));
  return Error(ErrorCode::kBadSettings, problem, "settings." + name, std::move(facts));
}

Facts outside_of(const Json& given, double least, double most) {
  return {{"given", given_value(given)}, {"least", least}, {"most", most}};
}

/// Reads one object's members by name and remembers which were read.
class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {
    if (!json.is_object()) throw Error(ErrorCode::kBadSettings, Problem::kNotSettings, "settings");
  }

  void whole(const char* name, std::uint64_t& value, std::uint64_t minimum, std::uint64_t maximum) {
    const Json* given = find(name);
    if (given == nullptr) return;
    const double number = given->is_number() ? given->get<double>() : std::nan("");
    if (!(number >= double(minimum) && number <= double(maximum)) || std::floor(number) != number) {
      throw bad_setting(Problem::kNotWhole, name,
                        outside_of(*given, double(minimum), double(maximum)));
    }
    value = static_cast<std::uint64_t>(number);
  }

  void number(const char* name, double& value, double minimum, double maximum) {
    const Json* given = find(name);
    if (given == nullptr) return;
    const double number = given->is_number() ? given->get<double>() : std::nan("");
    if (!(number >= minimum && number <= maximum)) {
      throw bad_setting(Problem::kNotANumber, name, outside_of(*given, minimum, maximum));
    }
    value = number;
  }

  void truth(const char* name, bool& value) {
    const Json* given = find(name);
    if (given == nullptr) return;
    if (!given->is_boolean()) {
      throw bad_setting(Problem::kNotTrueOrFalse, name, {{"given", given_value(*given)}});
    }
    value = given->get<bool>();
  }

  void one_of(const char* name, std::string& value, std::initializer_list<const char*> choices) {
    const Json* given = find(name);
    if (given == nullptr) return;
    for (const char* choice : choices) {
      if (is_text(*given, choice)) {
        value = choice;
        return;
      }
    }
    throw bad_setting(Problem::kNotAChoice, name,
                      {{"given", given_value(*given)},
                       {"choices", std::vector<std::string>(choices.begin(), choices.end())}});
  }

  void refuse_the_rest() const {
    for (const auto& [name, value] : json_.items()) {
      bool known = false;
      for (const std::string& seen : seen_) known = known || seen == name;
      if (!known) throw bad_setting(Problem::kUnknownSetting, name);
    }
  }

 private:
  const Json* find(const char* name) {
    seen_.emplace_back(name);
    const auto at = json_.find(name);
    return at == json_.end() || at->is_null() ? nullptr : &*at;
  }

  const Json& json_;
  std::vector<std::string> seen_;
};

const char* schedule_name(ScheduleKind kind) {
  switch (kind) {
    case ScheduleKind::kConstant:
      return "constant";
    case ScheduleKind::kStep:
      return "step";
    case ScheduleKind::kCosine:
      return "cosine";
  }
  return "constant";
}

ScheduleKind schedule_kind(const std::string& name) {
  if (name == "step") return ScheduleKind::kStep;
  return name == "cosine" ? ScheduleKind::kCosine : ScheduleKind::kConstant;
}

}  // namespace

RunSettings parse_settings(const Json& json) {
  constexpr std::uint64_t kLargestSeed = (std::uint64_t{1} << 53) - 1;  // exact in JavaScript too
  RunSettings settings;
  std::string schedule = "constant";
  Reader reader(json);
  reader.whole("epochs", settings.epochs, 1, 1000);
  reader.whole("batch_size", settings.batch_size, 1, 1024);
  reader.whole("training_pictures", settings.training_pictures, 1, 50000);
  reader.whole("test_pictures", settings.test_pictures, 1, 10000);
  reader.whole("seed", settings.seed, 0, kLargestSeed);
  reader.number("learning_rate", settings.learning_rate, 0.0, 1e6);
  reader.one_of("optimizer", settings.optimizer, {"adam", "sgd"});
  reader.number("momentum", settings.momentum, 0.0, 0.999);
  reader.number("l2", settings.l2, 0.0, 1.0);
  reader.one_of("schedule", schedule, {"constant", "step", "cosine"});
  reader.number("schedule_factor", settings.schedule.factor, 0.0, 1.0);
  reader.whole("schedule_every_epochs", settings.schedule.every_epochs, 1, 1000);
  reader.whole("early_stopping_patience", settings.early_stopping_patience, 0, 1000);
  reader.truth("keep_best", settings.keep_best);
  reader.truth("exact_convolution", settings.exact_convolution);
  reader.refuse_the_rest();
  settings.schedule.kind = schedule_kind(schedule);
  return settings;
}

Json settings_to_json(const RunSettings& settings) {
  return {{"epochs", settings.epochs},
          {"batch_size", settings.batch_size},
          {"training_pictures", settings.training_pictures},
          {"test_pictures", settings.test_pictures},
          {"seed", settings.seed},
          {"learning_rate", settings.learning_rate},
          {"optimizer", settings.optimizer},
          {"momentum", settings.momentum},
          {"l2", settings.l2},
          {"schedule", schedule_name(settings.schedule.kind)},
          {"schedule_factor", settings.schedule.factor},
          {"schedule_every_epochs", settings.schedule.every_epochs},
          {"early_stopping_patience", settings.early_stopping_patience},
          {"keep_best", settings.keep_best},
          {"exact_convolution", settings.exact_convolution}};
}

}  // namespace cnnlab
