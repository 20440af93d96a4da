#if !defined(__EMSCRIPTEN__)

#include "core/commands/pack.h"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/fuzz/targets.h"

namespace cnnlab::fuzz {
namespace {

/// A folder with one shard: two pictures, all zeros, stored without compression. Its length is 6153
/// and its SHA-256 is in corpus/pack/valid.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "cnnlab-XXXXXX").string();
    require(mkdtemp(name.data()) != nullptr, "there is a place for temporary files");
    path_ = name;
    const std::size_t size = 2 * (1 + kPictureBytes);
    std::string shard;
    shard += '\1';  // the last block, stored (RFC 1951)
    for (const std::size_t word : {size, 0xFFFF - size}) {
      shard += static_cast<char>(word & 255);
      shard += static_cast<char>(word >> 8);
    }
    shard.append(size, '\0');
    write("shard", shard);
  }
  ~Folder() { std::filesystem::remove_all(path_); }

  void write(const char* name, const std::string& bytes) const {
    std::ofstream(path_ / name, std::ios::binary) << bytes;
  }
  std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace

std::string pack(Input input) {
  static const Folder folder;
  folder.write("manifest.json", text_of(input));
  Session session(1);
  try {
    load_pack(folder.path(), 50000, 10000, session);
    return "";
  } catch (const Error& error) {
    return refusal(error);
  }
}

}  // namespace cnnlab::fuzz

#endif
