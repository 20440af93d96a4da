// A change of one layer of a model that would put a fault right.
#pragma once

#include <cstddef>
#include <string>

#include "core/base/problem.h"

namespace cnnlab {

struct Fix {
  enum class Action { kSet, kInsert, kAppend, kRemove, kMove };

  Action action;
  std::size_t layer = 0;  // which layer, or where the new one goes; of kAppend no matter
  std::string kind = {};  // of the new layer: kInsert and kAppend
  Facts fields = {};      // kSet: the one field, with its new value; kAppend: all that are given
  std::size_t to = 0;     // kMove: its index afterwards
};

/// What lab.d.ts's Fix has under its own names, except for `fields`, which are a level deeper.
Facts members(const Fix& fix);

}  // namespace cnnlab
