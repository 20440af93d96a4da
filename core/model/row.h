// What the catalog's rows that are no layers have in common, and how one of them is chosen.
#pragma once

#include <string>
#include <vector>

#include "core/model/field.h"

namespace cnnlab {

struct Row {
  std::string kind;       // sgd
  std::string keras;      // SGD
  std::string help = "";  // empty where the name says it all
  std::vector<Field> fields = {};
  /// Keras's own order of its arguments: positional ones follow it.
  std::vector<std::string> arguments = {};
  /// Arguments of Keras that have one value here, and the ways to write it: {name: [value, …]};
  /// null in place of the list: any value does.
  Json fixed = nullptr;
  /// The settings of a run that fields are, where they are: {patience: early_stopping_patience}.
  Json settings = nullptr;
};

template <typename OneRow>
const OneRow* find_row(const std::vector<OneRow>& rows, const Json& kind) {
  for (const OneRow& row : rows) {
    if (is_text(kind, row.kind)) return &row;
  }
  return nullptr;
}

/// {kind, …} with its fields checked and defaults filled in; its kind alone will do. `what` is
/// where it stands: optimizer, kernel_initializer. Throws Error(`code`), `where` of the field:
/// optimizer.momentum.
template <typename OneRow>
Json checked_spec(const std::string& what, ErrorCode code, const std::vector<OneRow>& rows,
                  const Json& spec) {
  const Json kind = spec.is_object() && spec.contains("kind") ? spec["kind"] : spec;
  const OneRow* row = find_row(rows, kind);
  if (row == nullptr) {
    std::vector<std::string> kinds;
    for (const OneRow& one : rows) kinds.push_back(one.kind);
    throw Error(code, Problem::kNotAChoice, what,
                {{"field", what}, {"given", given_value(kind)}, {"choices", kinds}});
  }
  Json given = spec.is_object() ? spec : Json::object();
  given.erase("kind");
  const std::string& name = row->keras.empty() ? row->kind : row->keras;
  Json result = {{"kind", row->kind}};
  try {
    result.update(checked_fields(row->fields, {name, code}, given));
  } catch (const Error& error) {
    throw error.within(what);
  }
  return result;
}

}  // namespace cnnlab
