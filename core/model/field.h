// One thing that can be set, of a layer, an optimizer, a schedule or a run: its range, its default,
// and what it is held to.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/model/spec.h"

namespace cnnlab {

/// kNumbers: a list of numbers; kSpec: one of a list of rows, with fields of its own.
enum class FieldType { kInteger, kNumber, kNumbers, kPair, kChoice, kTruth, kSpec };

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
  bool rare = false;           // of those that a form shows when asked for more

  // Of a kNumbers: whether they are whole, how many there are, and whether one stands for two.
  bool whole = false;
  std::size_t least_count = 1;
  std::size_t most_count = 1;
  bool doubles = false;

  // Of a kSpec: the list of its rows, how one is checked, and the weight that it is about.
  std::string rows{};
  Json (*check)(const Field& field, const Json& value) = nullptr;
  std::string weight{};
  std::size_t axes = 0;

  Field starting_with(Json value) const;
  Field usually(Json value) const;
  Field also_called(Json names) const;
  /// None, where it is not given.
  Field or_none() const;
  Field rarely() const;
};

Field integer(const char* name, double minimum, double maximum, Json fallback, const char* help);
Field number(const char* name, double minimum, double maximum, Json fallback, const char* help);
/// The most that a list may have: no run has more epochs, and no schedule needs more steps.
inline constexpr std::size_t kMostNumbers = 1000;

/// A list of one number or more.
Field numbers(const char* name, double minimum, double maximum, Json fallback, const char* help);
Field pair(const char* name, int minimum, int maximum, Json fallback, const char* help);
Field choice(const char* name, std::vector<std::string> choices, Json fallback, const char* help);
Field truth(const char* name, bool fallback, const char* help);
/// A list of so many numbers.
Field numbers(const char* name, double minimum, double maximum, Json fallback, const char* help,
              std::size_t least_count, std::size_t most_count);
Field whole_numbers(const char* name, double minimum, double maximum, Json fallback,
                    const char* help, std::size_t least_count, std::size_t most_count);

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
