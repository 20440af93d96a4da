// The one object that the browser talks to: data, thread pool, and at most one run.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/base/thread_pool.h"
#include "core/data/dataset.h"
#include "core/model/spec.h"
#include "core/train/run.h"

namespace cnnlab {

struct NamedTensor {
  std::string name;
  const Tensor* tensor;
};

/// A weight that comes from outside.
struct GivenTensor {
  std::string name;
  Shape shape;
  std::vector<float> data;
};

/// Plain C++: natively tested, and used by the command line as it is by the page. Every call may
/// throw Error; none leaves the session unusable. JSON in and out is that of wasm/lab.d.ts.
class Session {
 public:
  explicit Session(int threads) : pool_(threads) {}

  int threads() const { return pool_.threads(); }
  Dataset& data(Split split) { return split == Split::kTraining ? training_ : test_; }

  /// Of a model beside whose layers `settings` of a run stand also what training it takes.
  Json summary(const std::string& model_text) const;

  /// Empties both splits, ends the run, and fixes what is added from now on. Throws
  /// Error(kBadData) and leaves all as it was for a shape or a number of classes that cannot be.
  void set_data(const DataSpec& spec);
  const DataSpec& data_spec() const { return training_.spec(); }

  /// Adds pictures {n,H,W,C} and their labels {n}; returns how many pictures the split now has.
  std::size_t add_pictures(Split split, std::span<const std::uint8_t> pixels,
                           std::span<const std::uint8_t> labels);

  /// Adds a shard of CIFAR-10; returns how many pictures the split now has.
  std::size_t add_shard(Split split, std::size_t first, std::size_t count,
                        std::span<const std::uint8_t> payload);

  Json start(const std::string& model_text, const std::string& settings_text);
  Json advance(std::uint64_t batches);
  double set_learning_rate(double rate);

  /// Trains up to `batches` batches; the time that each part took in all and how often
  /// it was done, as [{name, milliseconds, times}].
  Json profile(std::uint64_t batches);

  /// multiply_add_roof() on this session's threads.
  double roof();

  /// {n,classes} class probabilities, dropout off.
  std::vector<float> predict(Split split, std::span<const std::uint32_t> indices);
  std::vector<float> predict_pixels(std::span<const std::uint8_t> pixels);

  struct Activation {
    Shape shape;
    std::vector<float> values;
  };
  /// Output of every layer for one picture {H,W,C} of bytes, dropout off; the last layer's is its
  /// probabilities. Throws Error(kBadData) for anything but one picture.
  std::vector<Activation> activations(std::span<const std::uint8_t> pixels);

  /// {count,H,W,C} bytes: one picture as the model's augmentation layers might show it in
  /// `count` different steps. Needs no run.
  std::vector<std::uint8_t> preview_augmentation(const std::string& model_text, Split split,
                                                 std::uint32_t index, std::size_t count,
                                                 std::uint64_t seed);

  std::vector<NamedTensor> weights();
  /// Gives a run that has not begun these weights, which have to be its network's: as many, of the
  /// same names and shapes, in the same order. Takes all of them or none.
  void set_weights(std::span<const GivenTensor> given);
  std::vector<std::uint8_t> snapshot();
  Json restore(std::span<const std::uint8_t> bytes);

  /// The run, or Error(kWrongState) when there is none.
  Run& run();

 private:
  void check_indices(Split split, std::span<const std::uint32_t> indices);
  template <typename Fill>
  std::vector<float> predict_batches(std::size_t count, const Fill& fill);

  ThreadPool pool_;
  Dataset training_;
  Dataset test_;
  std::unique_ptr<Run> run_;
};

/// Progress as lab.d.ts has it.
Json progress_to_json(const Progress& progress, std::uint64_t epochs);

}  // namespace cnnlab
