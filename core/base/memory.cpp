#include "core/base/memory.h"

#include <atomic>
#include <new>

#if defined(__EMSCRIPTEN__)
#include <emscripten/heap.h>
#else
#include <unistd.h>
#endif

namespace cnnlab {
namespace {

std::atomic<void*> spare{nullptr};
std::atomic<std::uint64_t> wanted_limit{0};

/// operator new calls this when it finds nothing, and tries again if it returns.
void give_back_spare() {
  void* memory = spare.exchange(nullptr);
  if (memory == nullptr) throw std::bad_alloc();
  ::operator delete(memory);
}

// Made before memory can run out; copies share all it has.
const Error out_of_memory(ErrorCode::kOutOfMemory, Problem::kOutOfMemory, "");

}  // namespace

void keep_spare_memory() {
  if (spare.load() != nullptr) return;
  std::set_new_handler(give_back_spare);
  void* memory = ::operator new(kSpareMemory);
  void* none = nullptr;
  if (!spare.compare_exchange_strong(none, memory)) ::operator delete(memory);
}

void drop_spare_memory() { ::operator delete(spare.exchange(nullptr)); }

std::uint64_t memory_limit() {
  if (const std::uint64_t wanted = wanted_limit.load()) return wanted;
#if defined(__EMSCRIPTEN__)
  return emscripten_get_heap_max();
#else
  return std::uint64_t(sysconf(_SC_PHYS_PAGES)) * std::uint64_t(sysconf(_SC_PAGESIZE));
#endif
}

void set_memory_limit(std::uint64_t bytes) { wanted_limit.store(bytes); }

Error caught_error() {
  try {
    try {
      throw;
    } catch (const Error& error) {
      return error;
    } catch (const std::bad_alloc&) {
      return out_of_memory;
    } catch (const std::length_error&) {  // a container larger than the address space
      return out_of_memory;
    } catch (const std::exception& error) {
      return Error(ErrorCode::kInternal, Problem::kInternal, "", {{"what", error.what()}});
    }
  } catch (...) {  // no memory for a copy either
    return out_of_memory;
  }
}

}  // namespace cnnlab
