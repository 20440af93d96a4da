#include "core/model/spec.h"

#include "core/base/error.h"

namespace cnnlab {
namespace {

constexpr std::size_t kMaximumText = 1 << 20;
constexpr int kMaximumDepth = 64;

Error bad_model(const std::string& where, const std::string& message) {
  return Error(ErrorCode::kBadModel, where, message);
}

}  // namespace

Json parse_json(const std::string& text, const std::string& where) {
  if (text.size() > kMaximumText) {
    throw Error(ErrorCode::kBadData, where,
                sentence("the text has ", text.size(), " bytes, at most ", kMaximumText,
                         " are read; is it the right file?"));
  }
  // Depth is checked before parsing: the parser recurses.
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > kMaximumDepth) {
      throw Error(ErrorCode::kBadData, where,
                  sentence("brackets nest deeper than ", kMaximumDepth, " levels at byte ", i,
                           "; a model needs four"));
    }
  }
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) {
    throw Error(ErrorCode::kBadData, where, "this is not JSON; check for missing quotes or commas");
  }
  return json;
}

ModelSpec parse_model(const Json& json) {
  if (!json.is_object()) throw bad_model("model", "a model is an object with name and layers");
  ModelSpec model;
  if (json.contains("name")) {
    if (!json["name"].is_string()) throw bad_model("name", "the name has to be text");
    model.name = json["name"].get<std::string>();
  }
  if (!json.contains("layers") || !json["layers"].is_array()) {
    throw bad_model("layers", "layers are missing; they are a list of {\"kind\": …} objects");
  }
  const Json& layers = json["layers"];
  if (layers.size() > kMaximumLayers) {
    throw bad_model("layers", sentence("there are ", layers.size(), " layers, at most ",
                                       kMaximumLayers, " are allowed; remove some"));
  }
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Json& layer = layers[i];
    const std::string where = sentence("layers[", i, "]");
    if (!layer.is_object() || !layer.contains("kind") || !layer["kind"].is_string()) {
      throw bad_model(where, "a layer is an object with a kind, such as {\"kind\": \"flatten\"}");
    }
    LayerSpec spec{layer["kind"].get<std::string>(), layer};
    spec.fields.erase("kind");
    model.layers.push_back(std::move(spec));
  }
  return model;
}

bool is_text(const Json& json, std::string_view text) {
  return json.is_string() && json.get_ref<const std::string&>() == text;
}

Json model_to_json(const ModelSpec& model) {
  Json layers = Json::array();
  for (const LayerSpec& spec : model.layers) {
    Json layer = {{"kind", spec.kind}};
    layer.update(spec.fields);
    layers.push_back(std::move(layer));
  }
  return {{"name", model.name}, {"layers", std::move(layers)}};
}

}  // namespace cnnlab
