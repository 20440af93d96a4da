// What a layer's fields are held to.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/model/catalog.h"

namespace cnnlab {
namespace {

/// What was given for a field, and what `more` there is to say; `better` is the value that would
/// do.
Error bad_field(Problem problem, const Field& field, Facts more, const Json& better = nullptr) {
  const std::string fix =
      better.is_null() ? ""
                       : Json{{"action", "set"}, {"field", field.name}, {"value", better}}.dump();
  Facts facts{{"field", field.name}};
  for (Fact& fact : more) facts.push_back(std::move(fact));
  return Error(ErrorCode::kBadModel, problem, field.name, std::move(facts), fix);
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

Json checked_pair(const Field& field, const Json& value) {
  if (value.is_number()) {  // Keras takes 3 for (3, 3)
    const Json both = checked_integer(field, value);
    return {both, both};
  }
  if (!value.is_array() || value.size() != 2) {
    throw bad_field(Problem::kNotAPair, field, outside_of(field, value));
  }
  Json result = value;
  bool mended = false;
  for (std::size_t i = 0; i < 2; ++i) {
    if (!is_whole(value[i])) return checked_integer(field, value[i]);  // throws, saying why
    const double given = value[i].get<double>();
    result[i] = static_cast<std::int64_t>(nearest_allowed(field, given));
    mended = mended || !in_range(field, given);
  }
  if (mended) {
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

Json checked_value(const Field& field, const Json& value) {
  switch (field.type) {
    case FieldType::kInteger:
      return checked_integer(field, value);
    case FieldType::kNumber:
      return checked_number(field, value);
    case FieldType::kPair:
      return checked_pair(field, value);
    case FieldType::kChoice:
      return checked_choice(field, value);
  }
  return value;
}

}  // namespace

Json checked_fields(const LayerSpec& layer) {
  const CatalogEntry* entry = find_entry(layer.kind);
  if (entry == nullptr) {
    std::vector<std::string> kinds;
    for (const CatalogEntry& row : catalog()) kinds.push_back(row.kind);
    throw Error(ErrorCode::kBadModel, Problem::kUnknownLayer, "kind",
                {{"kind", layer.kind}, {"kinds", kinds}});
  }
  for (const auto& [name, value] : layer.fields.items()) {
    bool known = false;
    for (const Field& field : entry->fields) known = known || field.name == name;
    if (known) continue;
    std::vector<std::string> fields;
    for (const Field& field : entry->fields) fields.push_back(field.name);
    throw Error(ErrorCode::kBadModel,
                fields.empty() ? Problem::kHasNoFields : Problem::kUnknownField, name,
                {{"layer", entry->keras}, {"field", name}, {"fields", fields}});
  }
  Json checked = Json::object();
  for (const Field& field : entry->fields) {
    if (layer.fields.contains(field.name) && !layer.fields[field.name].is_null()) {
      checked[field.name] = checked_value(field, layer.fields[field.name]);
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

std::unique_ptr<Layer> make_layer(const LayerSpec& layer) {
  const Json fields = checked_fields(layer);
  return find_entry(layer.kind)->make(fields);
}

}  // namespace cnnlab
