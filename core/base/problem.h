// Everything that can be wrong, as a closed list: the page and the tests have the same
// (wasm/lab.d.ts), and each reader says it in its own words.
#pragma once

#include <span>
#include <string>
#include <type_traits>
#include <variant>
#include <vector>

namespace cnnlab {

enum class Problem {
  // A model
  kNotAModel,
  kNameNotText,
  kLayersMissing,
  kTooManyLayers,
  kNotALayer,
  kUnknownLayer,
  kUnknownField,
  kHasNoFields,
  kUnknownPadding,
  kUnknownActivation,
  kFieldMissing,
  kNeedsFlat,
  kNeedsPictures,
  kWindowTooLarge,
  kWindowNeverFits,
  kMisplacedAugmentation,
  kNoLayers,
  kUnitsNotClasses,
  kSoftmaxNotClasses,
  kAfterSoftmax,
  kNoSoftmax,
  kWrongEnding,
  kDilatedStrides,
  kGroupsDoNotDivide,
  kGroupsNotOfChannels,
  kWrongTargetShape,
  kChannelsDiffer,
  kCropsInTrainingOnly,
  kModelTooLarge,
  // A value
  kNotWhole,
  kNotANumber,
  kNotAPair,
  kNotNumbers,
  kOutOfRange,
  kWrittenAsPercent,
  kPairOutOfRange,
  kNumberCount,
  kNotAChoice,
  kNotTrueOrFalse,
  kNotACount,
  // Settings
  kNotSettings,
  kUnknownSetting,
  kPicturesNotHere,
  // A run
  kNoRun,
  kRunHasBegun,
  kOutputNotFinite,
  kGradientNotFinite,
  kParameterNotFinite,
  kLossNotFinite,
  kOutOfMemory,
  kBatchTooLarge,
  // What comes from outside
  kTextTooLong,
  kTooDeep,
  kNotJson,
  kNotASnapshot,
  kDamagedSnapshot,
  kSnapshotHeaderCut,
  kSnapshotLacksPart,
  kUnknownPhase,
  kMisfittingCounters,
  kSnapshotFewWeights,
  kSnapshotOtherWeights,
  kSnapshotOfOtherData,
  kShardOutOfOrder,
  kShardWrongSize,
  kShardWrongLabel,
  kShardOfOtherData,
  kPicturesNotLabels,
  kWrongLabel,
  kTooManyPictures,
  kPictureNotHere,
  kNotWholePictures,
  kWeightCount,
  kWeightName,
  kWeightShape,
  kWeightNotFinite,
  kNotText,
  kNotAnArray,
  kUnknownSplit,
  // The command line
  kNotAnOption,
  kOptionWithoutValue,
  kOptionMissing,
  kOptionNoNumber,
  kOptionNotWhole,
  kFileUnreadable,
  kPackNoManifest,
  kPackPartMissing,
  kPackFileChanged,
  kPackNotInflated,
  kPackNumber,
  // What should not be
  kInternal,
};

/// One thing that a sentence about a problem tells: a number, a text, a shape, or several names.
using Value = std::variant<double, std::string, std::vector<std::size_t>, std::vector<std::string>>;
struct Fact {
  template <typename Given>
  Fact(const char* name, const Given& given) : name(name) {
    if constexpr (std::is_arithmetic_v<Given>) {
      value = static_cast<double>(given);
    } else {
      value = given;
    }
  }

  const char* name;
  Value value;
};
using Facts = std::vector<Fact>;

struct ProblemRow {
  Problem problem;
  const char* name;      // out_of_range
  const char* sentence;  // in English; {field} stands for the fact of that name
};

/// A row for each, in the order above.
std::span<const ProblemRow> problems();

/// The problem's name as JavaScript sees it, for example "out_of_range".
const char* to_string(Problem problem);

/// What is wrong, and what to do about it.
std::string in_english(Problem problem, const Facts& facts);

/// As sentences have it: 8000000, 0.95, 1e-07; 32×32×3; same, valid.
std::string to_text(const Value& value);

}  // namespace cnnlab
