// The kinds of layers, one row each: where a new layer is told.
#pragma once

#include <vector>

#include "core/model/catalog.h"

namespace cnnlab {

/// In the order in which the editor offers them.
std::vector<CatalogEntry> layer_rows();

}  // namespace cnnlab
