// What a layer's fields are held to.
#include <algorithm>
#include <cmath>
#include <cstdint>

#include "core/model/catalog.h"

namespace cnnlab {
namespace {

Error bad_field(const Field& field, const std::string& message, const Json& better = nullptr) {
  const std::string fix =
      better.is_null() ? ""
                       : Json{{"action", "set"}, {"field", field.name}, {"value", better}}.dump();
  return Error(ErrorCode::kBadModel, field.name, message, fix);
}

std::string range_of(const Field& field) {
  return sentence("from ", field.minimum, " to ", field.maximum);
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
    throw bad_field(field, sentence(field.name, " is ", value.dump(),
                                    ", but has to be a whole number ", range_of(field)));
  }
  const double given = value.get<double>();
  if (!in_range(field, given)) {
    const double nearest = nearest_allowed(field, given);
    throw bad_field(field,
                    sentence(field.name, " is ", value.dump(), ", but has to be ", range_of(field),
                             "; set it to ", nearest),
                    static_cast<std::int64_t>(nearest));
  }
  return static_cast<std::int64_t>(given);
}

Json checked_number(const Field& field, const Json& value) {
  if (!value.is_number()) {
    throw bad_field(field, sentence(field.name, " is ", value.dump(), ", but has to be a number ",
                                    range_of(field)));
  }
  const double given = value.get<double>();
  if (in_range(field, given)) return given;
  // People write 25 for 25%.
  if (field.maximum <= 1.0 && given > 1.0 && in_range(field, given / 100.0)) {
    throw bad_field(field,
                    sentence(field.name, " is ", value.dump(), ", but has to be ", range_of(field),
                             "; ", given, "% is written ", given / 100.0),
                    given / 100.0);
  }
  const double nearest = nearest_allowed(field, given);
  throw bad_field(field,
                  sentence(field.name, " is ", value.dump(), ", but has to be ", range_of(field),
                           "; set it to ", nearest),
                  nearest);
}

Json checked_pair(const Field& field, const Json& value) {
  if (value.is_number()) {  // Keras takes 3 for (3, 3)
    const Json both = checked_integer(field, value);
    return {both, both};
  }
  if (!value.is_array() || value.size() != 2) {
    throw bad_field(
        field, sentence(field.name, " is ", value.dump(),
                        ", but has to be two whole numbers, height and width, ", range_of(field)));
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
    throw bad_field(field,
                    sentence(field.name, " is ", value.dump(), ", but both have to be ",
                             range_of(field), "; set it to ", result.dump()),
                    result);
  }
  return result;
}

Json checked_choice(const Field& field, const Json& value) {
  std::string all;
  for (const std::string& name : field.choices) {
    if (is_text(value, name)) return value;
    all += (all.empty() ? "" : ", ") + name;
  }
  throw bad_field(field,
                  sentence(field.name, " is ", value.dump(), ", but has to be one of ", all));
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
    std::string kinds;
    for (const CatalogEntry& row : catalog()) kinds += (kinds.empty() ? "" : ", ") + row.kind;
    throw Error(ErrorCode::kBadModel, "kind",
                sentence("there is no layer of kind '", layer.kind, "'; there are ", kinds));
  }
  for (const auto& [name, value] : layer.fields.items()) {
    bool known = false;
    for (const Field& field : entry->fields) known = known || field.name == name;
    if (known) continue;
    std::string fields;
    for (const Field& field : entry->fields) fields += (fields.empty() ? "" : ", ") + field.name;
    throw Error(ErrorCode::kBadModel, name,
                sentence(entry->keras, " has no field '", name, "'; it has ",
                         fields.empty() ? "none" : fields));
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
      throw bad_field(field, sentence(field.name, " is missing; ", field.help));
    }
  }
  return checked;
}

std::unique_ptr<Layer> make_layer(const LayerSpec& layer) {
  const Json fields = checked_fields(layer);
  return find_entry(layer.kind)->make(fields);
}

}  // namespace cnnlab
