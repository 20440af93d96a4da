#include "core/model/catalog.h"

#include <utility>

#include "core/model/layer_rows.h"

namespace cnnlab {
namespace {

const char* type_name(FieldType type) {
  switch (type) {
    case FieldType::kInteger:
      return "integer";
    case FieldType::kNumber:
      return "number";
    case FieldType::kPair:
      return "pair";
    case FieldType::kChoice:
      return "choice";
  }
  return "";
}

}  // namespace

const std::vector<CatalogEntry>& catalog() {
  static const std::vector<CatalogEntry> rows = layer_rows();
  return rows;
}

const CatalogEntry* find_entry(const std::string& kind) {
  for (const CatalogEntry& entry : catalog()) {
    if (entry.kind == kind) return &entry;
  }
  return nullptr;
}

Json catalog_to_json() {
  Json rows = Json::array();
  for (const CatalogEntry& entry : catalog()) {
    Json fields = Json::array();
    for (const Field& field : entry.fields) {
      Json row = {{"name", field.name}, {"type", type_name(field.type)}};
      if (field.type == FieldType::kChoice) {
        row["choices"] = field.choices;
      } else {
        row["minimum"] = field.minimum;
        row["maximum"] = field.maximum;
      }
      if (!field.fallback.is_null()) row["default"] = field.fallback;
      if (!field.default_from.empty()) row["default_from"] = field.default_from;
      if (field.optional) row["optional"] = true;
      if (!field.start.is_null()) row["start"] = field.start;
      if (!field.usual.is_null()) row["usual"] = field.usual;
      if (!field.aliases.is_null()) row["aliases"] = field.aliases;
      row["help"] = field.help;
      fields.push_back(std::move(row));
    }
    Json row = {{"kind", entry.kind},          {"keras", entry.keras},
                {"family", entry.family},      {"help", entry.help},
                {"fields", std::move(fields)}, {"arguments", entry.arguments}};
    if (entry.augments()) row["augments"] = true;
    if (!entry.weights.empty()) row["weights"] = entry.weights;
    if (!entry.fixed.is_null()) row["fixed"] = entry.fixed;
    if (!entry.keras_arguments.is_null()) row["keras_arguments"] = entry.keras_arguments;
    if (!entry.onnx.is_null()) row["onnx"] = entry.onnx;
    if (!entry.tfjs.is_null()) row["tfjs"] = entry.tfjs;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace cnnlab
