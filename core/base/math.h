// exp, log, sine and cosine whose bits do not depend on the platform's libm.
#pragma once

namespace cnnlab {

/// e^x; relative error below 1e-14. Overflows to infinity, underflows to 0, keeps NaN.
double exponential(double x);

/// Natural logarithm; error below 1e-14 relative or absolute. -infinity at 0, NaN below.
double logarithm(double x);

/// Sine and cosine of x in radians, |x| below 1e6; error below 1e-14.
double sine(double x);
double cosine(double x);

/// Eight at once: each has the bits that it has by itself.
using Eight = double __attribute__((vector_size(64)));
/// Of normal, positive numbers.
void logarithm(const Eight& x, Eight& y);
void cosine(const Eight& x, Eight& y);

}  // namespace cnnlab
