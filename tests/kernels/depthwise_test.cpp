#include "core/kernels/depthwise.h"

#include "tests/kernels/convolution_cases.h"

namespace cnnlab {
namespace {

/// Everywhere where a vector, eight of them and a picture's edge may end; strides and dilations
/// that do not divide each other.
std::vector<ConvolutionShape> shapes() {
  std::vector<ConvolutionShape> all;
  for (const std::size_t channels : {1, 3, 4, 7, 32, 45}) {
    for (const std::size_t stride : {1, 2, 3}) {
      for (const std::size_t dilation : {1, 2, 3}) {
        for (const std::size_t pad : {0, 1, 4}) {
          ConvolutionShape s{2,      9,          11,  channels, 3, 2, channels,
                             stride, 4 - stride, pad, pad / 2,  0, 0};
          s.dilation_height = dilation;
          s.dilation_width = 4 - dilation;
          // As many outputs as there are with this padding on both sides.
          s.output_height =
              (s.height + 2 * s.pad_top - 2 * s.dilation_height - 1) / s.stride_height + 1;
          s.output_width = (s.width + 2 * s.pad_left - s.dilation_width - 1) / s.stride_width + 1;
          all.push_back(s);
        }
      }
    }
  }
  return all;
}

TEST(Depthwise, HasTheBitsOfItsPlainTwin) {
  ThreadPool pool(2);
  for (const ConvolutionShape& s : shapes()) {
    SCOPED_TRACE(std::to_string(s.channels) + " channels, stride " +
                 std::to_string(s.stride_height) + ", dilation " +
                 std::to_string(s.dilation_height) + ", pad " + std::to_string(s.pad_top));
    const std::size_t taps = s.kernel_height * s.kernel_width * s.channels;
    const std::vector<float> x = random_values(s.input_size(), 1), w = random_values(taps, 2),
                             dy = random_values(s.output_size(), 3);
    GuardedBuffer y(s.output_size()), plain_y(s.output_size());
    depthwise_forward(pool, s, x.data(), w.data(), y.data());
    depthwise_forward_reference(pool, s, x.data(), w.data(), plain_y.data());
    EXPECT_TRUE(same_bits(y, plain_y) && y.guards_intact());
    GuardedBuffer dx(s.input_size()), plain_dx(s.input_size());
    depthwise_input_gradient(pool, s, dy.data(), w.data(), dx.data());
    depthwise_input_gradient_reference(pool, s, dy.data(), w.data(), plain_dx.data());
    EXPECT_TRUE(same_bits(dx, plain_dx) && dx.guards_intact());
    GuardedBuffer dw(taps), plain_dw(taps), workspace(depthwise_workspace(s));
    depthwise_filter_gradient(pool, s, x.data(), dy.data(), dw.data(), workspace.data());
    depthwise_filter_gradient_reference(pool, s, x.data(), dy.data(), plain_dw.data(),
                                        workspace.data());
    EXPECT_TRUE(same_bits(dw, plain_dw) && dw.guards_intact() && workspace.guards_intact());
  }
}

}  // namespace
}  // namespace cnnlab
