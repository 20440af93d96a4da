#include "tests/allocations.h"

#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>

#if !defined(__EMSCRIPTEN__)
#include <elf.h>
#include <link.h>
#include <malloc.h>
#include <unwind.h>

#include <fstream>
#include <vector>
#endif

namespace {

std::atomic<std::size_t> count{0};
std::atomic<std::size_t> largest{0};

void* raw_memory(std::size_t size, std::size_t alignment) {
  if (alignment <= alignof(std::max_align_t)) return std::malloc(size > 0 ? size : 1);
  return std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment);
}

#if defined(__EMSCRIPTEN__)
bool refused(std::size_t) { return false; }
void taken(void*) {}
void given_back(void*) {}
#else

enum class Plan { kNone, kOne, kFull };
std::atomic<Plan> plan{Plan::kNone};
std::atomic<long> until{0};   // allocations before the one that fails
std::atomic<long> growth{0};  // bytes since memory was full
std::atomic<std::size_t> refusals{0};
std::atomic<bool> is_spared{false};

struct Code {
  std::uintptr_t begin, end;
};

// Where nlohmann::json's destructor does its work, from this program's own table of symbols: the
// compiler makes local copies of it, which dladdr() does not know.
std::vector<Code> json_destructors() {
  std::uintptr_t base = 0;
  dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* to) {
        *static_cast<std::uintptr_t*>(to) = info->dlpi_addr;
        return 1;  // the first is the program
      },
      &base);
  std::ifstream file("/proc/self/exe", std::ios::binary);
  const auto read = [&](auto* to, std::size_t count, std::size_t offset) {
    file.seekg(static_cast<std::streamoff>(offset));
    file.read(reinterpret_cast<char*>(to), static_cast<std::streamsize>(count * sizeof *to));
  };
  ElfW(Ehdr) header;
  read(&header, 1, 0);
  std::vector<ElfW(Shdr)> sections(header.e_shnum);
  read(sections.data(), sections.size(), header.e_shoff);
  std::vector<Code> found;
  for (const ElfW(Shdr) & section : sections) {
    if (section.sh_type != SHT_SYMTAB) continue;
    std::vector<ElfW(Sym)> symbols(section.sh_size / sizeof(ElfW(Sym)));
    read(symbols.data(), symbols.size(), section.sh_offset);
    const ElfW(Shdr)& names = sections[section.sh_link];
    std::vector<char> texts(names.sh_size + 1);
    read(texts.data(), names.sh_size, names.sh_offset);
    for (const ElfW(Sym) & symbol : symbols) {
      if (std::strstr(texts.data() + symbol.st_name, "json_value7destroy") == nullptr) continue;
      found.push_back({base + symbol.st_value, base + symbol.st_value + symbol.st_size});
    }
  }
  return found;
}

const std::vector<Code>* json_destructor = nullptr;  // made before anything fails

_Unwind_Reason_Code look_at(_Unwind_Context* frame, void* found) {
  const std::uintptr_t at = _Unwind_GetIP(frame);
  for (const Code& code : *json_destructor) {
    if (at <= code.begin || at > code.end) continue;
    *static_cast<bool*>(found) = true;
    return _URC_END_OF_STACK;
  }
  return _URC_NO_REASON;
}

bool in_json_destructor() {
  bool found = false;
  _Unwind_Backtrace(look_at, &found);
  return found;
}

bool refused(std::size_t size) {
  switch (plan.load()) {
    case Plan::kNone:
      return false;
    case Plan::kOne:
      if (until.fetch_sub(1) != 0) return false;
      if (in_json_destructor()) {
        is_spared = true;
        return false;
      }
      break;
    case Plan::kFull:
      if (until.fetch_sub(1) > 0) return false;
      if (growth.load() + static_cast<long>(size) <= 0) return false;
      break;
  }
  ++refusals;
  return true;
}

bool is_full() { return plan.load() == Plan::kFull && until.load() < 0; }

void taken(void* memory) {
  if (is_full()) growth += static_cast<long>(malloc_usable_size(memory));
}

void given_back(void* memory) {
  if (memory != nullptr && is_full()) growth -= static_cast<long>(malloc_usable_size(memory));
}
#endif

void* counted(std::size_t size, std::size_t alignment) {
  count.fetch_add(1, std::memory_order_relaxed);
  if (size > largest.load(std::memory_order_relaxed)) {
    largest.store(size, std::memory_order_relaxed);
  }
  while (true) {
    void* memory = refused(size) ? nullptr : raw_memory(size, alignment);
    if (memory != nullptr) {
      taken(memory);
      return memory;
    }
    const std::new_handler handler = std::get_new_handler();
    if (handler == nullptr) throw std::bad_alloc();
    handler();
  }
}

// Out of line, or GCC at -O1 sees a free() without its malloc().
__attribute__((noinline)) void release(void* memory) {
  given_back(memory);
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) { return counted(size, 1); }
void* operator new[](std::size_t size) { return counted(size, 1); }
void* operator new(std::size_t size, std::align_val_t align) {
  return counted(size, static_cast<std::size_t>(align));
}
void* operator new[](std::size_t size, std::align_val_t align) {
  return counted(size, static_cast<std::size_t>(align));
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept { release(memory); }

namespace cnnlab {

std::size_t allocation_count() { return count.load(); }
std::size_t largest_allocation() { return largest.load(); }
void forget_largest_allocation() { largest.store(0); }

#if !defined(__EMSCRIPTEN__)
namespace {
void begin(Plan next, std::size_t n) {
  static const std::vector<Code> destructors = json_destructors();
  json_destructor = &destructors;
  until = static_cast<long>(n);
  growth = 0;
  refusals = 0;
  is_spared = false;
  plan = next;
}
}  // namespace

void fail_one_allocation(std::size_t n) { begin(Plan::kOne, n); }
void fill_memory_at_allocation(std::size_t n) { begin(Plan::kFull, n); }
void end_failures() { plan = Plan::kNone; }
Failures failures() { return {until.load() < 0, is_spared.load(), refusals.load()}; }
#endif

}  // namespace cnnlab
