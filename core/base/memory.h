// What happens when there is no more memory: a little is kept aside for it, and a sentence.
#pragma once

#include <cstddef>
#include <cstdint>

#include "core/base/error.h"

namespace cnnlab {

/// How much keep_spare_memory() keeps aside.
inline constexpr std::size_t kSpareMemory = 256 << 10;

/// Keeps memory aside, unless it is there already, that the first allocation to fail gets back. So
/// what fails is the large allocation that asks for too much, and not one of the small ones after
/// it: JSON's destructor makes such, and ends the program when one is refused. Throws
/// std::bad_alloc when there is not even that much. Called at the door (wasm/values.h) before each
/// call.
void keep_spare_memory();

/// Lets go of it; for tests that count what is left.
void drop_spare_memory();

/// How much memory there can be in all: what a WebAssembly engine may grow to, or the machine has.
std::uint64_t memory_limit();

/// From now on memory_limit() is this, for whoever wants less; 0: as before.
void set_memory_limit(std::uint64_t bytes);

/// The exception that is being handled, as an Error: itself, or kOutOfMemory with what to do about
/// it, or kInternal. Takes no memory for kOutOfMemory.
Error caught_error();

}  // namespace cnnlab
