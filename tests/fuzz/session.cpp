#include "core/train/session.h"

#include <algorithm>
#include <cstring>
#include <vector>

#include "tests/data/shard_encoder.h"
#include "tests/fuzz/targets.h"
#include "tests/train/made_up.h"

namespace cnnlab::fuzz {
namespace {

using Bytes = std::vector<std::uint8_t>;

constexpr int kMostCalls = 24;

/// Numbers and texts, taken from the front of the input; zeros when it is used up.
class Words {
 public:
  explicit Words(Input input) : rest_(input) {}
  bool are_left() const { return !rest_.empty(); }
  std::uint8_t byte() {
    if (rest_.empty()) return 0;
    const std::uint8_t first = rest_.front();
    rest_ = rest_.subspan(1);
    return first;
  }
  std::uint32_t number() {
    std::uint32_t value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | byte();
    return value;
  }
  double real() {
    const std::uint64_t bits = std::uint64_t{number()} << 32 | number();
    double value;
    std::memcpy(&value, &bits, sizeof value);
    return value;
  }
  Bytes bytes(std::size_t count) {
    const Input front = rest_.first(std::min(count, rest_.size()));
    rest_ = rest_.subspan(front.size());
    return {front.begin(), front.end()};
  }

 private:
  Input rest_;
};

const std::vector<std::string>& models() {
  static const std::vector<std::string> texts = {
      model_to_json(everything_model()).dump(),
      model_to_json(plain_model()).dump(),
      R"({"layers":[{"kind":"conv2d","filters":8,"kernel_size":3,"activation":"relu"},
          {"kind":"conv2d","filters":4,"kernel_size":3,"padding":"same"},
          {"kind":"spatial_dropout2d","rate":0.3},{"kind":"average_pooling2d","pool_size":7},
          {"kind":"flatten"},{"kind":"dense","units":10,"activation":"softmax"}]})",
      R"({"layers":[{"kind":"random_zoom","height_factor":0.5},{"kind":"dense"}]})",
      R"({"layers":[]})",
      "{",
  };
  return texts;
}

std::string settings_text(Words& words) {
  const Json settings = {{"training_pictures", 1 + words.byte() % 7},
                         {"test_pictures", 1 + words.byte() % 4},
                         {"batch_size", words.byte() % 9},
                         {"epochs", 1 + words.byte() % 3},
                         {"optimizer", words.byte() % 2 == 0 ? "adam" : "sgd"},
                         {"keep_best", words.byte() % 2 == 0}};
  return settings.dump();
}

/// One call of the table in wasm/bindings.cpp.
void call(Session& session, Words& words, Bytes& saved) {
  const auto split = [&] { return words.byte() % 2 == 0 ? Split::kTraining : Split::kTest; };
  const auto model = [&] { return models()[words.byte() % models().size()]; };
  switch (words.byte() % 16) {
    case 0: {
      const std::string text = model();
      session.start(text, settings_text(words));
      break;
    }
    case 1:
      session.advance(words.byte() % 8);
      break;
    case 2:
      session.profile(words.byte() % 4);
      break;
    case 3:
      session.set_learning_rate(words.real());
      break;
    case 4: {
      std::vector<std::uint32_t> indices(words.byte() % 40);
      for (std::uint32_t& index : indices) index = words.byte() % 8;
      session.predict(split(), indices);
      break;
    }
    case 5:
      session.predict_pixels(words.bytes(words.number() % (2 * kPictureBytes + 2)));
      break;
    case 6:
      session.activations(words.bytes(words.number() % (2 * kPictureBytes + 2)));
      break;
    case 7: {
      const std::string text = model();
      const Split from = split();
      const std::uint32_t index = words.number(), count = words.number();
      session.preview_augmentation(text, from, index, count, words.number());
      break;
    }
    case 8:
      for (const NamedTensor& named : session.weights()) {
        require(named.tensor->size() > 0, "weights are there");
      }
      break;
    case 9:
      saved = session.snapshot();
      break;
    case 10:
      session.restore(saved);
      break;
    case 11: {
      Bytes damaged = saved;
      if (!damaged.empty()) damaged[words.number() % damaged.size()] ^= 1 + words.byte() % 255;
      session.restore(damaged);
      break;
    }
    case 12: {
      const Split to = split();
      const std::uint32_t first = words.number(), count = words.number();
      session.add_shard(to, first, count, words.bytes(words.byte() * 16));
      break;
    }
    case 13:
      session.set_data({words.byte(), words.byte(), words.byte(), words.byte()});
      break;
    case 14: {
      const Split to = split();
      const std::size_t count = words.byte() % 4, odd = words.byte() % 8 == 0 ? 1 : 0;
      const Bytes labels = words.bytes(count);
      session.add_pictures(to, Bytes(labels.size() * session.data_spec().picture_bytes() + odd, 9),
                           labels);
      break;
    }
    default:
      session.summary(text_of(words.bytes(words.byte())));
  }
}

}  // namespace

std::string session(Input input) {
  Session session(1);
  fill_with_squares(session.data(Split::kTraining), 6);
  fill_with_squares(session.data(Split::kTest), 3);
  Words words(input);
  Bytes saved;
  std::string last;
  for (int done = 0; done < kMostCalls && words.are_left(); ++done) {
    last.clear();
    try {
      call(session, words, saved);
    } catch (const Error& error) {
      last = refusal(error);
    }
  }
  // Whatever it was told, it can still do its work.
  session.set_data({});
  fill_with_squares(session.data(Split::kTraining), 6);
  fill_with_squares(session.data(Split::kTest), 3);
  session.start(models()[1], R"({"training_pictures":6,"test_pictures":3,"epochs":1})");
  session.advance(2);
  return last;
}

}  // namespace cnnlab::fuzz
