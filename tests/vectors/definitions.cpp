#include "tests/vectors/definitions.h"

#include <xtensor/xadapt.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xnoalias.hpp>

#include "core/tensor/tensor.h"

namespace cnnlab::vectors {
namespace {

double log_sum_exp(const Span<const float, 1>& x) {
  const double maximum = xt::amax(x)();
  return maximum + std::log(xt::sum(xt::exp(x - maximum))());
}

}  // namespace

void log_softmax(std::size_t rows, std::size_t columns, const float* x, float* y) {
  for (std::size_t r = 0; r < rows; ++r, x += columns, y += columns) {
    const auto row = row_of(x, columns);
    auto logs = row_of(y, columns);
    xt::noalias(logs) = xt::cast<float>(row - log_sum_exp(row));
  }
}

void log_softmax_gradient(std::size_t rows, std::size_t columns, const float* y, const float* dy,
                          float* dx) {
  for (std::size_t r = 0; r < rows; ++r, y += columns, dy += columns, dx += columns) {
    const auto shares = xt::exp(xt::cast<double>(row_of(y, columns)));
    const auto gradient = row_of(dy, columns);
    auto result = row_of(dx, columns);
    const double sum = xt::sum(xt::cast<double>(gradient))();
    xt::noalias(result) = xt::cast<float>(gradient - shares * sum);
  }
}

std::vector<float> dropped(const std::vector<float>& x, const std::vector<float>& mask,
                           float rate) {
  std::vector<float> y(x.size());
  auto result = row_of(y.data(), y.size());
  xt::noalias(result) = xt::cast<float>(xt::where(xt::equal(row_of(mask.data(), mask.size()), 0.0f),
                                                  0.0, row_of(x.data(), x.size()) / (1.0 - rate)));
  return y;
}

std::vector<float> one_hot(const std::vector<std::uint8_t>& labels, std::size_t classes) {
  std::vector<float> rows(labels.size() * classes, 0.0f);
  for (std::size_t r = 0; r < labels.size(); ++r) rows[r * classes + labels[r]] = 1.0f;
  return rows;
}

std::vector<float> categorical_crossentropy(std::size_t rows, std::size_t columns,
                                            const float* logits, const float* targets, float scale,
                                            float* dlogits) {
  std::vector<float> losses;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto z = row_of(logits + r * columns, columns),
               target = row_of(targets + r * columns, columns);
    auto dz = row_of(dlogits + r * columns, columns);
    const double log_sum = log_sum_exp(z);
    // 0 * infinity is no loss.
    const auto each = xt::where(xt::equal(target, 0.0f), 0.0, target * (log_sum - z));
    losses.push_back(static_cast<float>(xt::sum(each)()));
    const double weight = xt::sum(xt::cast<double>(target))();
    xt::noalias(dz) = xt::cast<float>((xt::exp(z - log_sum) * weight - target) * scale);
  }
  return losses;
}

std::vector<float> categorical_crossentropy_of_probabilities(std::size_t rows, std::size_t columns,
                                                             const float* probabilities,
                                                             const float* targets) {
  std::vector<float> losses;
  for (std::size_t r = 0; r < rows; ++r) {
    const auto p = xt::cast<double>(row_of(probabilities + r * columns, columns));
    const auto target = row_of(targets + r * columns, columns);
    const double sum = xt::sum(p)();
    const auto each = target * xt::log(xt::clip(p / sum, 1e-7, 1.0 - 1e-7));
    losses.push_back(static_cast<float>(-xt::sum(each)()));
  }
  return losses;
}

}  // namespace cnnlab::vectors
