#include "core/optim/sgd.h"

#include "core/kernels/updates.h"

namespace cnnlab {

void Sgd::update_parameter(ThreadPool& pool, Parameter& parameter, Tensor* state,
                           double learning_rate) {
  sgd_update(pool, parameter.value.size(), static_cast<float>(learning_rate),
             static_cast<float>(settings_.momentum), settings_.nesterov, parameter.gradient.data(),
             parameter.value.data(), state[0].data());
}

}  // namespace cnnlab
