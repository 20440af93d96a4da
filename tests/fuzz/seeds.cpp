// Writes those seeds that are bytes, not text: cnnlab_fuzz_seeds FOLDER (tests/fuzz/corpus).
#include <fstream>
#include <iostream>
#include <vector>

#include "core/train/run.h"
#include "tests/data/shard_encoder.h"
#include "tests/train/made_up.h"

using namespace cnnlab;  // NOLINT(google-build-using-namespace): one small program

namespace {

using Bytes = std::vector<std::uint8_t>;

void write(const std::string& file, const Bytes& bytes) {
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()),
             static_cast<std::streamsize>(bytes.size()));
}

Bytes joined(Bytes front, const Bytes& back) {
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

void write_shards(const std::string& folder) {
  const Bytes grey(kPictureBytes, 128), black(kPictureBytes, 0);
  const Bytes two = shard_of({grey, black}, {3, 9});
  write(folder + "valid", joined({0, 2}, two));
  write(folder + "hostile-count", joined({0, 3}, two));
  write(folder + "hostile-first", joined({1, 2}, two));
  write(folder + "hostile-label", joined({0, 2}, shard_of({grey, black}, {3, 10})));
  write(folder + "hostile-cut", joined({0, 2}, Bytes(two.begin(), two.end() - 1)));
  write(folder + "empty", {0, 0});
}

/// Small, so that most of it is the header: 88 weights.
ModelSpec tiny_model() {
  return model_from(R"({"kind":"random_flip","mode":"horizontal"},
      {"kind":"average_pooling2d","pool_size":32},{"kind":"batch_normalization"},
      {"kind":"dropout","rate":0.2},{"kind":"global_average_pooling2d"},
      {"kind":"dense","units":4,"activation":"relu"},
      {"kind":"dense","units":10,"activation":"softmax"})");
}

void write_snapshots(const std::string& folder) {
  Dataset training, test;
  fill_with_squares(training, 6);
  fill_with_squares(test, 3);
  ThreadPool pool(1);
  RunSettings settings = settings_for(6, 3, 4, 2);
  settings.keep_best = true;
  const auto at = [&](const char* name, std::uint64_t calls) {
    Run run(tiny_model(), settings, training, test, pool);
    for (std::uint64_t i = 0; i < calls; ++i) run.advance(1);
    write(folder + name, run.snapshot());
    return run.snapshot();
  };
  at("begun", 0);
  at("evaluating", 2);
  at("finished", 6);
  const Bytes good = at("second-epoch", 4);
  write(folder + "hostile-cut", Bytes(good.begin(), good.end() - 5));
  settings.optimizer = {{"kind", "sgd"}, {"momentum", 0.9}};
  settings.keep_best = false;
  settings.schedule = {{"kind", "exponential_decay"}, {"decay_steps", 3}, {"decay_rate", 0.5}};
  at("sgd", 3);
  /// The same bytes with one text of the header for another of the same length.
  const auto changed = [&](const char* name, const std::string& from, const std::string& to) {
    std::string text(good.begin(), good.end());
    text.replace(text.find(from), from.size(), to);
    write(folder + name, {text.begin(), text.end()});
  };
  changed("hostile-epoch", R"("phase":0,"epoch":1)", R"("phase":0,"epoch":7)");
  changed("hostile-phase", R"("phase":0,"epoch":1)", R"("phase":9,"epoch":1)");
  changed("hostile-batch", R"("epoch":1,"batch":1)", R"("epoch":1,"batch":9)");
  changed("hostile-number", R"("phase":0,"epoch":1)", R"("phase":0,"epoc":-1)");
  changed("hostile-data", R"("classes":10)", R"("classes":11)");
  changed("hostile-units", R"("units":4)", R"("units":9)");
}

void write_sessions(const std::string& folder) {
  // call, its model, its settings …: see session.cpp.
  const Bytes start{0, 0, 5, 2, 4, 1, 0, 0}, advance{1, 2}, save{9}, restore{10};
  const Bytes predict{4, 2, 0, 1, 0}, profile{2, 1}, weights{8};
  const Bytes preview{7, 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 7};
  const Bytes activation{6, 1, 0, 0, 0, 2, 0, 0, 0, 1};
  Bytes all;
  for (const Bytes& part : {start, advance, save, advance, restore, predict, profile, weights,
                            preview, activation, advance, advance}) {
    all = joined(all, part);
  }
  write(folder + "all-calls", all);
  const Bytes own_data{13, 9, 12, 1, 2}, training{14, 0, 3, 1, 0, 1, 0}, test{14, 1, 1, 1, 1};
  write(folder + "own-data", joined(joined(joined(start, save), joined(own_data, training)),
                                    joined(joined(test, start), joined(restore, advance))));
  write(folder + "hostile-data", joined(start, {13, 7, 12, 2, 21}));
  write(folder + "hostile-width", joined(start, {13, 64, 65, 3, 20}));
  write(folder + "hostile-channels", joined(start, {13, 9, 12, 2, 5}));
  write(folder + "hostile-classes", joined(start, {13, 9, 12, 3, 21}));
  // A label that is no class, and pixels that are no whole picture.
  write(folder + "hostile-label", joined(own_data, {14, 0, 3, 1, 0, 1, 2}));
  write(folder + "hostile-pixels", joined(own_data, {14, 0, 3, 0, 0, 1, 0}));
  // The largest and the smallest that there may be.
  write(folder + "largest-data", joined({13, 64, 64, 3, 20}, joined(training, test)));
  write(folder + "smallest-data", joined({13, 8, 8, 1, 2}, joined(training, test)));
  write(folder + "no-run", joined(joined(advance, save), joined(predict, restore)));
  write(folder + "damaged", joined(joined(start, save), {11, 0, 0, 1, 0, 5, 1, 1}));
  write(folder + "hostile-numbers",
        joined(start, {3, 255, 255, 255, 255, 255, 255, 255, 255, 6, 0, 255, 255, 255, 255, 255}));
  write(folder + "hostile-shard", {12, 0, 0, 0, 0, 6, 255, 255, 255, 255, 0});
  write(folder + "hostile-count", {7, 0, 0, 0, 0, 0, 1, 255, 255, 255, 255, 0, 0, 0, 7});
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: cnnlab_fuzz_seeds FOLDER\n";
    return 2;
  }
  const std::string folder = words[1];
  write_shards(folder + "/shard/");
  write_snapshots(folder + "/snapshot/");
  write_sessions(folder + "/session/");
}
