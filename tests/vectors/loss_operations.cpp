#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/kernels/softmax.h"
#include "core/nn/losses.h"
#include "core/nn/metrics.h"
#include "tests/vectors/definitions.h"
#include "tests/vectors/operations.h"

namespace cnnlab::vectors {
namespace {

std::vector<float> unwritten(std::size_t size) {
  return std::vector<float>(size, std::numeric_limits<float>::quiet_NaN());
}

// The kernels work along rows; for another axis, its lines are gathered into rows and put back.
struct Lines {
  std::size_t length, stride;

  std::size_t index(std::size_t line, std::size_t i) const {
    return line / stride * stride * length + line % stride + i * stride;
  }
};

Lines lines_along(const Case& one, const Sizes& shape) {
  if (shape.empty()) return {1, 1};
  const int rank = static_cast<int>(shape.size());
  int axis = static_cast<int>(one.number("axis", -1));
  if (axis < 0) axis += rank;
  if (axis < 0 || axis >= rank) throw Unsupported{"an axis that is not there"};
  std::size_t stride = 1;
  for (std::size_t i = static_cast<std::size_t>(axis) + 1; i < shape.size(); ++i)
    stride *= shape[i];
  // An empty axis has no lines: one of length 1 that nobody asks for.
  return {std::max<std::size_t>(1, shape[static_cast<std::size_t>(axis)]), stride};
}

std::vector<float> gather(const Lines& lines, const std::vector<float>& values) {
  std::vector<float> rows(values.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i] = values[lines.index(i / lines.length, i % lines.length)];
  }
  return rows;
}

Array scatter(const Lines& lines, const std::vector<float>& rows, const Sizes& shape) {
  std::vector<float> values(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    values[lines.index(i / lines.length, i % lines.length)] = rows[i];
  }
  return make_array(shape, values);
}

using RowKernel = void (*)(std::size_t rows, std::size_t columns, const float* x, float* y);

Answers along_axis(const Case& one, RowKernel kernel) {
  const Array& x = one.input("x");
  const Lines lines = lines_along(one, x.shape);
  const std::vector<float> from = gather(lines, x.floats());
  std::vector<float> y = unwritten(from.size());
  kernel(from.size() / lines.length, lines.length, from.data(), y.data());
  return answer_with("y", scatter(lines, y, x.shape));
}

Answers gradient_along_axis(const Case& one, RowKernel forward,
                            decltype(softmax_backward) backward) {
  const Array& x = one.input("x");
  const Lines lines = lines_along(one, x.shape);
  const std::size_t rows = x.values.size() / lines.length;
  const std::vector<float> from = gather(lines, x.floats());
  const std::vector<float> dy = gather(lines, broadcast_to(one.input("dy"), matrix_of(x.shape)));
  std::vector<float> y(from.size()), dx = unwritten(from.size());
  forward(rows, lines.length, from.data(), y.data());
  backward(rows, lines.length, y.data(), dy.data(), dx.data());
  return answer_with("dx", scatter(lines, dx, x.shape));
}

std::vector<std::uint8_t> labels_of(const Array& array, std::size_t classes) {
  std::vector<std::uint8_t> labels;
  for (const double value : array.values) {
    if (!(value >= 0) || value >= static_cast<double>(classes) || value > 255) {
      throw Unsupported{"a label that is no class"};
    }
    labels.push_back(static_cast<std::uint8_t>(value));
  }
  return labels;
}

/// Each row's weight. The product weights nothing, so weighted sums are made here, of its losses.
std::vector<double> row_weights(const Case& one, std::size_t rows,
                                const std::optional<std::vector<std::uint8_t>>& labels) {
  std::vector<double> weights(rows, 1.0);
  if (const Array* given = one.find_input("sample_weight")) {
    const std::vector<float> values =
        broadcast_to({{given->values.size()}, given->values}, {1, rows});
    for (std::size_t row = 0; row < rows; ++row) weights[row] *= values[row];
  }
  if (const Array* given = one.find_input("class_weight")) {
    if (!labels) throw Unsupported{"class weights want labels"};
    for (std::size_t row = 0; row < rows; ++row) weights[row] *= given->values.at((*labels)[row]);
  }
  return weights;
}

Array reduced(const Case& one, const std::vector<float>& losses,
              const std::vector<double>& weights) {
  const std::string reduction = one.text("reduction", "mean");
  double sum = 0.0, weight = 0.0;
  std::vector<double> each;
  for (std::size_t row = 0; row < losses.size(); ++row) {
    each.push_back(losses[row] * weights[row]);
    sum += each.back();
    weight += weights[row];
  }
  const auto rows = static_cast<double>(losses.size());
  if (reduction == "none") return {{losses.size()}, each};
  if (reduction == "sum") return {{}, {sum}};
  if (reduction == "mean" || reduction == "sum_over_batch_size") return {{}, {sum / rows}};
  if (reduction == "weighted_mean") return {{}, {sum / weight}};
  throw Unsupported{"reduction " + reduction};
}

Answers cross_entropy(const Case& one, const char* scores_name) {
  const bool from_logits = std::string(scores_name) == "logits";
  const Array& scores = one.input(scores_name);
  const Matrix shape = matrix_of(scores.shape);
  const std::vector<float> x = scores.floats();
  std::vector<float> losses = unwritten(shape.rows), dlogits = unwritten(x.size());

  std::vector<float> targets;
  std::optional<std::vector<std::uint8_t>> labels;
  if (const Array* given = one.find_input("onehot")) {
    targets = given->floats();
  } else {
    labels = labels_of(one.input("labels"), shape.columns);
    if (labels->size() != shape.rows) throw Unsupported{"labels do not fit"};
  }
  const auto smoothing = static_cast<float>(one.number("label_smoothing", 0.0));
  // The product's loss is that of labels, from logits; the others are the definitions'.
  const bool is_products = from_logits && labels && smoothing == 0.0f;
  if (labels && !is_products) targets = one_hot(*labels, shape.columns);
  if (smoothing != 0.0f) {
    for (float& target : targets) {
      target = target * (1.0f - smoothing) + smoothing / static_cast<float>(shape.columns);
    }
  }
  const std::vector<double> weights = row_weights(one, shape.rows, labels);
  if (!is_products && targets.size() != x.size()) throw Unsupported{"targets do not fit"};
  const float scale = 1.0f / static_cast<float>(shape.rows);
  if (is_products) {
    std::vector<float> given = x;
    TensorView logits = view_of(given.data(), {shape.rows, shape.columns});
    TensorView gradient = view_of(dlogits.data(), {shape.rows, shape.columns});
    sparse_categorical_crossentropy_gradient(logits, *labels, scale, gradient);
    for (std::size_t row = 0; row < shape.rows; ++row) {
      const TensorView alone = view_of(given.data() + row * shape.columns, {1, shape.columns});
      losses[row] = static_cast<float>(
          sparse_categorical_crossentropy(alone, std::span(*labels).subspan(row, 1)));
    }
  } else if (from_logits) {
    losses = categorical_crossentropy(shape.rows, shape.columns, x.data(), targets.data(), scale,
                                      dlogits.data());
  } else {
    losses = categorical_crossentropy_of_probabilities(shape.rows, shape.columns, x.data(),
                                                       targets.data());
  }
  Answers answers = answer_with("loss", reduced(one, losses, weights));
  if (from_logits) answers[0].outputs["dlogits"] = make_array(scores.shape, dlogits);
  return answers;
}

Answers one_hot_rows(const Case& one, ThreadPool&) {
  const Array& given = one.input("labels");
  const auto classes = static_cast<std::size_t>(one.number("num_classes", one.number("depth", 0)));
  const std::vector<std::uint8_t> labels = labels_of(given, classes);
  const std::vector<float> y = one_hot(labels, classes);
  Sizes shape = given.shape;
  shape.push_back(classes);
  return answer_with("y", make_array(shape, y));
}

/// The first largest entry of each row.
std::vector<double> first_maxima(const Array& array) {
  const Matrix shape = matrix_of(array.shape);
  std::vector<double> positions;
  for (std::size_t row = 0; row < shape.rows; ++row) {
    const auto begin = array.values.begin() + static_cast<std::ptrdiff_t>(row * shape.columns);
    positions.push_back(static_cast<double>(
        std::max_element(begin, begin + static_cast<std::ptrdiff_t>(shape.columns)) - begin));
  }
  return positions;
}

Answers accuracy(const Case& one, ThreadPool&) {
  const Array& truth = one.input("y_true");
  const Array& prediction = one.input("y_pred");
  constexpr std::size_t kMostClasses = 256;
  Matrix shape = matrix_of(prediction.shape);
  std::vector<float> scores = prediction.floats();
  if (one.number("argmax_pred", 1) == 0) {
    // Predictions are classes already: as scores, each is one-hot.
    const std::vector<std::uint8_t> classes = labels_of(prediction, kMostClasses);
    shape = {classes.size(), kMostClasses};
    scores = one_hot(classes, kMostClasses);
  }
  const bool truth_is_scores = one.number("argmax_true", 0) != 0;
  const Array classes = truth_is_scores ? Array{{shape.rows}, first_maxima(truth)} : truth;
  const std::vector<std::uint8_t> labels = labels_of(classes, kMostClasses);
  if (labels.size() != shape.rows) throw Unsupported{"y_true does not fit y_pred"};
  if (one.find_input("sample_weight") == nullptr) {
    const std::size_t hits =
        count_correct(view_of(scores.data(), {shape.rows, shape.columns}), labels);
    return answer_with("acc", {{}, {static_cast<double>(hits) / static_cast<double>(shape.rows)}});
  }
  const std::vector<double> weights = row_weights(one, shape.rows, std::nullopt);
  double hits = 0.0, weight = 0.0;
  for (std::size_t row = 0; row < shape.rows; ++row) {
    const std::size_t hit = count_correct(view_of(&scores[row * shape.columns], {1, shape.columns}),
                                          std::span(labels).subspan(row, 1));
    hits += weights[row] * static_cast<double>(hit);
    weight += weights[row];
  }
  return answer_with("acc", {{}, {hits / weight}});
}

}  // namespace

void add_losses(Operations& operations) {
  operations["softmax_fwd"] = {
      {"axis"}, [](const Case& one, ThreadPool&) { return along_axis(one, softmax_forward); }};
  operations["log_softmax_fwd"] = {
      {"axis"}, [](const Case& one, ThreadPool&) { return along_axis(one, log_softmax); }};
  operations["softmax_bwd"] = {{"axis"}, [](const Case& one, ThreadPool&) {
                                 return gradient_along_axis(one, softmax_forward, softmax_backward);
                               }};
  operations["log_softmax_bwd"] = {{"axis"}, [](const Case& one, ThreadPool&) {
                                     return gradient_along_axis(one, log_softmax,
                                                                log_softmax_gradient);
                                   }};
  operations["softmax_ce"] = {{"reduction", "label_smoothing"}, [](const Case& one, ThreadPool&) {
                                return cross_entropy(one, "logits");
                              }};
  operations["ce_from_probs"] = {
      {"reduction", "label_smoothing"},
      [](const Case& one, ThreadPool&) { return cross_entropy(one, "probs"); }};
  operations["one_hot"] = {{"num_classes", "depth"}, one_hot_rows};
  operations["accuracy"] = {{"argmax_pred", "argmax_true"}, accuracy};
}

}  // namespace cnnlab::vectors
