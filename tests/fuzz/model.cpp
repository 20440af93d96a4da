#include "core/base/random.h"
#include "core/data/dataset.h"
#include "core/model/builder.h"
#include "core/model/catalog.h"
#include "tests/fuzz/targets.h"

namespace cnnlab::fuzz {
namespace {

// What one input may cost: beyond it the shapes are checked, but nothing is computed.
constexpr std::uint64_t kMostParameters = 50'000;
constexpr std::uint64_t kMostMultiplyAdds = 500'000;
constexpr std::uint64_t kMostFloats = 1'000'000;

/// A step through the network, so that the kernels meet every shape that the builder lets through.
void step(const ModelSpec& model) {
  static ThreadPool pool(1);
  const auto network = build_network(model, false);
  if (network->planned_floats(2) > kMostFloats) return;
  network->build(Random(1));
  TensorView& x = network->input(2);
  for (std::size_t i = 0; i < x.size(); ++i) x.data()[i] = static_cast<float>(i % 7) / 7.0f;
  const TensorView& logits = network->forward(2, pool, true, Random(2));
  require(logits.size() == 2 * kClasses, "a network that can be built gives ten numbers a picture");
  TensorView& gradient = network->logits_gradient(2);
  for (std::size_t i = 0; i < gradient.size(); ++i) gradient.data()[i] = 0.1f;
  network->backward(2, pool, Random(2));
}

/// The first of the summary's problems, or "".
std::string problem_of(const ModelSpec& model) {
  const ModelSummary summary = summarize(model);
  summary_to_json(summary).dump();
  require(summary.layers.size() == model.layers.size(), "the summary has a row for each layer");
  if (!summary.problems.empty()) return refusal(summary.problems.front());
  summary_to_text(model);
  if (summary.total_parameters <= kMostParameters && summary.multiply_adds <= kMostMultiplyAdds) {
    step(model);
  }
  return "";
}

}  // namespace

std::string model(Input input) {
  try {
    const ModelSpec read = parse_model(parse_json(text_of(input), "model"));
    const Json again = model_to_json(read);
    require(model_to_json(parse_model(again)) == again, "a model written is the model read");
    std::string problem = problem_of(read);
    try {
      build_augmentation(read);
    } catch (const Error&) {
      require(!problem.empty(), "a model without a problem can be previewed");
    }
    return problem;
  } catch (const Error& error) {
    return refusal(error);
  }
}

}  // namespace cnnlab::fuzz
