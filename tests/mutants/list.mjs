/**
 * The mistakes that tests/mutants/mutants.mjs plants: in `file`, `from` becomes `to`. Each is one
 * that a person could make and a build would not notice.
 */
const of = (file, ...rows) => rows.map(([what, from, to]) => ({ file, what, from, to }));

export const mutants = [
  ...of(
    'core/kernels/convolution.cpp',
    [
      'parts added without the last',
      'part < parts; ++part) {\n      const float* from',
      'part + 1 < parts; ++part) {\n      const float* from',
    ],
    ['Winograd although exact', 'if (!exact && worth', 'if (worth'],
  ),
  ...of(
    'core/kernels/convolution_direct.cpp',
    ['top border not zero', 'if (row >= s.height) continue;', 'if (row - 1 >= s.height) continue;'],
    ['left border forgotten', 'inside, to + left);', 'inside, to);'],
    ['bias forgotten', 'sum[cell] + load8(bias);', 'sum[cell];'],
    ['the bias summed in every block anew', 'first ? bias_sum : load4(to) + bias_sum', 'bias_sum'],
    [
      'the wrong row of the copy',
      '(row - top) * bordered.row_floats()',
      'row * bordered.row_floats()',
    ],
    ['blocks overwrite each other', 'first ? sum[tap] : load4(to) + sum[tap]', 'sum[tap]'],
    ['the same patch for every kernel row', 'i * Bordered{s}.row_floats(), o,', '0, o,'],
  ),
  ...of(
    'core/kernels/convolution_reference.cpp',
    ['stride ignored', 'top = h * s.stride_height', 'top = h'],
    ['padding ignored on the left', 'range(s.pad_left, s.pad_left + s.width)', 'range(0, s.width)'],
    ['ReLU drops NaN', 'xt::where(sums < 0.0, 0.0, sums)', 'xt::maximum(sums, 0.0)'],
  ),
  ...of(
    'core/kernels/convolution_gemm.cpp',
    ['stride ignored in the input gradient', 'down % s.stride_height != 0 || ', ''],
    [
      'kernel not flipped in the input gradient',
      'const std::size_t down = row + s.pad_top - i * s.dilation_height;',
      'const std::size_t down = row + s.pad_top + i * s.dilation_height - s.kernel_height + 1;',
    ],
    [
      'last slice of the filter gradient left out',
      'add_parts(pool, slices, ',
      'add_parts(pool, slices > 1 ? slices - 1 : 1, ',
    ],
  ),
  ...of(
    'core/kernels/winograd_transforms.h',
    [
      'a sign in the input transform',
      'to[2 * to_stride] = even_a - a;',
      'to[2 * to_stride] = even_a + a;',
    ],
    [
      'a coefficient of the output transform',
      'splat4(kA2), odd_a, multiply_add(splat4(kB2)',
      'splat4(kA), odd_a, multiply_add(splat4(kB2)',
    ],
    ['infinity forgotten in the taps', 'to[5 * to_stride] = g2;', 'to[5 * to_stride] = g1;'],
  ),
  ...of('core/kernels/winograd.cpp', [
    'kernel not turned for the input gradient',
    '((8 - k) * s.channels + c)',
    '(k * s.channels + c)',
  ]),
  ...of(
    'core/kernels/winograd_tiles.h',
    [
      'right border dropped',
      'const bool inside = row + i < height && column + j < width;',
      'const bool inside = row + i < height && column + j + 1 < width;',
    ],
    ['windows one row off', '(row + kBefore) / 2 + i - kBefore;', '(row + kBefore) / 2 + i;'],
  ),
  ...of(
    'core/kernels/winograd_targets.h',
    ['bias of the first filters for all', 'target.at(place, first + o)', 'target.at(place, o)'],
    [
      'the gate lets zeros pass',
      'gate ? where_positive(load4(gate + to), cells[j])',
      'gate ? cells[j]',
    ],
    ['the last of equals is the maximum', 'after_0 & (window[1] != top)', '(window[1] != top)'],
    [
      'a ReLU that is shut has a gradient',
      'position & (top > splat4(0.0f))',
      'position & (top >= splat4(0.0f))',
    ],
  ),
  ...of(
    'core/kernels/winograd_filter_gradient.cpp',
    ['later tiles replace earlier ones', 'first ? sum[row] : load8(du) + sum[row]', 'sum[row]'],
    ['only the first slice counts', 'part < plan.parts(); ++part)', 'part < 1; ++part)'],
    ['only the first block of the bias counts', 'block < blocks; ++block', 'block < 1; ++block'],
  ),
  ...of(
    'core/kernels/gemm.cpp',
    ['beta taken again in each block of K', 'p == 0 ? beta : 1.0f', 'beta'],
    [
      'transposed rows packed as they lie',
      'from[row * a.row_stride + p * a.column_stride]',
      'from[row * a.column_stride + p * a.row_stride]',
    ],
  ),
  ...of(
    'core/kernels/gemm_tile.h',
    ['alpha forgotten', 'if (update.alpha != 1.0f) sum = sum * splat8(update.alpha);', ''],
    [
      'edge of a tile loses its last column',
      'std::copy(edge, edge + columns, to);',
      'std::copy(edge, edge + columns - 1, to);',
    ],
  ),
  ...of(
    'core/kernels/cblas.cpp',
    [
      'transposes confused',
      '(order == kRowMajor) != (transpose == kNoTranspose)',
      '(order == kRowMajor) == (transpose == kNoTranspose)',
    ],
    [
      'negative strides from the start',
      'stride < 0 ? (i - n + 1) * stride : i * stride',
      'i * stride',
    ],
  ),
  ...of(
    'core/kernels/pooling.cpp',
    ['ties to every maximum', 'rest = (f32x4)((i32x4)rest & ~hit);', '(void)0;'],
    ['ties to every maximum beyond fours', '          rest = 0.0f;\n', ''],
    ['the gate forgotten', 'if (gate) rest = where_positive(maximum, rest);', ''],
    [
      'overlapping windows written once',
      'const bool tiled = s.window_height == s.stride_height &&',
      'const bool tiled =',
    ],
    [
      'cells without a window not cleared',
      's.output_height * s.stride_height >= s.height + s.pad_top &&',
      's.output_height > 0 &&',
    ],
    [
      'starts from zero',
      'constexpr float kLowest = -std::numeric_limits<float>::infinity();',
      'constexpr float kLowest = 0.0f;',
    ],
  ),
  ...of(
    'core/kernels/pooling_window.h',
    [
      'padding counts in the mean',
      'std::size_t cells() const { return (bottom - top) * (right - left); }',
      'std::size_t cells() const { return (bottom - top) * (right - left) + (top == 0 ? 1 : 0); }',
    ],
    ['stride ignored', 'row * s.stride_height;', 'row * s.window_height;'],
  ),
  ...of(
    'core/kernels/softmax.cpp',
    [
      'maximum not subtracted',
      'const double maximum = xt::amax(row)();',
      'const double maximum = 0.0 * xt::amax(row)();',
    ],
    ['gradient not centred', 'shares * (gradient - dot)', 'shares * (gradient - 0.0 * dot)'],
  ),
  ...of(
    'core/nn/losses.cpp',
    ['maximum not put back', 'return maximum + logarithm', 'return logarithm'],
    [
      'label off by one',
      'log_sum_exp(z) - z(labels[r])',
      'log_sum_exp(z) - z(labels[r] == 0 ? 0 : labels[r] - 1)',
    ],
    ['gradient without its target', ' - one_hot) * scale', ' - 0.0 * one_hot) * scale'],
    ['gradient not scaled by the batch', 'one_hot) * scale', 'one_hot)'],
    ['squares of the last kernel alone', 'sum += weight * weight', 'sum = weight * weight'],
  ),
  ...of('core/nn/metrics.cpp', [
    'accuracy takes the last maximum',
    'std::max_element(row.begin(), row.end()) - row.begin()',
    'std::max_element(row.begin(), row.end(), [](float a, float b) { return a <= b; }) - row.begin()',
  ]),
  ...of(
    'core/kernels/dropout.cpp',
    ['keep and drop swapped', 'draws[half] >= threshold', 'draws[half] < threshold'],
    ['a kept -0 counts as dropped', 'value * scale + 0.0f;', 'value * scale;'],
    ['not scaled', 'return kept ? x * scale : 0.0f;', 'return kept ? x : 0.0f * scale;'],
    [
      'keeps what it should drop: rate 1 - rate',
      'static_cast<double>(rate) * 65536.0',
      '(1.0 - static_cast<double>(rate)) * 65536.0',
    ],
    [
      'the same mask in each chunk',
      'random.four_blocks(i / kDrawsPerBlock)',
      'random.four_blocks((i - range.begin) / kDrawsPerBlock)',
    ],
    [
      'one channel mask for all pictures',
      'const std::size_t index = n * channels + c;',
      'const std::size_t index = c;',
    ],
  ),
  ...of(
    'core/kernels/elementwise.cpp',
    ['gradient passes at zero', 'y[i] > 0.0f ? dy[i]', 'y[i] >= 0.0f ? dy[i]'],
    [
      'gradient passes at zero where the sums are taken',
      'output[c] > 0.0f ? cells[c]',
      'output[c] >= 0.0f ? cells[c]',
    ],
    [
      'sums of what was there before the mask',
      ': 0.0f;\n      partial[c] += cells[c];',
      ': 0.0f;\n      partial[c] += output[c];',
    ],
    ['bias forgotten', 'const float sum = y[c] + bias[c];', 'const float sum = y[c];'],
    ['pixels divided by 256', '/ 255.0f', '/ 256.0f'],
    ['only the first group of rows summed', 'chunk < chunks; ++chunk)', 'chunk < 1; ++chunk)'],
    [
      'infinity counts as finite',
      'std::numeric_limits<float>::max());',
      'std::numeric_limits<float>::infinity());',
    ],
    ['negative numbers are small', 'bits & 0x7FFFFFFFu', 'bits >> 31 ? 0u : bits'],
  ),
  ...of(
    'core/kernels/updates.cpp',
    [
      'epsilon inside the root',
      '(square_root(new_square) + epsilon)',
      'square_root(new_square + epsilon)',
    ],
    ['gradient not squared', 'gradient * gradient - square', 'gradient - square'],
    [
      'Nesterov without looking ahead',
      'nesterov ? momentum * velocity[i] - rate * g[i] : velocity[i]',
      'velocity[i]',
    ],
    ['L2 with half its gradient', '2.0f * factor * p[i]', 'factor * p[i]'],
  ),
  ...of(
    'core/kernels/augmentation.cpp',
    ['turns the other way', 'return {c, -s, center_x', 'return {c, s, center_x'],
    [
      'reflects without the edge',
      'place < n ? place : 2 * n - 1 - place',
      'place < n ? place : 2 * n - 2 - place',
    ],
    ['moves the other way', '{1.0, 0.0, -dx, 0.0, 1.0, -dy}', '{1.0, 0.0, dx, 0.0, 1.0, dy}'],
    [
      'rounds halves to the right',
      'value < 0.0 ? -std::floor(0.5 - value)',
      'value < 0.0 ? std::floor(value + 0.5)',
    ],
    [
      'contrast does not stop at white',
      'std::min(std::max(changed, low), high)',
      'std::max(changed, low)',
    ],
    ['contrast about nothing', '- mean) * factor + mean;', '- mean) * factor;'],
  ),
  ...of(
    'core/kernels/rectifiers.cpp',
    [
      'ReLU has no maximum',
      'slope * (at - threshold)), maximum)',
      'slope * (at - threshold)), at)',
    ],
    [
      'the cut of ReLU is not in its gradient',
      'at >= maximum, splat4(0.0f)',
      'at >= maximum, after',
    ],
    [
      'ELU forgets alpha on the way back',
      'alpha * exponential(at) * after',
      'exponential(at) * after',
    ],
    [
      'PReLU forgets pictures',
      'for (std::size_t n = 0; n < pictures',
      'for (std::size_t n = 1; n < pictures',
    ],
    [
      'PReLU learns from positives too',
      'select4(at > 0.0f, splat4(0.0f), after * at)',
      'after * at',
    ],
    ['PReLU takes its first weights for each chunk', 'x + first, alpha + range.begin);\n  });\n}\n\nvoid prelu_backward', 'x + first, alpha);\n  });\n}\n\nvoid prelu_backward'], // prettier-ignore
  ),
  ...of(
    'core/kernels/noise.cpp',
    ['noise in the second half of sixteen is left over', 'k < 4; ++k)', 'k < 2; ++k)'],
    ['every chunk has the same noise', 'sixteen_normals(random, i)', 'sixteen_normals(random, i - range.begin)'], // prettier-ignore
    ['noise around nothing', 'deviation * draw + 1.0f', 'deviation * draw'],
  ),
  ...of(
    'core/base/normal.cpp',
    ['the two coordinates of a point are one', 'draws[point + 1] = radius * sines', 'draws[point + 1] = radius * cosines'], // prettier-ignore
    [
      'a point turns by its own distance',
      'unit_floats(words[point + 1])',
      'unit_floats(words[point])',
    ],
  ),
  ...of(
    'core/base/f32x4_math.h',
    ['a quarter turn on, the cosine keeps its sign', '((quadrant + 1) & 2) << 30', '(quadrant & 2) << 30'], // prettier-ignore
    ['ELU has its least at -2', 'clamped(x, -80.0f, 0.0f)', 'clamped(x, -2.0f, 0.0f)'], // prettier-ignore
  ),
  ...of(
    'core/kernels/depthwise.cpp',
    ['sums of an input begin at the last output', 'for (std::size_t tap = axis.taps; tap-- > 0;)', 'for (std::size_t tap = 0; tap < axis.taps; ++tap)'], // prettier-ignore
    ['strides are not asked for on the way back', '(padded - back) % axis.stride != 0', 'false'],
    ['rows are as wide as columns', 'step(rows.a_step, a_width)', 'step(rows.a_step, b_width)'],
  ),
  ...of(
    'core/nn/activation.cpp',
    [
      'bias gradient forgotten',
      '  column_sums(pool, rows, columns, dy.data(), dbias.data(), workspace);\n',
      '  (void)workspace;\n',
    ],
    [
      'activation gradient forgotten',
      '  activation_gradient(pool, activation, z, y, dy, dy.data());\n  column_sums',
      '  column_sums',
    ],
    ['a gradient gated twice over', 'pass.gates.dy ? Activation', '!pass.gates.dy ? Activation'],
  ),
  ...of(
    'core/nn/dense.cpp',
    [
      'kernel not transposed for the input gradient',
      '*dx, kAsItIs, kTransposed);',
      '*dx, kAsItIs, kAsItIs);',
    ],
    [
      'activation and bias gradient forgotten',
      '  activation_and_bias_gradient(pass.pool, activation_, pass.kept, y, dy, bias_.gradient,\n                               pass.workspace);\n',
      '',
    ],
  ),
  ...of(
    'core/nn/dropout_layer.cpp',
    [
      'drops at inference',
      'if (pass.training && rate > 0.0f) {\n    dropout(',
      'if (rate > 0.0f) {\n    dropout(',
    ],
    [
      'gradient without the mask',
      'dropout_gradient(pass.pool, dy.size(), rate_, y.data(), dy.data(), dx->data());',
      'std::copy_n(dy.data(), dy.size(), dx->data());',
    ],
  ),
  ...of(
    'core/nn/batch_normalization.cpp',
    [
      'momentum the other way round',
      'keep * moving_mean + (1.0 - keep) * mean_',
      '(1.0 - keep) * moving_mean + keep * mean_',
    ],
    ['batch statistics at inference', 'if (pass.training) {', 'if (true) {'],
    ['gradient of given statistics at training', 'pass.training ? 1.0 /', 'false ? 1.0 /'],
  ),
  ...of(
    'core/kernels/normalization.cpp',
    [
      'gradient as if the mean were constant',
      'dy[i] - share * (dbeta(c) + normalized * dgamma(c))',
      'dy[i] - share * normalized * dgamma(c)',
    ],
    ['the last picture left out', 'n < shape.pictures; ++n', 'n + 1 < shape.pictures; ++n'],
  ),
  ...of(
    'core/kernels/normalization_reference.cpp',
    ['variance about zero', 'xt::square(x - mean)', 'xt::square(x)'],
    ['gradient not centred', 'dy - mean_dy - normalized', 'dy - normalized'],
  ),
  ...of(
    'core/nn/window.cpp',
    ['odd padding before', '(covered - size) / 2', '(covered - size + 1) / 2'],
    ['a window too few', '(size - window) / stride + 1', '(size - window) / stride'],
  ),
  ...of('core/nn/conv2d.cpp', [
    'any convolution writes its gradient over its gate',
    'choose_convolution(shape, exact) == ConvolutionAlgorithm::kWinograd;',
    'choose_convolution(shape, exact) != ConvolutionAlgorithm::kReference;',
  ]),
  ...of(
    'core/nn/plan.cpp',
    ['a gradient over the gradient that it is made of', 'if (in_buffer[i]) turn = 1 - turn;', ''],
    ['a step gates what no ReLU gave', 'layers[i - 1].traits.ends_in_relu;', 'true;'],
    ['the pooling runs a second time', '    i = step.last;\n', ''],
    ['pools what is not 2x2', 'layers[i + 1].traits.is_max_pooling_by_two', 'true'],
  ),
  ...of(
    'core/nn/sequential.cpp',
    ['all layers draw the same', 'step_random.fork(step.layer)', 'step_random'],
    [
      'another mask in the backward pass',
      'pass(memory.plan, *step, pool, true, step_random);',
      'pass(memory.plan, *step, pool, true, step_random.fork(1));',
    ],
  ),
  ...of(
    'core/nn/weight_rules.cpp',
    ['L1 forgotten in the loss', 'return l1 * sizes + l2 * squares;', 'return l2 * squares;'],
    [
      'L1 forgotten in the gradient',
      'g[i] += slope * sign + twice * w[i];',
      'g[i] += twice * w[i];',
    ],
    ['norms along the other axes', '(runs ? along : apart).add', '(runs ? apart : along).add'],
    ['all rules draw the same', 'own.fork(kOfRules + i)', 'own.fork(kOfRules)'],
    ['the rate of a norm ignored', 'constraint.rate * within', 'within'],
  ),
  ...of(
    'core/nn/group_normalization.cpp',
    ['the mean of g left out', 'gamma[c] - g_mean - normalized', 'gamma[c] - normalized'],
    ['of one group only', 'size_t channel = task % groups * group.size', 'size_t channel = 0'],
  ),
  ...of(
    'core/kernels/grouped_convolution.cpp',
    ['the bias of the first group', 'bias + filter, relu', 'bias, relu'],
    ['channels of the first group', 'x + g * group.in.count, workspace', 'x, workspace'],
  ),
  ...of(
    'core/nn/random_crop.cpp',
    ['never at the last place', 'static_cast<double>(room + 1)', 'static_cast<double>(room)'],
    ['the corner in place of the middle', 'Pair at{rows / 2, columns / 2};', 'Pair at{0, 0};'],
  ),
  ...of('core/nn/sequential.cpp', [
    'whole pictures in the places of parts',
    'key.second ? shapes_ : inference_shapes_',
    'shapes_',
  ]),
  ...of('core/model/builder.cpp', [
    'weights of one size where two are wanted',
    'if (layer.parameter_count(later) != layer.parameter_count(input)) return refused;',
    '',
  ]),
  ...of('core/base/math.cpp', [
    'the series of the other quadrants',
    'quadrants[i] % 2 == 0 ? 1.0 : 0.0',
    'quadrants[i] % 2 == 0 ? 0.0 : 1.0',
  ]),
  ...of(
    'core/nn/initializers.cpp',
    [
      'fan out forgotten',
      'static_cast<double>(fan_in + fan_out)',
      'static_cast<double>(2 * fan_in)',
    ],
    ['blocks not at right angles to those before', 'if (begin > 0) {', 'if (begin > 1000000) {'],
  ),
  ...of(
    'core/optim/optimizer.cpp',
    [
      'restored without its counted steps',
      'for (std::uint64_t i = 0; i < steps; ++i) begin_step();',
      '',
    ],
    [
      'moves what is not trainable',
      'if (!parameter->trainable) continue;\n    update_parameter',
      'update_parameter',
    ],
    ['all parameters share their state', '    state += tensors_;\n', ''],
  ),
  ...of(
    'core/optim/adam.cpp',
    ['beta power not advanced', '  beta_2_power_ *= settings_.beta_2;\n', ''],
    [
      'beta powers exchanged',
      'std::sqrt(1.0 - beta_2_power_) / (1.0 - beta_1_power_)',
      'std::sqrt(1.0 - beta_1_power_) / (1.0 - beta_2_power_)',
    ],
  ),
  ...of(
    'core/optim/schedules.cpp',
    ['no stairs', 'return whole ? std::floor(exact) : exact;', 'return exact;'],
    ['cosine of half the way', 'cosine(kPi * done', 'cosine(kPi * 0.5 * done'],
    ['the rise is no part of the fall', 'step - static_cast<std::uint64_t>(warm_up_steps)', 'step'],
  ),
  ...of(
    'core/train/trainer.cpp',
    [
      'mean taken twice',
      'labels_, 1.0f / static_cast<float>(batch),',
      'labels_, 1.0f / static_cast<float>(batch * 2),',
    ],
    ['L2 without its gradient', 'if (l2_ > 0.0) {', 'if (l2_ > 1e9) {'],
    [
      'gradients of NaN taken',
      'if (const std::string* name = first_bad_gradient()) {',
      'if (const std::string* name = nullptr) {',
    ],
  ),
  ...of(
    'core/train/run.cpp',
    [
      'the same order in every epoch',
      'random_.fork(Purpose::kShuffle).fork(position_.epoch)',
      'random_.fork(Purpose::kShuffle)',
    ],
    [
      'a stale mask: the same in every step',
      'random_.fork(Purpose::kDropout).fork(step_)',
      'random_.fork(Purpose::kDropout)',
    ],
    ['the step does not advance', '  ++step_;\n', ''],
  ),
  ...of(
    'core/train/snapshot.cpp',
    ['the checksum left out', 'if (sum != checksum(bytes.subspan(kChecked)))', 'if (false)'],
    [
      'best weights nobody kept',
      'return settings.keep_best && position.best_epoch > 0;',
      'return position.best_epoch > 0;',
    ],
    ['weights that are not there', 'if (snapshot.tensors.size() != wanted)', 'if (false)'],
    ['taken over any data', ' && classes == data.classes) return;', ') return;'],
  ),
  ...of(
    'core/base/problem.cpp',
    ['six digits at most', 'digits <= 17', 'digits <= 6'],
    [
      'a fact read as a place',
      'text += to_text(fact->value);\n      i = end + 1;',
      'text += to_text(fact->value);\n      i = i + 1;',
    ],
  ),
  ...of(
    'core/train/session.cpp',
    ['weights into a run that has begun', 'pictures_trained > 0', 'pictures_trained > 1000000'],
    ['weights of another layer', 'if (given.name != own.name)', 'if (false)'],
    ['weights on their side', 'given.shape != shape || given', 'given'],
    ['weights that are no numbers', 'if (bad != given.data.end())', 'if (false)'],
  ),
  ...of(
    'core/data/dataset.cpp',
    ['labels of no class', 'if (labels[i] < spec_.classes) continue;', 'continue;'],
    ['shards into any data', 'if (spec_ != DataSpec{}) {', 'if (false) {'],
  ),
  ...of(
    'core/data/predictor.cpp',
    ['blue from red', 'planes[2 * kPlane + i] + green', 'planes[kPlane + i] + green'],
    [
      'larger for smaller at an edge',
      'if (corner >= high) return low;',
      'if (corner >= high) return high;',
    ],
  ),
  ...of('core/data/epoch_order.cpp', [
    'never the last place',
    'random.below(static_cast<std::uint32_t>(last), last)',
    'random.below(static_cast<std::uint32_t>(last - 1), last)',
  ]),
  ...of(
    'core/base/thread_pool.cpp',
    ['sleeping workers are not woken', '  wake(shared.job);\n\n  shared.work', '  shared.work'],
    ['a sleeping caller is not woken', '        wake(done);\n', ''],
    ['the last chunk left out', 'chunk_of(seen) < chunks.load', 'chunk_of(seen) + 1 < chunks.load'],
    [
      'the caller does not wait',
      'for (int spin = 0; done != all; ++spin) {',
      'for (int spin = 0; done != all && spin < 2; ++spin) {',
    ],
  ),
  ...of(
    'core/base/random.cpp',
    ['nine rounds', 'constexpr int kRounds = 10;', 'constexpr int kRounds = 9;'],
    [
      'forks and draws collide',
      'constexpr std::uint32_t kFork = 1;',
      'constexpr std::uint32_t kFork = 0;',
    ],
  ),
  ...of(
    'core/base/math.cpp',
    [
      'the exponential a term short',
      'for (int k = 13; k >= 1; --k)',
      'for (int k = 8; k >= 1; --k)',
    ],
    ['logarithm off by a factor of two', 'mantissa *= 0.5;\n    ++exponent;', 'mantissa *= 0.5;'],
  ),
];
