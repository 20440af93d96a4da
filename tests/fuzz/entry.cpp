// libFuzzer's way in: one program for each target.
#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  cnnlab::fuzz::CNNLAB_FUZZ_TARGET({data, size});
  return 0;
}
