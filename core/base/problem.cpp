#include "core/base/problem.h"

#include <cmath>
#include <cstdlib>
#include <iomanip>
#include <sstream>
#include <string_view>

namespace cnnlab {
namespace {

#define NOT_FINITE                                                                               \
  "holds a NaN, an infinity or a number too large to go on with; the learning rate is probably " \
  "too high: lower it and train again. The weights of the batch before are kept"
#define ENDING "Dense with {classes} units and softmax, one probability for each class"
#define PACK_AGAIN "; run ./lab data --force"

constexpr ProblemRow kRows[] = {
    {Problem::kNotAModel, "not_a_model", "a model is an object with name and layers"},
    {Problem::kNameNotText, "name_not_text", "the name has to be text"},
    {Problem::kLayersMissing, "layers_missing",
     "layers are missing; they are a list of {\"kind\": …} objects"},
    {Problem::kTooManyLayers, "too_many_layers",
     "there are {count} layers, at most {most} are allowed; remove some"},
    {Problem::kNotALayer, "not_a_layer",
     "a layer is an object with a kind, such as {\"kind\": \"flatten\"}"},
    {Problem::kUnknownLayer, "unknown_layer",
     "there is no layer of kind '{kind}'; there are {kinds}"},
    {Problem::kUnknownField, "unknown_field", "{layer} has no field '{field}'; it has {fields}"},
    {Problem::kHasNoFields, "has_no_fields", "{layer} has no field '{field}'; it has none"},
    {Problem::kUnknownPadding, "unknown_padding",
     "there is no padding '{given}' here; use same or valid"},
    {Problem::kUnknownActivation, "unknown_activation",
     "there is no activation '{given}' here; use linear, relu or softmax"},
    {Problem::kFieldMissing, "field_missing", "{field} is missing; {help}"},
    {Problem::kNeedsFlat, "needs_flat",
     "{layer} needs a flat list of numbers, but the layer above gives pictures of {input}; put a "
     "Flatten layer before it"},
    {Problem::kNeedsPictures, "needs_pictures",
     "{layer} needs pictures (height × width × channels), but the layer above gives a flat list of "
     "{input} numbers; move it above Flatten"},
    {Problem::kWindowTooLarge, "window_too_large",
     "the {part} of {window} is larger than its input of {input}; lower it to {most} or less, or "
     "remove an earlier pooling layer"},
    {Problem::kWindowNeverFits, "window_never_fits",
     "the {part} of {window} is larger than its input of {input}; remove this layer, or remove an "
     "earlier pooling layer"},
    {Problem::kMisplacedAugmentation, "misplaced_augmentation",
     "{layer} is layer {place}, but changes pictures and has to stand before every layer that "
     "computes with them; move it up to place {wanted}"},
    {Problem::kNoLayers, "no_layers",
     "the model has no layers yet; choose a preset, or add layers and end with " ENDING},
    {Problem::kUnitsNotClasses, "units_not_classes",
     "the last layer gives {output} numbers, but there are {classes} classes; set its units to "
     "{classes}"},
    {Problem::kSoftmaxNotClasses, "softmax_not_classes",
     "the softmax sees {output} numbers, but there are {classes} classes; end with " ENDING},
    {Problem::kAfterSoftmax, "after_softmax",
     "nothing may follow the softmax, but layer {place} is {layer}; remove it or move it up"},
    {Problem::kNoSoftmax, "no_softmax",
     "the last layer has no softmax, so its outputs are not probabilities; set its activation to "
     "softmax"},
    {Problem::kWrongEnding, "wrong_ending",
     "the model ends in {layer} with output {output}, but has to end in " ENDING},
    {Problem::kDilatedStrides, "dilated_strides",
     "strides of {strides} and a dilation of {dilation} do not go together, as in Keras; set one "
     "of "
     "them to 1"},
    {Problem::kGroupsDoNotDivide, "groups_do_not_divide",
     "{groups} groups have to divide the {channels} channels that come in and the {filters} "
     "filters; set groups to 1, or to a number that divides both"},
    {Problem::kGroupsNotOfChannels, "groups_not_of_channels",
     "{groups} groups have to divide the {channels} channels that come in; set groups to a number "
     "that does, or to -1 for one group to each channel"},
    {Problem::kWrongTargetShape, "wrong_target_shape",
     "a shape of {target} does not hold the {count} numbers of {input}; give one that does, or -1 "
     "for one of its axes"},
    {Problem::kChannelsDiffer, "channels_differ",
     "{field} has {given} numbers, but {channels} channels come in; give one number, or one for "
     "each channel"},
    {Problem::kCropsInTrainingOnly, "crops_in_training_only",
     "the random crop above works in training only, as in Keras: there this layer's input is "
     "{input}, afterwards {later}, and it cannot take both; put GlobalAveragePooling2D in the "
     "place of Flatten, or crop with Cropping2D, or remove the random crop"},
    {Problem::kModelTooLarge, "model_too_large",
     "training the model's {count} parameters takes {megabytes} MB, and {most} MB are there; use "
     "fewer units, pool more before Flatten, or an optimizer that keeps less, such as SGD"},
    {Problem::kNotWhole, "not_whole",
     "{field} is {given}, but has to be a whole number from {least} to {most}"},
    {Problem::kNotANumber, "not_a_number",
     "{field} is {given}, but has to be a number from {least} to {most}"},
    {Problem::kNotAPair, "not_a_pair",
     "{field} is {given}, but has to be two whole numbers, height and width, from {least} to "
     "{most}"},
    {Problem::kNotNumbers, "not_numbers",
     "{field} is {given}, but has to be a list of up to {count} numbers from {least} to {most}"},
    {Problem::kOutOfRange, "out_of_range",
     "{field} is {given}, but has to be from {least} to {most}; set it to {nearest}"},
    {Problem::kWrittenAsPercent, "written_as_percent",
     "{field} is {given}, but has to be from {least} to {most}; {given}% is written {nearest}"},
    {Problem::kPairOutOfRange, "pair_out_of_range",
     "{field} is {given}, but both have to be from {least} to {most}; set it to {nearest}"},
    {Problem::kNumberCount, "number_count",
     "{field} is {given}, but has to be a list of {least} to {most} numbers"},
    {Problem::kNotAChoice, "not_a_choice", "{field} is {given}, but has to be one of {choices}"},
    {Problem::kNotTrueOrFalse, "not_true_or_false",
     "{field} is {given}, but has to be true or false"},
    {Problem::kNotACount, "not_a_count", "{field} is {given}, but has to be a whole number from 0"},
    {Problem::kNotSettings, "not_settings",
     "the settings have to be an object of names and values"},
    {Problem::kUnknownSetting, "unknown_setting",
     "there is no setting '{field}'; check its spelling"},
    {Problem::kPicturesNotHere, "pictures_not_here",
     "{field} is {given}, but {here} pictures have arrived; lower it or wait for the rest"},
    {Problem::kNoRun, "no_run", "there is no run yet; start one first"},
    {Problem::kRunHasBegun, "run_has_begun",
     "the run has begun, and has weights of its own; start a new run to give it others"},
    {Problem::kOutputNotFinite, "output_not_finite", "the output of {layer} " NOT_FINITE},
    {Problem::kGradientNotFinite, "gradient_not_finite", "the gradient of {name} " NOT_FINITE},
    {Problem::kParameterNotFinite, "parameter_not_finite", "{name} " NOT_FINITE},
    {Problem::kLossNotFinite, "loss_not_finite", "the loss " NOT_FINITE},
    {Problem::kOutOfMemory, "out_of_memory",
     "there is no more memory; lower the batch size, use fewer pictures, or choose a smaller "
     "model"},
    {Problem::kBatchTooLarge, "batch_too_large",
     "training with batches of {pictures} pictures takes {megabytes} MB, and {most} MB are there; "
     "lower the batch size, or pool earlier"},
    {Problem::kTextTooLong, "text_too_long",
     "the text has {bytes} bytes, at most {most} are read; is it the right file?"},
    {Problem::kTooDeep, "too_deep",
     "brackets nest deeper than {most} levels at byte {at}; a model needs four"},
    {Problem::kNotJson, "not_json", "this is not JSON; check for missing quotes or commas"},
    {Problem::kNotASnapshot, "not_a_snapshot",
     "these bytes are not a saved run of this lab; choose another file"},
    {Problem::kDamagedSnapshot, "damaged_snapshot",
     "the saved run is damaged or cut short; use another copy"},
    {Problem::kSnapshotHeaderCut, "snapshot_header_cut",
     "its header should have {wanted} bytes, but {here} are there; use another copy"},
    {Problem::kSnapshotLacksPart, "snapshot_lacks_part",
     "its header lacks a part; use another copy"},
    {Problem::kUnknownPhase, "unknown_phase", "its phase is unknown"},
    {Problem::kMisfittingCounters, "misfitting_counters",
     "its counters do not fit together; use another copy"},
    {Problem::kSnapshotFewWeights, "snapshot_few_weights",
     "it holds fewer weights than its model has; use another copy"},
    {Problem::kSnapshotOtherWeights, "snapshot_other_weights",
     "the saved run holds {here} bytes of weights, its model needs {wanted}; use another copy"},
    {Problem::kSnapshotOfOtherData, "snapshot_of_other_data",
     "the saved run was trained on pictures of {given} in {given_classes} classes, but the data "
     "here are pictures of {shape} in {classes} classes; load the data it was trained on first"},
    {Problem::kShardOutOfOrder, "shard_out_of_order",
     "the shard starts at picture {first}, but {here} pictures are here; load the shards in order"},
    {Problem::kShardWrongSize, "shard_wrong_size",
     "the shard holds {bytes} bytes, but {count} pictures take {wanted}; download it again"},
    {Problem::kShardWrongLabel, "shard_wrong_label",
     "picture {picture} has label {label}, but labels run from 0 to {most}; download the shard "
     "again"},
    {Problem::kShardOfOtherData, "shard_of_other_data",
     "the shard holds pictures of CIFAR-10, but the data here are pictures of {shape} in {classes} "
     "classes; go back to CIFAR-10 first"},
    {Problem::kPicturesNotLabels, "pictures_not_labels",
     "there are {bytes} bytes of pictures and {labels} labels, but a picture of {shape} has "
     "{picture} bytes and one label; give as many labels as whole pictures"},
    {Problem::kWrongLabel, "wrong_label",
     "picture {picture} has label {label}, but labels run from 0 to {most}; give it one of them"},
    {Problem::kTooManyPictures, "too_many_pictures",
     "there would be {count} pictures, but there is room for {most}; use fewer or smaller ones"},
    {Problem::kPictureNotHere, "picture_not_here",
     "picture {picture} is not here; there are {here}, counted from 0"},
    {Problem::kNotWholePictures, "not_whole_pictures",
     "there are {bytes} bytes, but a picture has {picture}; give whole pictures of {shape}"},
    {Problem::kWeightCount, "weight_count",
     "there are {count} tensors, but the model has {wanted}"},
    {Problem::kWeightName, "weight_name", "this tensor is {given}, but {wanted} has to be here"},
    {Problem::kWeightShape, "weight_shape",
     "{name} has {count} numbers as {given}, but has to be {wanted}"},
    {Problem::kWeightNotFinite, "weight_not_finite",
     "number {at} of {name} is a NaN or an infinity; a network computes with finite ones"},
    {Problem::kNotText, "not_text", "text is needed here"},
    {Problem::kNotAnArray, "not_an_array", "a {wanted} is needed here"},
    {Problem::kUnknownSplit, "unknown_split",
     "there is no split '{given}'; there are training and test"},
    {Problem::kNotAnOption, "not_an_option", "options start with --"},
    {Problem::kOptionWithoutValue, "option_without_value", "a value has to follow"},
    {Problem::kOptionMissing, "option_missing", "has to be given"},
    {Problem::kOptionNoNumber, "option_no_number", "'{given}' is not a number"},
    {Problem::kOptionNotWhole, "option_not_whole", "{given} is not a whole number from 0 up"},
    {Problem::kFileUnreadable, "file_unreadable", "cannot be read; check the path"},
    {Problem::kPackNoManifest, "pack_no_manifest", "is not the manifest of a data pack" PACK_AGAIN},
    {Problem::kPackPartMissing, "pack_part_missing", "lacks a part" PACK_AGAIN},
    {Problem::kPackFileChanged, "pack_file_changed",
     "is not the file that the manifest names" PACK_AGAIN},
    {Problem::kPackNotInflated, "pack_not_inflated",
     "does not inflate to the {pictures} pictures that it should hold" PACK_AGAIN},
    {Problem::kPackNumber, "pack_number",
     "{field} is {given}, but has to be a whole number up to {most}" PACK_AGAIN},
    {Problem::kInternal, "internal", "{what}"},
};

#undef ENDING
#undef PACK_AGAIN
#undef NOT_FINITE

/// The fewest digits, from six, that are this number again.
std::string number_text(double number) {
  if (std::floor(number) == number && std::abs(number) < 1e15) {
    std::ostringstream whole;
    whole << std::fixed << std::setprecision(0) << number;
    return whole.str();
  }
  std::string text;
  for (int digits = 6; digits <= 17; ++digits) {
    std::ostringstream out;
    out << std::setprecision(digits) << number;
    text = out.str();
    if (std::strtod(text.c_str(), nullptr) == number) break;
  }
  return text;
}

template <typename Parts>
std::string joined(const Parts& parts, const char* between) {
  std::ostringstream out;
  for (std::size_t i = 0; i < parts.size(); ++i) out << (i == 0 ? "" : between) << parts[i];
  return out.str();
}

struct ToText {
  std::string operator()(double number) const { return number_text(number); }
  std::string operator()(const std::string& text) const { return text; }
  std::string operator()(const std::vector<std::size_t>& shape) const { return joined(shape, "×"); }
  std::string operator()(const std::vector<std::string>& names) const {
    return joined(names, ", ");
  }
};

const Fact* find_fact(const Facts& facts, std::string_view name) {
  for (const Fact& fact : facts) {
    if (name == fact.name) return &fact;
  }
  return nullptr;
}

const ProblemRow& row_of(Problem problem) { return kRows[static_cast<std::size_t>(problem)]; }

}  // namespace

std::span<const ProblemRow> problems() { return kRows; }

const char* to_string(Problem problem) { return row_of(problem).name; }

std::string to_text(const Value& value) { return std::visit(ToText{}, value); }

std::string in_english(Problem problem, const Facts& facts) {
  const std::string_view words = row_of(problem).sentence;
  std::string text;
  for (std::size_t i = 0; i < words.size();) {
    const std::size_t end = words[i] == '{' ? words.find('}', i) : std::string_view::npos;
    // Braces are JSON's own where no fact has that name.
    const Fact* fact = end == std::string_view::npos
                           ? nullptr
                           : find_fact(facts, words.substr(i + 1, end - i - 1));
    if (fact == nullptr) {
      text += words[i++];
    } else {
      text += to_text(fact->value);
      i = end + 1;
    }
  }
  return text;
}

}  // namespace cnnlab
