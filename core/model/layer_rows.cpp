#include "core/model/layer_rows.h"

#include <optional>
#include <string>
#include <utility>

#include "core/model/weight_rows.h"
#include "core/nn/activation.h"
#include "core/nn/augmentation_layers.h"
#include "core/nn/batch_normalization.h"
#include "core/nn/conv2d.h"
#include "core/nn/dense.h"
#include "core/nn/depthwise_conv2d.h"
#include "core/nn/dropout_layer.h"
#include "core/nn/elementwise_layers.h"
#include "core/nn/flatten.h"
#include "core/nn/group_normalization.h"
#include "core/nn/layer_normalization.h"
#include "core/nn/leaky_relu.h"
#include "core/nn/noise_layers.h"
#include "core/nn/padding2d.h"
#include "core/nn/pooling2d.h"
#include "core/nn/random_crop.h"
#include "core/nn/reshape.h"

namespace cnnlab {
namespace {

using Names = std::vector<std::string>;
using Made = std::unique_ptr<Layer>;

// Fields ---------------------------------------------------------------------------------------

const Json kActivationAliases = {{"swish", "silu"}, {"hard_swish", "hard_silu"}};

Field padding_field() {
  return choice("padding", {"valid", "same"}, "valid",
                "same pads the edges with zeros so the picture keeps its size; valid does not");
}
Field dilation_field() {
  return pair("dilation_rate", 1, 8, {1, 1}, "how far a filter's cells lie apart").rarely();
}
Field activation_field() {
  return choice("activation", activation_names(), "linear",
                "what is done to each output: relu clips negatives to zero, softmax makes "
                "probabilities")
      .starting_with("relu")
      .usually("relu")
      .also_called(kActivationAliases);
}
std::vector<Field> pooling_fields() {
  Field strides =
      pair("strides", 1, 32, nullptr, "how far the window moves; as far as it is wide if not given")
          .usually({2, 2});
  strides.default_from = "pool_size";
  return {pair("pool_size", 1, 32, {2, 2}, "height and width of the window"), std::move(strides),
          choice("padding", {"valid", "same"}, "valid",
                 "same lets the window reach past the edge, where there is nothing to count; valid "
                 "does not")};
}
// A rate of one would switch everything off.
constexpr double kHighestRate = 0.95;
Field rate_field() {
  return number("rate", 0.0, kHighestRate, nullptr, "the share switched off, 0.25 for 25%")
      .starting_with(0.25);
}
Field factor_field(const char* name, const char* help) {
  return number(name, 0.0, 1.0, nullptr, help);
}

/// The factors, and how a moved picture is read.
std::vector<Field> with_sampling(std::vector<Field> fields) {
  fields.push_back(
      choice("fill_mode", {"constant", "nearest", "reflect", "wrap"}, "reflect",
             "what fills the space that opens: one value, the edge, a mirror image, or "
             "the other side"));
  fields.push_back(choice("interpolation", {"nearest", "bilinear"}, "bilinear",
                          "a point between pixels takes the nearest one, or blends four"));
  fields.push_back(
      number("fill_value", 0.0, 1.0, 0.0, "the value of fill mode constant: 0 is black"));
  return fields;
}

// What checked fields say ----------------------------------------------------------------------

std::size_t count_of(const Json& fields, const char* name) {
  return fields[name].get<std::size_t>();
}
Pair pair_of(const Json& fields, const char* name) {
  return {fields[name][0].get<std::size_t>(), fields[name][1].get<std::size_t>()};
}
std::string text_of(const Json& fields, const char* name) {
  return fields[name].get<std::string>();
}

Pooling2DSettings pooling_of(const Json& fields) {
  return {pair_of(fields, "pool_size"), pair_of(fields, "strides"),
          parse_padding(text_of(fields, "padding"))};
}

Sampling sampling_of(const Json& fields) {
  Sampling sampling;
  const std::string fill_mode = text_of(fields, "fill_mode");
  if (fill_mode == "constant") sampling.fill_mode = FillMode::kConstant;
  if (fill_mode == "nearest") sampling.fill_mode = FillMode::kNearest;
  if (fill_mode == "wrap") sampling.fill_mode = FillMode::kWrap;
  if (text_of(fields, "interpolation") == "nearest")
    sampling.interpolation = Interpolation::kNearest;
  sampling.fill_value = fields["fill_value"].get<float>();
  return sampling;
}

FlipMode flip_mode_of(const Json& fields) {
  const std::string mode = text_of(fields, "mode");
  if (mode == "horizontal") return FlipMode::kHorizontal;
  return mode == "vertical" ? FlipMode::kVertical : FlipMode::kHorizontalAndVertical;
}

// Keras's arguments (Keras 3's signatures) -----------------------------------------------------

const Names kPoolingArguments = {"pool_size", "strides", "padding", "data_format", "name"};
const Names kGlobalArguments = {"data_format", "keepdims"};

/// The arguments of a layer with weights stand before these.
Names with_regularizers(Names arguments) {
  for (const char* name :
       {"use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer",
        "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint"})
    arguments.emplace_back(name);
  return arguments;
}

Names with_sampling_arguments(Names arguments) {
  for (const char* name : {"fill_mode", "interpolation", "seed", "fill_value", "data_format"})
    arguments.emplace_back(name);
  return arguments;
}

/// Of layers with a kernel and a bias.
Json fixed_weights() { return {{"activity_regularizer", Json::array({nullptr})}}; }

Field use_bias_field() {
  return truth("use_bias", true, "adds a number that is learned to each output").rarely();
}

constexpr NamedWeight kKernelOfConv = {"kernel", "kernel", 4, "glorot_uniform"};
constexpr NamedWeight kKernelOfDense = {"kernel", "kernel", 2, "glorot_uniform"};
constexpr NamedWeight kBias = {"bias", "bias", 1, "zeros"};
constexpr NamedWeight kGamma = {"gamma", "gamma", 1, "ones"};
constexpr NamedWeight kBeta = {"beta", "beta", 1, "zeros"};

/// A layer's own fields, and what can be said of its weights.
std::vector<Field> and_weights(std::vector<Field> fields, const std::vector<NamedWeight>& weights) {
  for (const NamedWeight& weight : weights) {
    if (weight.weight == std::string("bias")) fields.push_back(use_bias_field());
  }
  for (Field& field : weight_fields(weights)) fields.push_back(std::move(field));
  return fields;
}

bool has_bias(const Json& fields) { return fields["use_bias"].get<bool>(); }

Json with(Json fixed, const Json& more) {
  fixed.update(more);
  return fixed;
}

/// One value of an argument that is written as None.
Json only_none() { return Json::array({nullptr}); }

// Other formats --------------------------------------------------------------------------------

Json onnx(const char* name) { return {{"operator", name}, {"attributes", Json::object()}}; }

/// A layer of the same name in TensorFlow.js, with what its configuration says beside the fields.
Json tfjs(const Json& config = Json::object()) {
  return {{"config", config}, {"fields", Json::object()}};
}
const Json kChannelsLast = {{"data_format", "channels_last"}};

// The rows -------------------------------------------------------------------------------------

CatalogEntry conv2d() {
  return {.kind = "conv2d",
          .keras = "Conv2D",
          .family = "convolution",
          .help = "Slides small learned filters over the picture; each gives one channel.",
          .fields = and_weights(
              {integer("filters", 1, 512, nullptr, "how many filters, so how many channels out")
                   .starting_with(32),
               pair("kernel_size", 1, 15, nullptr, "height and width of a filter")
                   .starting_with({3, 3})
                   .usually({3, 3}),
               pair("strides", 1, 8, {1, 1}, "how far the filter moves at each step"),
               padding_field().starting_with("same").usually("same"), activation_field(),
               dilation_field(),
               integer("groups", 1, 512, 1,
                       "into how many groups the channels fall, each with filters of its own")
                   .rarely()},
              {kKernelOfConv, kBias}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<Conv2D>(Conv2DSettings{
                count_of(fields, "filters"), pair_of(fields, "kernel_size"),
                pair_of(fields, "strides"), parse_padding(text_of(fields, "padding")),
                parse_activation(text_of(fields, "activation")), has_bias(fields),
                pair_of(fields, "dilation_rate"), count_of(fields, "groups")});
          },
          .arguments = with_regularizers({"filters", "kernel_size", "strides", "padding",
                                          "data_format", "dilation_rate", "groups", "activation"}),
          .fixed = fixed_weights(),
          .weights = {"kernel", "bias"},
          .onnx = onnx("Conv"),
          .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry max_pooling2d() {
  return {
      .kind = "max_pooling2d",
      .keras = "MaxPooling2D",
      .family = "pooling",
      .help = "Keeps the largest number of each window: a smaller picture, the strongest answers.",
      .fields = pooling_fields(),
      .make = [](const Json& fields) -> Made {
        return std::make_unique<MaxPooling2D>(pooling_of(fields));
      },
      .arguments = kPoolingArguments,
      .onnx = onnx("MaxPool"),
      .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry average_pooling2d() {
  return {.kind = "average_pooling2d",
          .keras = "AveragePooling2D",
          .family = "pooling",
          .help = "Keeps the mean of each window.",
          .fields = pooling_fields(),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<AveragePooling2D>(pooling_of(fields));
          },
          .arguments = kPoolingArguments,
          .onnx = onnx("AveragePool"),
          .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry global_average_pooling2d() {
  return {.kind = "global_average_pooling2d",
          .keras = "GlobalAveragePooling2D",
          .family = "global_pooling",
          .help = "The mean of each whole channel: pictures become a flat list.",
          .fields = {},
          .make = [](const Json&) -> Made { return std::make_unique<GlobalAveragePooling2D>(); },
          .arguments = kGlobalArguments,
          .fixed = {{"keepdims", {false}}},
          .onnx = onnx("GlobalAveragePool"),
          .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry global_max_pooling2d() {
  return {.kind = "global_max_pooling2d",
          .keras = "GlobalMaxPooling2D",
          .family = "global_pooling",
          .help = "The maximum of each whole channel: pictures become a flat list.",
          .fields = {},
          .make = [](const Json&) -> Made { return std::make_unique<GlobalMaxPooling2D>(); },
          .arguments = kGlobalArguments,
          .fixed = {{"keepdims", {false}}},
          .onnx = onnx("GlobalMaxPool"),
          .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry dropout() {
  return {.kind = "dropout",
          .keras = "Dropout",
          .family = "dropout",
          .help = "Switches off a random share of the numbers in each training step.",
          .fields = {rate_field()},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<Dropout>(fields["rate"].get<float>());
          },
          .arguments = {"rate", "noise_shape", "seed"},
          .fixed = {{"noise_shape", only_none()}},
          .tfjs = tfjs()};
}

// TensorFlow.js has no such layer, and at inference it does nothing.
CatalogEntry spatial_dropout2d() {
  return {.kind = "spatial_dropout2d",
          .keras = "SpatialDropout2D",
          .family = "dropout",
          .help = "Dropout of whole channels at a time.",
          .fields = {rate_field()},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<SpatialDropout2D>(fields["rate"].get<float>());
          },
          .arguments = {"rate", "data_format", "seed", "name", "dtype"}};
}

CatalogEntry batch_normalization() {
  return {
      .kind = "batch_normalization",
      .keras = "BatchNormalization",
      .family = "normalization",
      .help = "Shifts and scales each channel to mean 0 and deviation 1 over the batch.",
      .fields = and_weights(
          {number("momentum", 0.0, 1.0, 0.99, "how slowly the averages for inference follow"),
           number("epsilon", 1e-7, 1.0, 1e-3, "added to the variance before its root")},
          {kBeta, kGamma}),
      .make = [](const Json& fields) -> Made {
        return std::make_unique<BatchNormalization>(fields["momentum"].get<float>(),
                                                    fields["epsilon"].get<float>());
      },
      .arguments = {"axis", "momentum", "epsilon", "center", "scale", "beta_initializer",
                    "gamma_initializer", "moving_mean_initializer", "moving_variance_initializer",
                    "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
                    "renorm", "renorm_clipping", "renorm_momentum", "synchronized"},
      .fixed = {{"axis", {-1, 3}},
                {"center", {true}},
                {"scale", {true}},
                {"moving_mean_initializer", {"zeros", "zero"}},
                {"moving_variance_initializer", {"ones", "one"}},
                {"renorm", {false}},
                {"renorm_clipping", only_none()},
                {"renorm_momentum", nullptr},  // without renorm any value is as good
                {"synchronized", {false}}},
      .weights = {"gamma", "beta", "moving_mean", "moving_variance"},
      .onnx = {{"operator", "BatchNormalization"}, {"attributes", {{"epsilon", "epsilon"}}}},
      .tfjs = tfjs({{"axis", -1}})};
}

CatalogEntry activation() {
  return {
      .kind = "activation",
      .keras = "Activation",
      .family = "activation",
      .help = "An activation as a layer of its own.",
      .fields = {choice("activation", activation_names(), nullptr, "which one")
                     .starting_with("relu")
                     .also_called(kActivationAliases)},
      .make = [](const Json& fields) -> Made {
        return std::make_unique<ActivationLayer>(parse_activation(text_of(fields, "activation")));
      },
      .arguments = {"activation"},
      .onnx = onnx("Activation"),
      .tfjs = tfjs()};
}

CatalogEntry leaky_relu() {
  return {.kind = "leaky_relu",
          .keras = "LeakyReLU",
          .family = "activation",
          .help = "Keeps positive numbers; multiplies negative ones by a small slope.",
          .fields = {number("negative_slope", 0.0, 10.0, 0.3,
                            "what negative numbers are multiplied by")},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<LeakyReLU>(fields["negative_slope"].get<float>());
          },
          .arguments = {"negative_slope"},
          // Neither has Keras's default: both are told the slope.
          .onnx = {{"operator", "LeakyRelu"}, {"attributes", {{"alpha", "negative_slope"}}}},
          .tfjs = {{"config", Json::object()}, {"fields", {{"negative_slope", "alpha"}}}}};
}

CatalogEntry re_lu() {
  Field maximum = number("max_value", 0.0, 1000.0, nullptr,
                         "what larger numbers become; they stay as they are if not given");
  maximum.optional = true;
  return {.kind = "re_lu",
          .keras = "ReLU",
          .family = "activation",
          .help = "Keeps positive numbers up to a limit; what is below the threshold gets a slope.",
          .fields = {std::move(maximum),
                     number("negative_slope", 0.0, 10.0, 0.0,
                            "what numbers below the threshold are multiplied by"),
                     number("threshold", 0.0, 1000.0, 0.0, "where the slope ends")},
          .make = [](const Json& fields) -> Made {
            ReLUSettings settings;
            if (fields.contains("max_value")) settings.max_value = fields["max_value"].get<float>();
            settings.negative_slope = fields["negative_slope"].get<float>();
            settings.threshold = fields["threshold"].get<float>();
            return std::make_unique<ReLU>(settings);
          },
          .arguments = {"max_value", "negative_slope", "threshold"},
          .onnx = onnx("ReLU"),
          .tfjs = tfjs()};
}

CatalogEntry elu() {
  return {.kind = "elu",
          .keras = "ELU",
          .family = "activation",
          .help = "Keeps positive numbers; bends negative ones towards a floor.",
          .fields = {number("alpha", 0.0, 10.0, 1.0, "how far below zero the floor lies")},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<ELU>(fields["alpha"].get<float>());
          },
          .arguments = {"alpha"},
          .onnx = {{"operator", "Elu"}, {"attributes", {{"alpha", "alpha"}}}},
          .tfjs = tfjs()};
}

CatalogEntry p_re_lu() {
  return {
      .kind = "p_re_lu",
      .keras = "PReLU",
      .family = "activation",
      .help = "Keeps positive numbers; each negative one gets a slope that is learned.",
      .fields = weight_fields({{"alpha", "alpha", 1, "zeros"}}),
      .make = [](const Json&) -> Made { return std::make_unique<PReLU>(); },
      .arguments = {"alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes"},
      .fixed = {{"shared_axes", only_none()}},
      .weights = {"alpha"},
      .onnx = onnx("PRelu"),
      .tfjs = tfjs()};
}

// A smaller one is meant for pixels from 0 to 255, which this lab has not.
constexpr double kLeastScale = 0.02;

CatalogEntry rescaling() {
  return {
      .kind = "rescaling",
      .keras = "Rescaling",
      .family = "normalization",
      .help = "Multiplies every number by the same, and adds the same.",
      .fields = {number("scale", kLeastScale, 1000.0, nullptr, "what every number is multiplied by")
                     .starting_with(2.0),
                 number("offset", -1000.0, 1000.0, 0.0, "what is added then")},
      .make = [](const Json& fields) -> Made {
        return std::make_unique<Rescaling>(fields["scale"].get<float>(),
                                           fields["offset"].get<float>());
      },
      .arguments = {"scale", "offset"},
      .onnx = onnx("Rescaling"),
      .tfjs = tfjs()};
}

CatalogEntry layer_normalization() {
  return {
      .kind = "layer_normalization",
      .keras = "LayerNormalization",
      .family = "normalization",
      .help = "Shifts and scales the channels of each place to mean 0 and deviation 1.",
      .fields =
          and_weights({number("epsilon", 1e-7, 1.0, 1e-3, "added to the variance before its root")},
                      {kBeta, kGamma}),
      .make = [](const Json& fields) -> Made {
        return std::make_unique<LayerNormalization>(fields["epsilon"].get<float>());
      },
      .arguments = {"axis", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                    "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"},
      .fixed = {{"axis", {-1}}, {"center", {true}}, {"scale", {true}}},
      .weights = {"gamma", "beta"},
      .onnx = onnx("LayerNormalization"),
      .tfjs = tfjs({{"axis", -1}})};
}

CatalogEntry group_normalization() {
  return {.kind = "group_normalization",
          .keras = "GroupNormalization",
          .family = "normalization",
          .help = "Shifts and scales groups of channels of each picture to mean 0 and deviation 1.",
          .fields = and_weights(
              {integer("groups", -1, 512, 32, "how many groups of channels; -1 is one to each")
                   .starting_with(8),
               number("epsilon", 1e-7, 1.0, 1e-3, "added to the variance before its root")},
              {kBeta, kGamma}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<GroupNormalization>(fields["groups"].get<int>(),
                                                        fields["epsilon"].get<float>());
          },
          .arguments = {"groups", "axis", "epsilon", "center", "scale", "beta_initializer",
                        "gamma_initializer", "beta_regularizer", "gamma_regularizer",
                        "beta_constraint", "gamma_constraint"},
          .fixed = {{"axis", {-1}}, {"center", {true}}, {"scale", {true}}},
          .weights = {"gamma", "beta"},
          .onnx = onnx("GroupNormalization")};
}

constexpr std::size_t kMostChannels = 512;

CatalogEntry normalization() {
  return {.kind = "normalization",
          .keras = "Normalization",
          .family = "normalization",
          .help = "Takes a given mean off each channel, and divides by a given deviation.",
          .fields = {numbers("mean", -1000.0, 1000.0, nullptr,
                             "the mean, one for all channels or one for each", 1, kMostChannels)
                         .starting_with({0.5}),
                     numbers("variance", 0.0, 1e6, nullptr, "the square of the deviation, likewise",
                             1, kMostChannels)
                         .starting_with({0.0625})},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<GivenNormalization>(
                fields["mean"].get<std::vector<float>>(),
                fields["variance"].get<std::vector<float>>());
          },
          .arguments = {"axis", "mean", "variance", "invert"},
          .fixed = {{"axis", {-1, 3}}, {"invert", {false}}},
          .onnx = onnx("Normalization")};
}

CatalogEntry reshape() {
  return {
      .kind = "reshape",
      .keras = "Reshape",
      .family = "reshape",
      .help = "Lays the same numbers out in another shape.",
      .fields = {whole_numbers("target_shape", -1, 1 << 20, nullptr,
                               "the shape; -1 is as long as it has to be", 1, 3)
                     .starting_with({-1})},
      .make = [](const Json& fields) -> Made {
        return std::make_unique<Reshape>(fields["target_shape"].get<std::vector<std::int64_t>>());
      },
      .arguments = {"target_shape"},
      .onnx = onnx("Reshape"),
      .tfjs = tfjs()};
}

CatalogEntry gaussian_noise() {
  return {.kind = "gaussian_noise",
          .keras = "GaussianNoise",
          .family = "noise",
          .help = "Adds random noise to the numbers in each training step.",
          .fields = {number("stddev", 0.0, 10.0, nullptr, "the noise's standard deviation")
                         .starting_with(0.1)},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<GaussianNoise>(fields["stddev"].get<float>());
          },
          .arguments = {"stddev", "seed"},
          .tfjs = tfjs()};
}

CatalogEntry gaussian_dropout() {
  return {.kind = "gaussian_dropout",
          .keras = "GaussianDropout",
          .family = "noise",
          .help = "Multiplies the numbers by random noise in each training step.",
          .fields = {number("rate", 0.0, kHighestRate, nullptr,
                            "as much noise as Dropout of this rate makes")
                         .starting_with(0.25)},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<GaussianDropout>(fields["rate"].get<float>());
          },
          .arguments = {"rate", "seed"},
          .tfjs = tfjs()};
}

CatalogEntry zero_padding2d() {
  return {.kind = "zero_padding2d",
          .keras = "ZeroPadding2D",
          .family = "reshape",
          .help = "Puts a frame of zeros around the picture.",
          .fields = {pair("padding", 0, 32, {1, 1},
                          "rows above and below, and columns left and right")},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<ZeroPadding2D>(pair_of(fields, "padding"));
          },
          .arguments = {"padding", "data_format"},
          .onnx = onnx("Pad"),
          .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry cropping2d() {
  return {
      .kind = "cropping2d",
      .keras = "Cropping2D",
      .family = "reshape",
      .help = "Cuts a frame off the picture.",
      .fields = {pair("cropping", 0, 32, {0, 0}, "rows above and below, and columns left and right")
                     .starting_with({1, 1})},
      .make = [](const Json& fields) -> Made {
        return std::make_unique<Cropping2D>(pair_of(fields, "cropping"));
      },
      .arguments = {"cropping", "data_format"},
      .onnx = onnx("Slice"),
      .tfjs = tfjs(kChannelsLast)};
}

DepthwiseSettings depthwise_of(const Json& fields) {
  return {pair_of(fields, "kernel_size"),
          pair_of(fields, "strides"),
          parse_padding(text_of(fields, "padding")),
          count_of(fields, "depth_multiplier"),
          pair_of(fields, "dilation_rate"),
          parse_activation(text_of(fields, "activation")),
          has_bias(fields)};
}

std::vector<Field> depthwise_fields() {
  return {pair("kernel_size", 1, 15, nullptr, "height and width of a filter")
              .starting_with({3, 3})
              .usually({3, 3}),
          pair("strides", 1, 8, {1, 1}, "how far the filter moves at each step"),
          padding_field().starting_with("same").usually("same"),
          integer("depth_multiplier", 1, 16, 1, "how many filters each channel has"),
          activation_field(),
          dilation_field()};
}

CatalogEntry depthwise_conv2d() {
  return {.kind = "depthwise_conv2d",
          .keras = "DepthwiseConv2D",
          .family = "convolution",
          .help = "Slides filters over each channel by itself: cheap, but channels do not mix.",
          .fields = and_weights(depthwise_fields(),
                                {{"depthwise", "kernel", 4, "glorot_uniform"}, kBias}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<DepthwiseConv2D>(depthwise_of(fields));
          },
          .arguments = {"kernel_size", "strides", "padding", "depth_multiplier", "data_format",
                        "dilation_rate", "activation", "use_bias", "depthwise_initializer",
                        "bias_initializer", "depthwise_regularizer", "bias_regularizer",
                        "activity_regularizer", "depthwise_constraint", "bias_constraint"},
          .fixed = fixed_weights(),
          .weights = {"kernel", "bias"},
          .onnx = onnx("DepthwiseConv"),
          .tfjs = {{"config", kChannelsLast}, {"fields", {{"kernel", "depthwise_kernel"}}}}};
}

CatalogEntry separable_conv2d() {
  std::vector<Field> fields = {
      integer("filters", 1, 512, nullptr, "how many filters, so how many channels out")
          .starting_with(32)};
  for (Field& field : depthwise_fields()) fields.push_back(std::move(field));
  return {
      .kind = "separable_conv2d",
      .keras = "SeparableConv2D",
      .family = "convolution",
      .help = "Filters each channel by itself, then mixes the channels: a cheaper Conv2D.",
      .fields =
          and_weights(std::move(fields), {{"depthwise", "depthwise_kernel", 4, "glorot_uniform"},
                                          {"pointwise", "pointwise_kernel", 4, "glorot_uniform"},
                                          kBias}),
      .make = [](const Json& fields) -> Made {
        return std::make_unique<SeparableConv2D>(count_of(fields, "filters"), depthwise_of(fields));
      },
      .arguments = {"filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate",
                    "depth_multiplier", "activation", "use_bias", "depthwise_initializer",
                    "pointwise_initializer", "bias_initializer", "depthwise_regularizer",
                    "pointwise_regularizer", "bias_regularizer", "activity_regularizer",
                    "depthwise_constraint", "pointwise_constraint", "bias_constraint"},
      .fixed = fixed_weights(),
      .weights = {"depthwise_kernel", "pointwise_kernel", "bias"},
      .onnx = onnx("SeparableConv"),
      .tfjs = tfjs(kChannelsLast)};
}

CatalogEntry flatten() {
  return {.kind = "flatten",
          .keras = "Flatten",
          .family = "reshape",
          .help = "Lays a picture's numbers out as one flat list.",
          .fields = {},
          .make = [](const Json&) -> Made { return std::make_unique<Flatten>(); },
          .arguments = {"data_format"},
          .onnx = onnx("Flatten"),
          .tfjs = tfjs()};
}

CatalogEntry dense() {
  Names arguments = with_regularizers({"units", "activation"});
  for (const char* name : {"lora_rank", "lora_alpha", "quantization_config"})
    arguments.emplace_back(name);
  return {.kind = "dense",
          .keras = "Dense",
          .family = "dense",
          .help = "Every output is a weighted sum of every input.",
          .fields =
              and_weights({integer("units", 1, 4096, nullptr, "how many outputs").starting_with(64),
                           activation_field()},
                          {kKernelOfDense, kBias}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<Dense>(count_of(fields, "units"),
                                           parse_activation(text_of(fields, "activation")),
                                           has_bias(fields));
          },
          .arguments = std::move(arguments),
          .fixed = with(fixed_weights(), {{"lora_rank", only_none()},
                                          {"lora_alpha", only_none()},
                                          {"quantization_config", only_none()}}),
          .weights = {"kernel", "bias"},
          .onnx = onnx("Gemm"),
          .tfjs = tfjs()};
}

CatalogEntry random_flip() {
  return {
      .kind = "random_flip",
      .keras = "RandomFlip",
      .family = "augmentation",
      .help = "Mirrors half of the training pictures, by chance.",
      .fields = {choice("mode", {"horizontal", "vertical", "horizontal_and_vertical"},
                        "horizontal_and_vertical", "left to right, top to bottom, or both at once")
                     .starting_with("horizontal")},
      .make = [](const Json& fields) -> Made {
        return std::make_unique<RandomFlip>(flip_mode_of(fields));
      },
      .arguments = {"mode", "seed", "data_format"}};
}

CatalogEntry random_translation() {
  return {.kind = "random_translation",
          .keras = "RandomTranslation",
          .family = "augmentation",
          .help = "Shifts each training picture by a random distance.",
          .fields = with_sampling(
              {factor_field("height_factor",
                            "how far up or down at most, 0.1 for a tenth of the height")
                   .starting_with(0.1),
               factor_field("width_factor",
                            "how far left or right at most, 0.1 for a tenth of the width")
                   .starting_with(0.1)}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<RandomTranslation>(fields["height_factor"].get<double>(),
                                                       fields["width_factor"].get<double>(),
                                                       sampling_of(fields));
          },
          .arguments = with_sampling_arguments({"height_factor", "width_factor"})};
}

CatalogEntry random_rotation() {
  return {.kind = "random_rotation",
          .keras = "RandomRotation",
          .family = "augmentation",
          .help = "Turns each training picture by a random angle.",
          .fields = with_sampling(
              {factor_field("factor", "how far either way at most, 0.1 for a tenth of a full turn")
                   .starting_with(0.05)}),
          .make = [](const Json& fields) -> Made {
            return std::make_unique<RandomRotation>(fields["factor"].get<double>(),
                                                    sampling_of(fields));
          },
          .arguments = with_sampling_arguments({"factor"})};
}

CatalogEntry random_zoom() {
  Field width =
      factor_field("width_factor", "the same for the width; as much as the height if not given");
  width.optional = true;
  return {.kind = "random_zoom",
          .keras = "RandomZoom",
          .family = "augmentation",
          .help = "Zooms into or out of each training picture by a random amount.",
          .fields = with_sampling(
              {factor_field("height_factor",
                            "how much at most, 0.1 for a tenth more or less of the height")
                   .starting_with(0.1),
               std::move(width)}),
          .make = [](const Json& fields) -> Made {
            std::optional<double> width_factor;
            if (fields.contains("width_factor"))
              width_factor = fields["width_factor"].get<double>();
            return std::make_unique<RandomZoom>(fields["height_factor"].get<double>(), width_factor,
                                                sampling_of(fields));
          },
          .arguments = with_sampling_arguments({"height_factor", "width_factor"})};
}

FactorPair factors_of(const Json& fields) {
  return {fields["factor"][0].get<double>(), fields["factor"][1].get<double>()};
}

CatalogEntry random_contrast() {
  Field factor = numbers("factor", -1.0, 1.0, nullptr,
                         "how much paler and how much stronger at most, 0.2 for a fifth", 2, 2)
                     .starting_with({0.2, 0.2});
  factor.doubles = true;
  return {.kind = "random_contrast",
          .keras = "RandomContrast",
          .family = "augmentation",
          .help = "Makes each training picture paler or stronger by a random amount.",
          .fields = {std::move(factor)},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<RandomContrast>(factors_of(fields));
          },
          .arguments = {"factor", "value_range", "seed"},
          .keras_arguments = {{"value_range", {0, 1}}}};
}

CatalogEntry random_brightness() {
  return {.kind = "random_brightness",
          .keras = "RandomBrightness",
          .family = "augmentation",
          .help = "Makes each training picture darker or lighter by a random amount.",
          .fields = {numbers("factor", -1.0, 1.0, nullptr,
                             "the least and the most that is added: black is 0, white is 1", 2, 2)
                         .starting_with({-0.2, 0.2})},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<RandomBrightness>(factors_of(fields));
          },
          .arguments = {"factor", "value_range", "seed"},
          .keras_arguments = {{"value_range", {0, 1}}}};
}

CatalogEntry random_crop() {
  return {.kind = "random_crop",
          .keras = "RandomCrop",
          .family = "augmentation",
          .help = "Trains on a part of each picture, at a random place, the same for a batch.",
          .fields =
              {integer("height", 1, 64, nullptr, "how many rows the part has").starting_with(28),
               integer("width", 1, 64, nullptr, "how many columns the part has").starting_with(28)},
          .make = [](const Json& fields) -> Made {
            return std::make_unique<RandomCrop>(
                Pair{count_of(fields, "height"), count_of(fields, "width")});
          },
          .arguments = {"height", "width", "seed", "data_format", "name"}};
}

}  // namespace

std::vector<CatalogEntry> layer_rows() {
  return {conv2d(),
          max_pooling2d(),
          average_pooling2d(),
          global_average_pooling2d(),
          global_max_pooling2d(),
          dropout(),
          spatial_dropout2d(),
          batch_normalization(),
          activation(),
          leaky_relu(),
          flatten(),
          dense(),
          depthwise_conv2d(),
          separable_conv2d(),
          layer_normalization(),
          group_normalization(),
          normalization(),
          reshape(),
          rescaling(),
          gaussian_noise(),
          gaussian_dropout(),
          re_lu(),
          elu(),
          p_re_lu(),
          zero_padding2d(),
          cropping2d(),
          random_flip(),
          random_translation(),
          random_rotation(),
          random_zoom(),
          random_contrast(),
          random_brightness(),
          random_crop()};
}

}  // namespace cnnlab
