#include "core/model/field.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace cnnlab {
namespace {

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kNumbers:
      return "numbers";
    case FieldType::kPair:
      return "pair";
    case FieldType::kChoice:
      return "choice";
    case FieldType::kTruth:
      return "boolean";
    case FieldType::kSpec:
      return "spec";
  }
  return "";
}

Value as_value(const Json& json) {
  if (json.is_array()) return json.get<std::vector<std::size_t>>();
  return json.get<double>();
}

/// What was given for a field, and what `more` there is to say; `better` is the value that would
/// do. A fix is a change of the model: of settings, the fact `nearest` says it.
Error bad_field(Problem problem, const Field& field, Facts more, const Json& better = nullptr) {
  std::optional<Fix> fix;
  if (!better.is_null()) {
    fix = Fix{.action = Fix::Action::kSet, .fields = {{field.name.c_str(), as_value(better)}}};
  }
  Facts facts{{"field", field.name}};
  for (Fact& fact : more) facts.push_back(std::move(fact));
  return Error(ErrorCode::kBadModel, problem, field.name, std::move(facts), std::move(fix));
}

Facts outside_of(const Field& field, const Json& given) {
  return {{"given", given_value(given)}, {"least", field.minimum}, {"most", field.maximum}};
}

Facts outside_of(const Field& field, const Json& given, const Json& nearest) {
  Facts facts = outside_of(field, given);
  facts.push_back({"nearest", given_value(nearest)});
  return facts;
}

bool is_whole(const Json& value) {
  return value.is_number() && std::floor(value.get<double>()) == value.get<double>();
}

bool in_range(const Field& field, double value) {
  return value >= field.minimum && value <= field.maximum;  // false for NaN
}

double nearest_allowed(const Field& field, double value) {
  return std::isnan(value) ? field.minimum
                           : std::min(std::max(value, field.minimum), field.maximum);
}

Json checked_integer(const Field& field, const Json& value) {
  if (!is_whole(value)) {
    throw bad_field(Problem::kNotWhole, field, outside_of(field, value));
  }
  const double given = value.get<double>();
  if (!in_range(field, given)) {
    const double nearest = nearest_allowed(field, given);
    throw bad_field(Problem::kOutOfRange, field, outside_of(field, value, nearest),
                    static_cast<std::int64_t>(nearest));
  }
  return static_cast<std::int64_t>(given);
}

Json checked_number(const Field& field, const Json& value) {
  if (!value.is_number()) {
    throw bad_field(Problem::kNotANumber, field, outside_of(field, value));
  }
  const double given = value.get<double>();
  if (in_range(field, given)) return given;
  // People write 25 for 25%.
  if (field.maximum <= 1.0 && given > 1.0 && in_range(field, given / 100.0)) {
    throw bad_field(Problem::kWrittenAsPercent, field, outside_of(field, value, given / 100.0),
                    given / 100.0);
  }
  const double nearest = nearest_allowed(field, given);
  throw bad_field(Problem::kOutOfRange, field, outside_of(field, value, nearest), nearest);
}

/// Where a field has few numbers, one alone stands for a list of one, or of two.
Json checked_numbers(const Field& field, const Json& value) {
  Json given = value;
  if (value.is_number() && field.most_count < kMostNumbers) {
    given = Json::array({value});
    if (field.doubles) given.push_back(value);
  }
  const auto fits = [&](const Json& one) {
    return (field.whole ? is_whole(one) : one.is_number()) && in_range(field, one.get<double>());
  };
  if (!given.is_array() || !std::all_of(given.begin(), given.end(), fits) ||
      (given.empty() && field.most_count == kMostNumbers)) {
    Facts facts = outside_of(field, value);
    facts.push_back({"count", field.most_count});
    throw bad_field(Problem::kNotNumbers, field, std::move(facts));
  }
  if (given.size() < field.least_count || given.size() > field.most_count) {
    throw bad_field(
        Problem::kNumberCount, field,
        {{"given", given_value(value)}, {"least", field.least_count}, {"most", field.most_count}});
  }
  if (field.whole) {
    for (Json& one : given) one = static_cast<std::int64_t>(one.get<double>());
  }
  return given;
}

Json checked_pair(const Field& field, const Json& value) {
  if (value.is_number()) {  // Keras takes 3 for (3, 3)
    const Json both = checked_integer(field, value);
    return {both, both};
  }
  if (!value.is_array() || value.size() != 2) {
    throw bad_field(Problem::kNotAPair, field, outside_of(field, value));
  }
  Json result = value;
  bool changed = false;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!is_whole(value[i])) return checked_integer(field, value[i]);  // throws, saying why
    const double given = value[i].get<double>();
    result[i] = static_cast<std::int64_t>(nearest_allowed(field, given));
    changed = changed || !in_range(field, given);
  }
  if (changed) {
    throw bad_field(Problem::kPairOutOfRange, field, outside_of(field, value, result), result);
  }
  return result;
}

Json checked_choice(const Field& field, const Json& value) {
  for (const std::string& name : field.choices) {
    if (is_text(value, name)) return value;
  }
  throw bad_field(Problem::kNotAChoice, field,
                  {{"given", given_value(value)}, {"choices", field.choices}});
}

Json checked_truth(const Field& field, const Json& value) {
  if (value.is_boolean()) return value;
  throw bad_field(Problem::kNotTrueOrFalse, field, {{"given", given_value(value)}});
}

Json checked_value(const Field& field, const Json& value) {
  switch (field.type) {
    case FieldType::kInteger:
      return checked_integer(field, value);
    case FieldType::kNumber:
      return checked_number(field, value);
    case FieldType::kNumbers:
      return checked_numbers(field, value);
    case FieldType::kPair:
      return checked_pair(field, value);
    case FieldType::kChoice:
      return checked_choice(field, value);
    case FieldType::kTruth:
      return checked_truth(field, value);
    case FieldType::kSpec:
      return field.check(field, value);
  }
  return value;
}

void refuse_unknown(const std::vector<Field>& fields, const Owner& owner, const Json& given) {
  for (const auto& [name, value] : given.items()) {
    bool known = false;
    for (const Field& field : fields) known = known || field.name == name;
    if (known) continue;
    std::vector<std::string> names;
    for (const Field& field : fields) names.push_back(field.name);
    throw Error(owner.code, names.empty() ? Problem::kHasNoFields : Problem::kUnknownField, name,
                {{"layer", owner.name}, {"field", name}, {"fields", names}});
  }
}

Json checked(const std::vector<Field>& fields, const Json& given) {
  Json checked = Json::object();
  for (const Field& field : fields) {
    if (given.contains(field.name) && !given[field.name].is_null()) {
      checked[field.name] = checked_value(field, given[field.name]);
    } else if (!field.default_from.empty()) {
      checked[field.name] = checked[field.default_from];
    } else if (!field.fallback.is_null()) {
      checked[field.name] = field.fallback;
    } else if (!field.optional) {
      throw bad_field(Problem::kFieldMissing, field, {{"help", field.help}});
    }
  }
  return checked;
}

}  // namespace

Field integer(const char* name, double minimum, double maximum, Json fallback, const char* help) {
  return {name, FieldType::kInteger, minimum, maximum, {}, std::move(fallback), help};
}
Field number(const char* name, double minimum, double maximum, Json fallback, const char* help) {
  return {name, FieldType::kNumber, minimum, maximum, {}, std::move(fallback), help};
}
Field numbers(const char* name, double minimum, double maximum, Json fallback, const char* help) {
  return numbers(name, minimum, maximum, std::move(fallback), help, 1, kMostNumbers);
}
Field pair(const char* name, int minimum, int maximum, Json fallback, const char* help) {
  return {name, FieldType::kPair, double(minimum), double(maximum), {}, std::move(fallback), help};
}
Field choice(const char* name, std::vector<std::string> choices, Json fallback, const char* help) {
  return {name, FieldType::kChoice, 0, 0, std::move(choices), std::move(fallback), help};
}
Field truth(const char* name, bool fallback, const char* help) {
  return {name, FieldType::kTruth, 0, 0, {}, fallback, help};
}

Field numbers(const char* name, double minimum, double maximum, Json fallback, const char* help,
              std::size_t least_count, std::size_t most_count) {
  Field field = number(name, minimum, maximum, std::move(fallback), help);
  field.type = FieldType::kNumbers;
  field.least_count = least_count;
  field.most_count = most_count;
  return field;
}
Field whole_numbers(const char* name, double minimum, double maximum, Json fallback,
                    const char* help, std::size_t least_count, std::size_t most_count) {
  Field field = numbers(name, minimum, maximum, std::move(fallback), help, least_count, most_count);
  field.whole = true;
  return field;
}

Field Field::starting_with(Json value) const {
  Field field = *this;
  field.start = std::move(value);
  return field;
}

Field Field::usually(Json value) const {
  Field field = *this;
  field.usual = std::move(value);
  return field;
}

Field Field::also_called(Json names) const {
  Field field = *this;
  field.aliases = std::move(names);
  return field;
}

Field Field::or_none() const {
  Field field = *this;
  field.optional = true;
  return field;
}

Field Field::rarely() const {
  Field field = *this;
  field.rare = true;
  return field;
}

Json field_to_json(const Field& field) {
  Json row = {{"name", field.name}, {"type", type_name(field.type)}};
  if (field.type == FieldType::kChoice) {
    row["choices"] = field.choices;
  } else if (field.type == FieldType::kSpec) {
    row["rows"] = field.rows;
  } else if (field.type != FieldType::kTruth) {
    row["minimum"] = field.minimum;
    row["maximum"] = field.maximum;
  }
  if (field.type == FieldType::kNumbers) {
    row["count"] = {field.least_count, field.most_count};
    if (field.whole) row["whole"] = true;
    if (field.doubles) row["doubles"] = true;
  }
  if (!field.fallback.is_null()) row["default"] = field.fallback;
  if (!field.default_from.empty()) row["default_from"] = field.default_from;
  if (field.optional) row["optional"] = true;
  if (field.rare) row["rare"] = true;
  if (!field.start.is_null()) row["start"] = field.start;
  if (!field.usual.is_null()) row["usual"] = field.usual;
  if (!field.aliases.is_null()) row["aliases"] = field.aliases;
  row["help"] = field.help;
  return row;
}

Json checked_fields(const std::vector<Field>& fields, const Owner& owner, const Json& given) {
  refuse_unknown(fields, owner, given);
  try {
    return checked(fields, given);
  } catch (const Error& error) {
    if (owner.code == ErrorCode::kBadModel) throw;
    throw Error(owner.code, error.problem(), error.where(), error.facts());
  }
}

}  // namespace cnnlab
