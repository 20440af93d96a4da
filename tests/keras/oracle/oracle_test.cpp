// Held to real Keras in float64: layers, forward and backward, and ten steps of every optimizer
// (README.md).
#include <gtest/gtest.h>

#include "core/model/catalog.h"
#include "core/model/rows.h"
#include "core/model/weight_rows.h"
#include "tests/vectors/run.h"

namespace cnnlab {
namespace {

const std::string kFolder = std::string(CNNLAB_SOURCE_DIR) + "/tests/keras/oracle";

TEST(Oracle, IsAgreedWith) {
  const auto cases = vectors::read_folder(kFolder);
  const auto say = [](const std::string& line) { ADD_FAILURE() << line; };
  for (const std::size_t threads : {1, 2}) {
    ThreadPool pool(threads);
    EXPECT_EQ(vectors::run_cases(cases, pool, say).passed, cases.size());
  }
}

TEST(Oracle, KnowsEveryActivation) {
  std::set<std::string> asked;
  for (const auto& one : vectors::read_folder(kFolder)) {
    const auto layer = one.attributes.value("layer", vectors::Json::object());
    if (layer.value("kind", "") == "activation") asked.insert(layer["activation"]);
  }
  for (const Field& field : find_entry("activation")->fields) {
    for (const std::string& name : field.choices) EXPECT_EQ(asked.count(name), 1u) << name;
  }
}

TEST(Oracle, KnowsEveryOptimizer) {
  std::set<std::string> asked;
  for (const auto& one : vectors::read_folder(kFolder)) {
    if (one.op == "trajectory") asked.insert(one.attributes["optimizer"]["kind"]);
  }
  for (const OptimizerRow& row : optimizer_rows()) EXPECT_EQ(asked.count(row.kind), 1u) << row.kind;
}

TEST(Oracle, KnowsEveryRegularizerAndConstraint) {
  std::set<std::string> asked;
  for (const auto& one : vectors::read_folder(kFolder)) {
    if (one.op != "trajectory") continue;
    for (const auto& [name, spec] : one.attributes["layers"][0].items()) {
      if (spec.is_object()) asked.insert(spec["kind"]);
    }
  }
  for (const Row& row : regularizer_rows()) EXPECT_EQ(asked.count(row.kind), 1u) << row.kind;
  for (const Row& row : constraint_rows()) EXPECT_EQ(asked.count(row.kind), 1u) << row.kind;
}

}  // namespace
}  // namespace cnnlab
