// What JavaScript may call, as a table of contents. Types and meaning: lab.d.ts.

#include <emscripten/bind.h>
#include <unistd.h>

#include <cstdint>

#include "core/base/problem.h"
#include "core/model/rows.h"
#include "core/train/session.h"
#include "wasm/values.h"

using namespace cnnlab;  // NOLINT(google-build-using-namespace): this file is one table
using emscripten::val;

namespace {

val engine_info() {
  val info = val::object();
  info.set("build", std::string(CNNLAB_BUILD));
  return info;
}

/// The closed list: {out_of_range: sentence, …}.
val problem_list() {
  val list = val::object();
  for (const ProblemRow& row : problems()) list.set(row.name, text_to_val(row.sentence));
  return list;
}

/// A constructor has no outcome to give: what fails is thrown as an Error of JavaScript's, of the
/// class that JavaScript itself throws where memory is lacking.
Session* new_session(int threads) {
  try {
    keep_spare_memory();
    return new Session(threads);
  } catch (...) {
    const Error error = caught_error();
    const char* type = error.problem() == Problem::kOutOfMemory ? "RangeError" : "Error";
    val::global(type).new_(text_to_val(error.what())).throw_();
  }
}

int threads(Session& session) { return session.threads(); }

val whole_catalog(Session&) {
  return guarded([&] { return json_to_val(catalog_to_json()); });
}

val summary(Session& session, val model) {
  return guarded([&] { return json_to_val(session.summary(text_from_val(model))); });
}

val set_data(Session& session, double height, double width, double channels, double classes) {
  return guarded([&] {
    session.set_data({size_from_number(height, "height"), size_from_number(width, "width"),
                      size_from_number(channels, "channels"),
                      size_from_number(classes, "classes")});
    return val::null();
  });
}

val add_pictures(Session& session, val split, val pixels, val labels) {
  return guarded([&] {
    const std::vector<std::uint8_t> pictures = bytes_from_val(pixels);
    return val(static_cast<double>(
        session.add_pictures(split_from_val(split), pictures, bytes_from_val(labels))));
  });
}

val add_shard(Session& session, val split, double first, double count, val payload) {
  return guarded([&] {
    const std::vector<std::uint8_t> bytes = bytes_from_val(payload);
    return val(static_cast<double>(session.add_shard(split_from_val(split),
                                                     size_from_number(first, "first"),
                                                     size_from_number(count, "count"), bytes)));
  });
}

val picture_counts(Session& session) {
  return guarded([&] {
    val counts = val::object();
    counts.set("training", static_cast<double>(session.data(Split::kTraining).size()));
    counts.set("test", static_cast<double>(session.data(Split::kTest).size()));
    return counts;
  });
}

val pictures(Session& session, val split, val indices) {
  return guarded([&] {
    return pictures_to_val(session.data(split_from_val(split)), indices_from_val(indices));
  });
}

val start(Session& session, val model, val settings) {
  return guarded(
      [&] { return json_to_val(session.start(text_from_val(model), text_from_val(settings))); });
}

val advance(Session& session, double batches) {
  return guarded(
      [&] { return json_to_val(session.advance(size_from_number(batches, "batches"))); });
}

val profile(Session& session, double batches) {
  return guarded(
      [&] { return json_to_val(session.profile(size_from_number(batches, "batches"))); });
}

val roof(Session& session) {
  return guarded([&] { return val(session.roof()); });
}

val memory(Session&) {
  return guarded(
      [] { return val(static_cast<double>(reinterpret_cast<std::uintptr_t>(sbrk(0)))); });
}

val set_learning_rate(Session& session, double rate) {
  return guarded([&] { return val(session.set_learning_rate(rate)); });
}

val predict(Session& session, val split, val indices) {
  return guarded([&] {
    return floats_to_val(session.predict(split_from_val(split), indices_from_val(indices)));
  });
}

val predict_pixels(Session& session, val pixels) {
  return guarded([&] { return floats_to_val(session.predict_pixels(bytes_from_val(pixels))); });
}

val activations(Session& session, val pixels) {
  return guarded([&] {
    val list = val::array();
    for (const Session::Activation& output : session.activations(bytes_from_val(pixels)))
      list.call<void>("push", tensor_to_val(output.shape, output.values.data()));
    return list;
  });
}

val preview_augmentation(Session& session, val model, val split, double index, double count,
                         double seed) {
  return guarded([&] {
    return bytes_to_val(session.preview_augmentation(
        text_from_val(model), split_from_val(split),
        static_cast<std::uint32_t>(size_from_number(index, "index")),
        size_from_number(count, "count"), size_from_number(seed, "seed")));
  });
}

val weights(Session& session) {
  return guarded([&] {
    val list = val::array();
    for (const NamedTensor& named : session.weights()) {
      const auto& axes = named.tensor->shape();
      val tensor = tensor_to_val(Shape(axes.begin(), axes.end()), named.tensor->data());
      tensor.set("name", text_to_val(named.name));
      list.call<void>("push", tensor);
    }
    return list;
  });
}

val set_weights(Session& session, val tensors) {
  return guarded([&] {
    session.set_weights(tensors_from_val(tensors));
    return val::null();
  });
}

val snapshot(Session& session) {
  return guarded([&] { return bytes_to_val(session.snapshot()); });
}

val restore(Session& session, val bytes) {
  return guarded([&] { return json_to_val(session.restore(bytes_from_val(bytes))); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(cnnlab) {
  emscripten::function("engineInfo", &engine_info);
  emscripten::function("problems", &problem_list);
  emscripten::class_<Session>("Session")
      .constructor(&new_session, emscripten::allow_raw_pointers())
      .function("threads", &threads)
      .function("catalog", &whole_catalog)
      .function("summary", &summary)
      .function("setData", &set_data)
      .function("addPictures", &add_pictures)
      .function("addShard", &add_shard)
      .function("pictureCounts", &picture_counts)
      .function("pictures", &pictures)
      .function("start", &start)
      .function("advance", &advance)
      .function("profile", &profile)
      .function("roof", &roof)
      .function("memory", &memory)
      .function("setLearningRate", &set_learning_rate)
      .function("predict", &predict)
      .function("predictPixels", &predict_pixels)
      .function("activations", &activations)
      .function("previewAugmentation", &preview_augmentation)
      .function("weights", &weights)
      .function("setWeights", &set_weights)
      .function("snapshot", &snapshot)
      .function("restore", &restore);
}
