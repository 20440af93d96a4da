#include "core/train/trainer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/error.h"
#include "core/model/builder.h"
#include "core/optim/adam.h"
#include "core/optim/sgd.h"
#include "tests/allocations.h"
#include "tests/data/shard_encoder.h"
#include "tests/train/made_up.h"

namespace cnnlab {
namespace {

using Indices = std::vector<std::uint32_t>;

Indices first(std::size_t count) {
  Indices indices(count);
  std::iota(indices.begin(), indices.end(), 0u);
  return indices;
}

/// A network with its optimizer, ready to train.
struct Bench {
  Bench(const ModelSpec& model, std::unique_ptr<Optimizer> chosen, int threads = 1, double l2 = 0.0)
      : pool(threads), network(build_network(model, false)), optimizer(std::move(chosen)) {
    network->build(Random(5));
    trainer = std::make_unique<Trainer>(*network, *optimizer, pool, l2);
  }
  std::vector<float> weights() const {
    std::vector<float> all;
    for (const Parameter* parameter : trainer->parameters()) {
      all.insert(all.end(), parameter->value.begin(), parameter->value.end());
    }
    return all;
  }
  ThreadPool pool;
  std::unique_ptr<Sequential> network;
  std::unique_ptr<Optimizer> optimizer;
  std::unique_ptr<Trainer> trainer;
};

class TrainerTest : public ::testing::Test {
 protected:
  TrainerTest() { fill_with_squares(data_, 70); }
  Dataset data_;
};

TEST_F(TrainerTest, ASteadyStepAllocatesNothing) {
  for (const char* optimizer : {"adam", "sgd"}) {
    std::unique_ptr<Optimizer> chosen = std::make_unique<Adam>();
    if (optimizer[0] == 's') chosen = std::make_unique<Sgd>(SgdSettings{0.9, false});
    Bench bench(everything_model(), std::move(chosen), 2, 1e-4);
    const Indices full = first(16), rest = first(5);
    const auto steps = [&](std::uint64_t from) {
      for (std::uint64_t step = from; step < from + 4; ++step) {
        bench.trainer->train(data_, step % 2 == 0 ? full : rest, Random(step), 0.001);
        bench.trainer->evaluate(data_, full);
      }
    };
    steps(0);
    const std::size_t before = allocation_count();
    steps(4);
    EXPECT_EQ(0u, allocation_count() - before) << optimizer;
  }
}

TEST_F(TrainerTest, TheAllocationCounterCounts) {
  const std::size_t before = allocation_count();
  const auto number = std::make_unique<Tensor>(Shape{3});
  EXPECT_LT(before, allocation_count());
}

TEST_F(TrainerTest, DataArrivesWithoutDoublingItsMemory) {
  const std::vector<std::uint8_t> payload = shard_of(
      std::vector<std::vector<std::uint8_t>>(400, std::vector<std::uint8_t>(kPictureBytes, 7)),
      std::vector<std::uint8_t>(400, 3));
  Dataset data;
  forget_largest_allocation();
  for (std::size_t shard = 0; shard < 10; ++shard) data.append_shard(shard * 400, 400, payload);
  EXPECT_EQ(7, data.picture(3999)[3071]);
  EXPECT_LE(largest_allocation(), 600 * kPictureBytes);
}

/// Loss and hits of a linear model, by the definition, in float64.
BatchResult by_hand(const Bench& bench, const Dataset& data, const Indices& indices) {
  const Tensor& kernel = bench.trainer->parameters()[0]->value;
  const Tensor& bias = bench.trainer->parameters()[1]->value;
  BatchResult sum;
  for (const std::uint32_t index : indices) {
    double logits[kClasses];
    for (std::size_t k = 0; k < kClasses; ++k) {
      logits[k] = bias.flat(k);
      for (std::size_t i = 0; i < kPictureBytes; ++i) {
        logits[k] += data.picture(index)[i] / 255.0 * kernel.flat(i * kClasses + k);
      }
    }
    double exponentials = 0.0;
    for (const double logit : logits) exponentials += std::exp(logit);
    sum.loss_sum -= logits[data.label(index)] - std::log(exponentials);
    sum.correct +=
        std::max_element(logits, logits + kClasses) - logits == data.label(index) ? 1 : 0;
    ++sum.pictures;
  }
  return sum;
}

TEST_F(TrainerTest, MeasuresLossAndHits) {
  Bench bench(model_from(kHead), std::make_unique<Adam>());
  Indices indices = first(70);
  const BatchResult wanted = by_hand(bench, data_, indices);
  BatchResult got = bench.trainer->evaluate(data_, indices);
  EXPECT_NEAR(wanted.loss_sum, got.loss_sum, 1e-4);
  EXPECT_EQ(wanted.correct, got.correct);
  EXPECT_EQ(70u, got.pictures);
  // Training reports what was true before its update.
  got = bench.trainer->train(data_, indices, Random(1), 0.01);
  EXPECT_NEAR(wanted.loss_sum, got.loss_sum, 1e-4);
  EXPECT_EQ(wanted.correct, got.correct);
  EXPECT_LT(bench.trainer->evaluate(data_, indices).loss_sum, wanted.loss_sum);
}

TEST_F(TrainerTest, AddsThePenaltyOfKernelsAlone) {
  const double l2 = 0.01;
  Bench plain(plain_model(), std::make_unique<Sgd>()),
      held(plain_model(), std::make_unique<Sgd>(), 1, l2);
  const Indices indices = first(7);
  double squares = 0.0;
  for (const auto& named : held.network->parameters()) {
    for (const float w : named.parameter->value) {
      if (named.parameter->name == "kernel") squares += double{w} * w;
    }
  }
  const std::vector<float> start = held.weights();
  const BatchResult without = plain.trainer->train(data_, indices, Random(1), 0.1);
  const BatchResult with = held.trainer->train(data_, indices, Random(1), 0.1);
  EXPECT_NEAR(without.loss_sum + 7 * l2 * squares, with.loss_sum, 1e-5);
  // SGD by hand: w - 0.1 * (g + 2 l2 w).
  for (std::size_t p = 0, i = 0; p < 4; ++p) {
    const Tensor& one = plain.trainer->parameters()[p]->value;
    const double share = held.trainer->parameters()[p]->name == "kernel" ? 2 * l2 * 0.1 : 0.0;
    for (std::size_t j = 0; j < one.size(); ++j, ++i) {
      ASSERT_NEAR(one.flat(j) - share * start[i], held.trainer->parameters()[p]->value.flat(j),
                  1e-6);
    }
  }
}

TEST_F(TrainerTest, EvaluatesWithoutDropoutAndWithoutAugmentation) {
  Bench bench(everything_model(), std::make_unique<Adam>());
  const Indices indices = first(20);
  bench.trainer->train(data_, indices, Random(1), 0.001);
  const std::vector<float> before = bench.weights();
  const BatchResult one = bench.trainer->evaluate(data_, indices);
  const BatchResult two = bench.trainer->evaluate(data_, indices);
  EXPECT_EQ(one.loss_sum, two.loss_sum);
  EXPECT_EQ(before, bench.weights());
  // One picture at a time gives the same, which moving means and no masks do.
  double loss = 0.0;
  for (const std::uint32_t index : indices)
    loss += bench.trainer->evaluate(data_, Indices{index}).loss_sum;
  EXPECT_NEAR(one.loss_sum, loss, 1e-4);
}

TEST_F(TrainerTest, DrawsFromTheStepsAddress) {
  Bench bench(everything_model(), std::make_unique<Adam>());
  const auto loss = [&](std::uint64_t step) {
    return bench.trainer->train(data_, first(20), Random(step), 0.0).loss_sum;
  };
  const double one = loss(1);
  EXPECT_NE(one, loss(2));
  EXPECT_EQ(one, loss(1));
}

TEST_F(TrainerTest, LearnsMadeUpPicturesByHeart) {
  Bench bench(
      model_from(
          std::string(
              R"({"kind":"conv2d","filters":6,"kernel_size":5,"strides":2,"activation":"relu"},
      {"kind":"max_pooling2d"},)") +
          kHead),
      std::make_unique<Adam>(), 2);
  const Indices indices = first(64);
  std::uint64_t steps = 0;
  while (bench.trainer->evaluate(data_, indices).correct < 64 && steps < 200) {
    bench.trainer->train(data_, indices, Random(steps++), 0.01);
  }
  EXPECT_LT(steps, 200u);
}

// Not finite --------------------------------------------------------------------------------------

/// Trains until a step is refused; the error, with the weights before and after that step.
struct Stop {
  std::string where, message;
  std::vector<float> before, after;
};
Stop train_until_stopped(Bench& bench, const Dataset& data, double learning_rate) {
  for (std::uint64_t step = 0; step < 300; ++step) {
    Stop stop;
    stop.before = bench.weights();
    try {
      bench.trainer->train(data, first(16), Random(step), learning_rate);
    } catch (const Error& error) {
      EXPECT_EQ(ErrorCode::kNotFinite, error.code());
      stop.where = error.where();
      stop.message = error.what();
      stop.after = bench.weights();
      return stop;
    }
  }
  ADD_FAILURE() << "never stopped";
  return {};
}

TEST_F(TrainerTest, StopsWhereNumbersOverflowAndKeepsTheLastGoodWeights) {
  // Eight linear layers overflow soon; normalization holds out until its sums of squares do.
  std::string deep = R"({"kind":"flatten"})";
  for (int i = 0; i < 8; ++i) deep += R"(,{"kind":"dense","units":16})";
  const ModelSpec deep_model =
      model_from(deep + R"(,{"kind":"dense","units":10,"activation":"softmax"})");
  for (const bool adam : {true, false}) {
    for (const double rate : {1e3, 1e6, 1e15, 1e20, 1e25, 1e30}) {
      SCOPED_TRACE(sentence(adam ? "adam " : "sgd ", rate));
      std::unique_ptr<Optimizer> optimizer = std::make_unique<Adam>();
      if (!adam) optimizer = std::make_unique<Sgd>();
      Bench bench(rate < 1e20 ? deep_model : everything_model(), std::move(optimizer));
      const Stop stop = train_until_stopped(bench, data_, rate);
      EXPECT_EQ(stop.before, stop.after);
      for (const float weight : stop.after) ASSERT_TRUE(std::isfinite(weight));
      EXPECT_NE(
          std::string::npos,
          stop.message.find("; the learning rate is probably too high: lower it and train again"))
          << stop.message;
      EXPECT_NE("", stop.where);
    }
  }
}

TEST_F(TrainerTest, NamesTheFirstBadTensor) {
  const auto stop_at = [&](std::size_t parameter, float value) {
    Bench bench(plain_model(), std::make_unique<Adam>());
    bench.trainer->parameters()[1]->value.flat(0) = 100.0f;  // the first hidden number, at least
    bench.trainer->parameters()[parameter]->value.flat(1) = value;
    const std::string of_training = train_until_stopped(bench, data_, 0.001).where;
    try {
      bench.trainer->evaluate(data_, first(3));
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_EQ(of_training, error.where());
      return error.where() + ": " + error.what();
    }
    return std::string();
  };
  const float infinity = std::numeric_limits<float>::infinity();
  EXPECT_EQ(0u, stop_at(0, infinity).find("layers[2]: dense/kernel holds")) << stop_at(0, infinity);
  EXPECT_EQ(0u, stop_at(3, infinity).find("layers[3]: dense_1/bias holds"));
  // 100 times a finite weight is not finite.
  EXPECT_EQ(0u, stop_at(2, 3e38f).find("layers[3]: the output of dense_1 holds"))
      << stop_at(2, 3e38f);
}

TEST_F(TrainerTest, NamesABadGradient) {
  Bench bench(
      model_from(
          R"({"kind":"flatten"},{"kind":"dense","units":3},{"kind":"dense","units":10,"activation":"softmax"})"),
      std::make_unique<Adam>());
  // All logits are 0 and all probabilities 0.1, so the loss is ln 10. For a picture of class 0 the
  // hidden layer's gradient is -0.9 * 3.4e38 + 9 * 0.1 * -3.4e38, which no float holds.
  Tensor& last = bench.trainer->parameters()[2]->value;
  for (std::size_t i = 0; i < last.size(); ++i) last.flat(i) = i % 10 == 0 ? 3.4e38f : -3.4e38f;
  for (const std::size_t zero : {0, 1}) {
    Tensor& value = bench.trainer->parameters()[zero]->value;
    std::fill(value.begin(), value.end(), 0.0f);
  }
  const std::vector<float> before = bench.weights();
  try {
    bench.trainer->train(data_, first(1), Random(1), 0.001);
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ("gradients", error.where());
    EXPECT_EQ(0u, std::string(error.what()).find("the gradient of dense/")) << error.what();
  }
  EXPECT_EQ(before, bench.weights());
}

}  // namespace
}  // namespace cnnlab
