#include "core/model/catalog.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "core/base/error.h"
#include "core/model/builder.h"
#include "core/model/rows.h"
#include "core/train/settings.h"

namespace cnnlab {
namespace {

/// A layer of this kind whose every field has an allowed value.
LayerSpec complete(const CatalogEntry& entry) {
  LayerSpec layer{entry.kind, Json::object()};
  for (const Field& field : entry.fields) {
    if (field.type == FieldType::kChoice) {
      layer.fields[field.name] = field.choices.back();
    } else if (field.name == "dilation_rate") {
      layer.fields[field.name] = {1, 1};  // strides are not 1
    } else if (field.type == FieldType::kPair) {
      layer.fields[field.name] = {field.minimum, field.maximum};
    } else if (field.type == FieldType::kNumbers) {
      layer.fields[field.name] = Json::array({field.minimum, field.maximum});
    } else if (field.type == FieldType::kInteger) {
      layer.fields[field.name] = field.maximum;
    } else if (field.type == FieldType::kTruth) {
      layer.fields[field.name] = !field.fallback.get<bool>();
    } else if (field.type == FieldType::kSpec) {
      layer.fields[field.name] = "initializers" == field.rows   ? "he_normal"
                                 : "regularizers" == field.rows ? "l1"
                                                                : "max_norm";
    } else if (field.type == FieldType::kNumbers) {
      layer.fields[field.name] = Json(field.least_count, field.maximum);
    } else {
      layer.fields[field.name] = (field.minimum + field.maximum) / 2;
    }
  }
  return layer;
}

/// The error that a layer is refused with; fails the test where it is not.
Error refusal(const LayerSpec& layer) {
  try {
    make_layer(layer);
  } catch (const Error& error) {
    EXPECT_EQ(ErrorCode::kBadModel, error.code());
    EXPECT_NE(std::string(), error.what());
    return error;
  }
  ADD_FAILURE() << layer.kind << " " << layer.fields << " was taken";
  return Error(ErrorCode::kInternal, Problem::kInternal, "");
}

/// Calls body(entry, field) for every field of every kind.
template <typename Body>
void for_each_field(const Body& body) {
  for (const CatalogEntry& entry : catalog()) {
    for (const Field& field : entry.fields) {
      SCOPED_TRACE(entry.kind + "." + field.name);
      body(entry, field);
    }
  }
}

TEST(Catalog, MakesEveryKind) {
  std::set<std::string> kinds, classes;
  for (const CatalogEntry& entry : catalog()) {
    EXPECT_NE(nullptr, make_layer(complete(entry)));
    EXPECT_EQ(&entry, find_entry(entry.kind));
    EXPECT_EQ(entry.augments(),
              !make_layer(complete(entry))->traits({32, 32, 3}, false).has_gradient);
    EXPECT_FALSE(entry.help.empty());
    kinds.insert(entry.kind);
    classes.insert(entry.keras);
  }
  EXPECT_EQ(catalog().size(), kinds.size());
  EXPECT_EQ(catalog().size(), classes.size());
  EXPECT_EQ(nullptr, find_entry("lstm"));
}

TEST(Catalog, RefusesNumbersOutOfRangeWithTheNearestAsFix) {
  for_each_field([](const CatalogEntry& entry, const Field& field) {
    if (field.type == FieldType::kChoice || field.type == FieldType::kTruth) return;
    if (field.type == FieldType::kSpec || field.type == FieldType::kNumbers) return;
    for (const bool above : {false, true}) {
      const double bound = above ? field.maximum : field.minimum;
      const double bad = above ? bound + 1000 : bound - 1;
      LayerSpec layer = complete(entry);
      Json wanted = bound;
      layer.fields[field.name] = bad;
      if (field.type == FieldType::kPair) {
        wanted = {bound, field.minimum};
        layer.fields[field.name] = {bad, field.minimum};
      }
      if (field.type == FieldType::kNumbers) {
        wanted = Json(field.least_count, field.maximum);
        wanted[0] = bound;
        layer.fields[field.name] = wanted;
        layer.fields[field.name][0] = bad;
      }
      const Error error = refusal(layer);
      EXPECT_EQ(field.name, error.where());
      ASSERT_TRUE(error.fix().has_value());
      const Json fix = fix_to_json(*error.fix());
      EXPECT_EQ("set", fix["action"]);
      EXPECT_EQ(field.name, fix["field"]);
      EXPECT_EQ(wanted, fix["value"]);
      layer.fields[field.name] = fix["value"];
      EXPECT_NO_THROW(make_layer(layer));
    }
  });
}

TEST(Catalog, RefusesWrongTypes) {
  for_each_field([](const CatalogEntry& entry, const Field& field) {
    for (const Json& bad : {Json("many"), Json(true), Json::object(), Json::array({1, 2, 3}),
                            Json::array({1}), Json::array({"a", "b"}), Json::array({1.5, 2})}) {
      if (field.type == FieldType::kTruth && bad.is_boolean()) continue;
      // Some of them are lists of numbers.
      if (field.type == FieldType::kNumbers && bad.is_array()) continue;
      LayerSpec layer = complete(entry);
      layer.fields[field.name] = bad;
      const Error error = refusal(layer);
      EXPECT_EQ(field.name, error.where()) << bad;
      EXPECT_NE(std::string::npos, std::string(error.what()).find(field.name)) << bad;
    }
    if (field.type == FieldType::kInteger) {
      LayerSpec layer = complete(entry);
      layer.fields[field.name] = 2.5;
      EXPECT_EQ(field.name, refusal(layer).where());
    }
  });
}

TEST(Catalog, FillsInDefaultsAndMissesTheRest) {
  for_each_field([](const CatalogEntry& entry, const Field& field) {
    for (const bool is_null : {false, true}) {
      LayerSpec layer = complete(entry);
      layer.fields.erase(field.name);
      if (is_null) layer.fields[field.name] = nullptr;
      if (field.name == "strides" && field.fallback.is_null()) {
        EXPECT_EQ(layer.fields["pool_size"], checked_fields(layer)["strides"]);
      } else if (field.optional) {
        EXPECT_FALSE(checked_fields(layer).contains(field.name));
        EXPECT_NO_THROW(make_layer(layer));
      } else if (!field.fallback.is_null()) {
        EXPECT_EQ(field.fallback, checked_fields(layer)[field.name]);
      } else {
        const Error error = refusal(layer);
        EXPECT_EQ(field.name, error.where());
        EXPECT_EQ(field.name + " is missing; " + field.help, error.what());
      }
    }
  });
}

TEST(Catalog, DefaultsAreAllowed) {
  for_each_field([](const CatalogEntry& entry, const Field& field) {
    if (field.fallback.is_null()) return;
    LayerSpec layer = complete(entry);
    layer.fields[field.name] = field.fallback;
    EXPECT_NO_THROW(make_layer(layer));
  });
}

TEST(Catalog, RefusesUnknownNames) {
  Error error = refusal({"convolution", Json::object()});
  EXPECT_EQ("kind", error.where());
  EXPECT_EQ(0u, std::string(error.what())
                    .find("there is no layer of kind 'convolution'; there are conv2d, "));
  error = refusal({"leaky_relu", {{"slope", 3}}});
  EXPECT_EQ("slope", error.where());
  EXPECT_STREQ("LeakyReLU has no field 'slope'; it has negative_slope", error.what());
  EXPECT_STREQ("Flatten has no field 'units'; it has none",
               refusal({"flatten", {{"units", 3}}}).what());
}

TEST(Catalog, ReadsPercentagesAsPeopleWriteThem) {
  const Error error = refusal({"dropout", {{"rate", 25}}});
  EXPECT_STREQ("rate is 25, but has to be from 0 to 0.95; 25% is written 0.25", error.what());
  EXPECT_EQ(Value(0.25), error.fix()->fields[0].value);
  // 99% would be above the maximum: then the nearest.
  EXPECT_EQ(Value(0.95), refusal({"dropout", {{"rate", 99}}}).fix()->fields[0].value);
}

TEST(Catalog, TakesOneNumberForAPair) {
  const Json fields = checked_fields({"conv2d", {{"filters", 4}, {"kernel_size", 5}}});
  EXPECT_EQ((Json{5, 5}), fields["kernel_size"]);
  EXPECT_EQ((Json{1, 1}), fields["strides"]);
}

TEST(Catalog, KeepsKerasDefaults) {
  const Json zoom = checked_fields({"random_zoom", {{"height_factor", 0.2}}});
  EXPECT_EQ("reflect", zoom["fill_mode"]);
  EXPECT_EQ("bilinear", zoom["interpolation"]);
  EXPECT_EQ("horizontal_and_vertical", checked_fields({"random_flip", Json::object()})["mode"]);
  EXPECT_EQ(0.99, checked_fields({"batch_normalization", Json::object()})["momentum"]);
  EXPECT_EQ(1e-3, checked_fields({"batch_normalization", Json::object()})["epsilon"]);
  const CatalogEntry* contrast = find_entry("random_contrast");
  EXPECT_EQ(R"({"value_range":[0,1]})", contrast->keras_arguments.dump());
}

// The types that JavaScript is told ---------------------------------------------------------------

std::string declarations() {
  std::ifstream file(CNNLAB_SOURCE_DIR "/wasm/lab.d.ts");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The members of an interface of lab.d.ts and of the one that it extends, those that may be absent
/// with a question mark.
std::set<std::string> members(const std::string& interface) {
  const std::string all = declarations();
  std::smatch head;
  const std::regex heads("export interface " + interface + "(?: extends (\\w+))? \\{");
  EXPECT_TRUE(std::regex_search(all, head, heads)) << interface;
  const auto begin = static_cast<std::size_t>(head.position());
  const std::string body = all.substr(begin, all.find("\n}", begin) - begin);
  std::set<std::string> names;
  if (head[1].matched) names = members(head[1]);
  const std::regex member("\\n  (\\w+[?]?):");
  for (std::sregex_iterator i(body.begin(), body.end(), member), end; i != end; ++i)
    names.insert((*i)[1]);
  return names;
}

/// Holds a JSON object to an interface: nothing undeclared, nothing lacking.
void expect_declared(const Json& object, const std::string& interface) {
  const std::set<std::string> declared = members(interface);
  for (const auto& [name, value] : object.items()) {
    EXPECT_TRUE(declared.count(name) + declared.count(name + "?")) << interface << "." << name;
  }
  for (const std::string& name : declared) {
    EXPECT_TRUE(name.back() == '?' || object.contains(name)) << interface << "." << name;
  }
}

void expect_field_declared(const Json& field, const std::string& interface) {
  expect_declared(field, interface);
  const std::string type = field["type"];
  EXPECT_NE(std::string::npos, declarations().find("'" + type + "'")) << type;
  EXPECT_EQ(type == "choice", field.contains("choices"));
  EXPECT_EQ(type == "spec", field.contains("rows"));
  EXPECT_EQ(type == "numbers", field.contains("count"));
  EXPECT_EQ(type != "choice" && type != "boolean" && type != "spec",
            field.contains("minimum") && field.contains("maximum"));
}

TEST(Catalog, IsDeclaredToTypeScript) {
  std::set<std::string> seen;
  const Json all = catalog_to_json();
  for (const Json& row : all["layers"]) {
    expect_declared(row, "CatalogEntry");
    for (const auto& [name, value] : row.items()) seen.insert(name);
    for (const Json& field : row["fields"]) expect_field_declared(field, "CatalogField");
  }
  EXPECT_EQ(
      (std::set<std::string>{"kind", "keras", "family", "help", "fields", "augments", "arguments",
                             "fixed", "weights", "keras_arguments", "onnx", "tfjs"}),
      seen);
}

TEST(Catalog, RowsOfOtherThingsAreDeclaredToTypeScript) {
  const Json all = catalog_to_json();
  expect_declared(all, "Catalog");
  std::set<std::string> seen;
  for (const auto& [name, rows] : all.items()) {
    if (name == "layers" || name == "settings") continue;
    SCOPED_TRACE(name);
    std::set<std::string> kinds;
    for (const Json& row : rows) {
      expect_declared(row, "CatalogRow");
      kinds.insert(row["kind"].get<std::string>());
      for (const auto& [member, value] : row.items()) seen.insert(member);
      for (const Json& field : row["fields"]) expect_field_declared(field, "CatalogField");
    }
    EXPECT_EQ(rows.size(), kinds.size());
  }
  EXPECT_EQ(members("CatalogRow").size(), seen.size());
}

TEST(Catalog, SettingsAreDeclaredToTypeScript) {
  std::set<std::string> names, links;
  const Json all = catalog_to_json();
  for (Json row : all["settings"]) {
    names.insert(row["name"].get<std::string>());
    links.insert(row["link"].get<std::string>());
    row.erase("link");
    row.erase("offered");
    expect_field_declared(row, "CatalogField");
  }
  EXPECT_EQ(names.size(), links.size());
  // A run's settings are these, and its optimizer and schedule.
  names.insert({"optimizer", "schedule"});
  std::set<std::string> written;
  const Json settings = settings_to_json({});
  for (const auto& [name, value] : settings.items()) written.insert(name);
  EXPECT_EQ(written, names);
}

TEST(Catalog, SoAreSummariesFaultsAndSettings) {
  const Json summary =
      summary_to_json(summarize({"", {{"dropout", {{"rate", 25}}}, {"flatten", Json::object()}}}));
  expect_declared(summary, "ModelSummary");
  expect_declared(summary["layers"][0], "LayerSummary");
  expect_declared(summary["problems"][0], "Fault");
  expect_declared(settings_to_json({}), "RunSettings");
  EXPECT_EQ(members("RunSettings").size(), settings_to_json({}).size());
}

}  // namespace
}  // namespace cnnlab
