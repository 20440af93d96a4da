// How the learning rate changes over a run: Keras's schedules, each as its definition.
#pragma once

#include <cstdint>
#include <functional>

namespace cnnlab {

/// The learning rate of a step (from 0) of a run that begins with `initial`.
using Schedule = std::function<double(double initial, std::uint64_t step)>;

/// initial * rate^(step / steps); a staircase takes whole powers only.
double exponential_decay(double initial, std::uint64_t step, double steps, double rate,
                         bool staircase);

/// initial / (1 + rate * step / steps); a staircase takes whole quotients only.
double inverse_time_decay(double initial, std::uint64_t step, double steps, double rate,
                          bool staircase);

/// (initial - end) * (1 - step / steps)^power + end, and `end` from then on; or with `cycle` again
/// from above over twice, three times, … as many steps.
double polynomial_decay(double initial, std::uint64_t step, double steps, double end, double power,
                        bool cycle);

/// Half a cosine wave (Loshchilov and Hutter, 2017) from initial to alpha * initial.
double cosine_decay(double initial, std::uint64_t step, double steps, double alpha);

/// In a straight line from initial to `target` over so many steps, and cosine_decay of it then.
double warm_up(double initial, std::uint64_t step, double steps, double alpha, double target,
               double warm_up_steps);

}  // namespace cnnlab
