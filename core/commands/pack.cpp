#include "core/commands/pack.h"

#include <zlib.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/commands/commands.h"
#include "core/commands/sha256.h"

namespace cnnlab {
namespace {

constexpr std::size_t kMostPictures = 60'000;  // all of CIFAR-10

Error bad_pack(Problem problem, const std::string& file, Facts facts = {}) {
  return Error(ErrorCode::kBadData, problem, file, std::move(facts));
}

/// A number of pictures: memory is taken for as many.
std::size_t whole(const Json& shard, const char* name) {
  const Json& number = shard.at(name);
  if (!number.is_number_unsigned() || number.get<std::uint64_t>() > kMostPictures) {
    throw Error(ErrorCode::kBadData, Problem::kPackNumber, "manifest.json",
                {{"field", name}, {"given", given_value(number)}, {"most", kMostPictures}});
  }
  return number.get<std::size_t>();
}

/// The labels and pictures of a shard, from raw deflate: `pictures` of them, exactly.
std::vector<std::uint8_t> inflate_shard(const std::string& compressed, std::size_t pictures,
                                        const std::string& file) {
  std::vector<std::uint8_t> bytes(pictures * (1 + kPictureBytes));
  z_stream stream{};
  if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::runtime_error("zlib does not start");
  // zlib's interface predates const.
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  stream.next_out = bytes.data();
  stream.avail_out = static_cast<uInt>(bytes.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.avail_out == 0 && stream.avail_in == 0;
  inflateEnd(&stream);
  if (!whole) throw bad_pack(Problem::kPackNotInflated, file, {{"pictures", pictures}});
  return bytes;
}

}  // namespace

void load_pack(const std::string& folder, std::size_t training_pictures, std::size_t test_pictures,
               Session& session) {
  const Json manifest = Json::parse(read_file(folder + "/manifest.json"), nullptr, false);
  const Json* format =
      manifest.is_object() && manifest.contains("format") ? &manifest["format"] : nullptr;
  if (format == nullptr || !is_text(*format, "cnnlab-pack/1")) {
    throw bad_pack(Problem::kPackNoManifest, "manifest.json");
  }
  try {
    for (const Json& shard : manifest.at("shards")) {
      const bool is_training = is_text(shard.at("split"), "training");
      const std::size_t first = whole(shard, "first"), count = whole(shard, "count");
      if (first >= (is_training ? training_pictures : test_pictures)) continue;
      const auto file = shard.at("file").get<std::string>();
      const std::string compressed = read_file(sentence(folder, "/", file));
      Sha256 hash;
      hash.update(compressed.data(), compressed.size());
      if (compressed.size() != shard.at("bytes") || hash.hex() != shard.at("sha256")) {
        throw bad_pack(Problem::kPackFileChanged, file);
      }
      session.add_shard(is_training ? Split::kTraining : Split::kTest, first, count,
                        inflate_shard(compressed, count, file));
    }
  } catch (const Json::exception&) {
    throw bad_pack(Problem::kPackPartMissing, "manifest.json");
  }
}

}  // namespace cnnlab
