#include "core/base/fix.h"

namespace cnnlab {

Facts members(const Fix& fix) {
  switch (fix.action) {
    case Fix::Action::kSet: {
      const Fact& field = fix.fields.at(0);
      return {
          {"action", "set"}, {"layer", fix.layer}, {"field", field.name}, {"value", field.value}};
    }
    case Fix::Action::kInsert:
      return {{"action", "insert"}, {"layer", fix.layer}, {"kind", fix.kind}};
    case Fix::Action::kAppend:
      return {{"action", "append"}, {"kind", fix.kind}};
    case Fix::Action::kRemove:
      return {{"action", "remove"}, {"layer", fix.layer}};
    case Fix::Action::kMove:
      return {{"action", "move"}, {"layer", fix.layer}, {"to", fix.to}};
  }
  return {};
}

}  // namespace cnnlab
