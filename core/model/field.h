// One thing that can be set, of a layer, an optimizer, a schedule or a run: its range, its default,
// and what it is held to.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/model/spec.h"

namespace cnnlab {

enum class FieldType { kInteger, kNumber, kNumbers, kPair, kChoice, kTruth };

/// Numbers lie in [minimum, maximum], lists of numbers, pairs and integers likewise.
struct Field {
  std::string name;  // Keras's
  FieldType type;
  double minimum;
  double maximum;
  std::vector<std::string> choices;
  Json fallback;  // null: has to be given, unless optional
  std::string help;
  bool optional = false;       // may be absent, which says something of its own: Keras's None
  std::string default_from{};  // the field, further up, whose value this one takes if not given
  Json start = nullptr;        // what the page begins with, where it is no fallback
  Json usual = nullptr;        // what a link may leave out, where it is no fallback
  Json aliases = nullptr;      // other names that Keras has for a choice: {swish: silu}

  Field starting_with(Json value) const;
  Field usually(Json value) const;
  Field also_called(Json names) const;
  /// None, where it is not given.
  Field or_none() const;
};

Field integer(const char* name, double minimum, double maximum, Json fallback, const char* help);
Field number(const char* name, double minimum, double maximum, Json fallback, const char* help);
/// A list of one number or more.
Field numbers(const char* name, double minimum, double maximum, Json fallback, const char* help);
Field pair(const char* name, int minimum, int maximum, Json fallback, const char* help);
Field choice(const char* name, std::vector<std::string> choices, Json fallback, const char* help);
Field truth(const char* name, bool fallback, const char* help);

/// As the page reads it (CatalogField of lab.d.ts).
Json field_to_json(const Field& field);

/// What has fields, for sentences about them.
struct Owner {
  std::string name;  // Conv2D
  ErrorCode code;    // of what is wrong with its fields
};

/// The fields with what was given for them, defaults filled in. Throws Error whose `where` is the
/// field and, for a model, whose fix sets that field.
Json checked_fields(const std::vector<Field>& fields, const Owner& owner, const Json& given);

}  // namespace cnnlab
