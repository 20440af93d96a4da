#include "core/data/dataset.h"
#include "tests/fuzz/targets.h"

namespace cnnlab::fuzz {

std::string shard(Input input) {
  if (input.size() < 2) return "";
  Dataset data;
  std::string told;
  // Twice: the second begins where the first ended, or should have.
  for (int time = 0; time < 2; ++time) {
    const std::size_t before = data.size();
    try {
      data.append_shard(input[0], input[1], input.subspan(2));
      require(data.size() == before + input[1], "a shard that is taken is taken whole");
    } catch (const Error& error) {
      require(data.size() == before, "a shard that is refused leaves nothing");
      if (time == 0) told = refusal(error);
    }
  }
  unsigned sum = 0;
  for (std::size_t i = 0; i < data.size(); ++i) {
    require(data.label(i) < kClasses, "labels are classes");
    for (const std::uint8_t byte : data.picture(i)) sum += byte;
  }
  require(sum <= data.size() * kPictureBytes * 255, "every byte can be read");
  return told;
}

}  // namespace cnnlab::fuzz
