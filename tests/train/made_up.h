// What the tests of training share: small models and pictures that can be told apart.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/model/spec.h"
#include "core/train/settings.h"

namespace cnnlab {

/// `count` pictures, picture i of class i % classes: a bright square at a place of its class, on
/// noise.
inline void fill_with_squares(Dataset& data, std::size_t count, std::size_t classes = kClasses,
                              std::uint64_t seed = 1) {
  for (std::size_t n = 0; n < count; ++n) {
    const std::size_t label = n % classes;
    std::vector<std::uint8_t> picture(kPictureBytes);
    for (std::size_t i = 0; i < picture.size(); ++i) {
      picture[i] = static_cast<std::uint8_t>(Random(seed).fork(n).below(60, i));
    }
    const std::size_t top = label / 5 * 16 + 2, left = label % 5 * 6 + 1;
    for (std::size_t row = top; row < top + 8; ++row) {
      for (std::size_t byte = left * 3; byte < (left + 5) * 3; ++byte)
        picture[row * 96 + byte] = 230;
    }
    data.append(picture, static_cast<std::uint8_t>(label));
  }
}

/// `count` pictures of any shape, picture i of class i % classes: a bright band of rows or, where
/// there are more classes than rows, of cells, at a place of its class, on noise.
inline void fill_with_bands(Dataset& data, std::size_t count, std::uint64_t seed = 1) {
  const std::size_t bytes = data.spec().picture_bytes(), classes = data.spec().classes;
  for (std::size_t n = 0; n < count; ++n) {
    const std::size_t label = n % classes;
    std::vector<std::uint8_t> picture(bytes);
    for (std::size_t i = 0; i < bytes; ++i) {
      picture[i] = static_cast<std::uint8_t>(Random(seed).fork(n).below(60, i) +
                                             (i * classes / bytes == label ? 170u : 0u));
    }
    data.append(picture, static_cast<std::uint8_t>(label));
  }
}

inline ModelSpec model_from(const std::string& layers) {
  return parse_model(parse_json("{\"name\": \"Test\", \"layers\": [" + layers + "]}", "model"));
}

inline const char* const kHead =
    R"({"kind":"flatten"},{"kind":"dense","units":10,"activation":"softmax"})";

/// Augmentation, convolution, normalization, dropout: every source of randomness and state.
inline ModelSpec everything_model() {
  return model_from(std::string(R"({"kind":"random_flip","mode":"horizontal"},
      {"kind":"random_translation","height_factor":0.1,"width_factor":0.1},
      {"kind":"conv2d","filters":4,"kernel_size":3,"strides":2,"activation":"relu"},
      {"kind":"batch_normalization"},{"kind":"max_pooling2d"},{"kind":"dropout","rate":0.2},)") +
                    kHead);
}

/// One hidden layer, nothing random.
inline ModelSpec plain_model() {
  return model_from(R"({"kind":"max_pooling2d","pool_size":4},{"kind":"flatten"},
      {"kind":"dense","units":12,"activation":"relu"},{"kind":"dense","units":10,"activation":"softmax"})");
}

/// Settings for so many made-up pictures.
inline RunSettings settings_for(std::uint64_t training, std::uint64_t test, std::uint64_t batch,
                                std::uint64_t epochs) {
  RunSettings settings;
  settings.training_pictures = training;
  settings.test_pictures = test;
  settings.batch_size = batch;
  settings.epochs = epochs;
  settings.seed = 3;
  return settings;
}

}  // namespace cnnlab
