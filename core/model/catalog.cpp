#include "core/model/catalog.h"

#include <utility>

#include "core/model/layer_rows.h"
#include "core/model/weight_rows.h"

namespace cnnlab {
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

Json entry_to_json(const CatalogEntry& entry) {
  Json fields = Json::array();
  for (const Field& field : entry.fields) fields.push_back(field_to_json(field));
  Json row = {{"kind", entry.kind}, {"keras", entry.keras},        {"family", entry.family},
              {"help", entry.help}, {"fields", std::move(fields)}, {"arguments", entry.arguments}};
  if (entry.augments()) row["augments"] = true;
  if (!entry.weights.empty()) row["weights"] = entry.weights;
  if (!entry.fixed.is_null()) row["fixed"] = entry.fixed;
  if (!entry.keras_arguments.is_null()) row["keras_arguments"] = entry.keras_arguments;
  if (!entry.onnx.is_null()) row["onnx"] = entry.onnx;
  if (!entry.tfjs.is_null()) row["tfjs"] = entry.tfjs;
  return row;
}

Json checked_fields(const LayerSpec& layer) {
  const CatalogEntry* entry = find_entry(layer.kind);
  if (entry == nullptr) {
    std::vector<std::string> kinds;
    for (const CatalogEntry& row : catalog()) kinds.push_back(row.kind);
    throw Error(ErrorCode::kBadModel, Problem::kUnknownLayer, "kind",
                {{"kind", layer.kind}, {"kinds", kinds}});
  }
  return checked_fields(entry->fields, {entry->keras, ErrorCode::kBadModel}, layer.fields);
}

std::vector<WeightRule> weight_rules(const LayerSpec& layer) {
  const Json fields = checked_fields(layer);
  return weight_rules(find_entry(layer.kind)->fields, fields);
}

std::unique_ptr<Layer> make_layer(const LayerSpec& layer) {
  const Json fields = checked_fields(layer);
  return find_entry(layer.kind)->make(fields);
}

}  // namespace cnnlab
