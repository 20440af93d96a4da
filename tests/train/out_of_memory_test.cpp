// Memory runs out at every place where a session takes some, one after another.
#if !defined(__EMSCRIPTEN__)

#include <gtest/gtest.h>

#include <iostream>
#include <new>

#include "core/base/memory.h"
#include "core/train/session.h"
#include "tests/allocations.h"
#include "tests/data/shard_encoder.h"
#include "tests/train/made_up.h"

#if defined(__SANITIZE_ADDRESS__)
// An allocation that fails inside a constructor of nlohmann::json 3.11.2 leaks what the constructor
// had made: some bytes of a snapshot's header. Debian has no later one.
extern "C" const char* __lsan_default_suppressions() { return "leak:nlohmann"; }
#endif

namespace cnnlab {
namespace {

using Bytes = std::vector<std::uint8_t>;

const std::string kOutOfMemory =
    "out_of_memory : there is no more memory; lower the batch size, use fewer pictures, or choose "
    "a smaller model";

/// What the page would be told of this call: "" or the fault, by the same function as in
/// wasm/values.h.
template <typename Call>
std::string fault_of(const Call& call) {
  try {
    call();
  } catch (...) {
    const Error error = caught_error();
    end_failures();
    return std::string(to_string(error.code())) + " " + error.where() + ": " + error.what();
  }
  return "";
}

Bytes shard(std::size_t count) {
  std::vector<Bytes> pictures;
  std::vector<std::uint8_t> labels;
  for (std::size_t n = 0; n < count; ++n) {
    Bytes picture(kPictureBytes);
    for (std::size_t i = 0; i < picture.size(); ++i)
      picture[i] = static_cast<std::uint8_t>(i * (n + 3) >> 2);
    pictures.push_back(picture);
    labels.push_back(static_cast<std::uint8_t>(n * 3 % 10));
  }
  return shard_of(pictures, labels);
}

/// One learner's work: data, a model of every kind of state, an epoch of two batches and its
/// evaluation, a profile, a prediction, the state saved and brought back.
struct Work {
  const Bytes training = shard(6);
  const Bytes test = shard(3);
  const std::string model = model_to_json(everything_model()).dump();
  const std::string settings =
      R"({"training_pictures":6,"test_pictures":3,"batch_size":4,"epochs":2,"keep_best":true})";

  /// Does it all, each call again where `attempt` says that it failed. Returns the state at the
  /// end.
  template <typename Attempt>
  Bytes run(Session& session, const Attempt& attempt) const {
    const auto insist = [&](const auto& call) {
      while (!attempt(call)) continue;
    };
    insist([&] {
      if (session.data(Split::kTraining).size() == 0)
        session.add_shard(Split::kTraining, 0, 6, training);
    });
    insist([&] {
      if (session.data(Split::kTest).size() == 0) session.add_shard(Split::kTest, 0, 3, test);
    });
    insist([&] { session.summary(model); });
    insist([&] { session.start(model, settings); });
    insist([&] {
      while (session.run().progress().epoch == 1) session.advance(1);
    });
    insist([&] {
      while (session.run().progress().batch == 0) session.profile(1);
    });
    insist([&] {
      while (session.run().progress().phase != Phase::kFinished) session.advance(2);
    });
    const std::uint32_t index = 2;
    insist([&] { session.predict(Split::kTest, std::span(&index, 1)); });
    insist([&] { session.preview_augmentation(model, Split::kTraining, 1, 2, 5); });
    insist([&] { session.weights(); });
    Bytes saved;
    insist([&] { saved = session.snapshot(); });
    insist([&] { session.restore(saved); });
    end_failures();
    return session.snapshot();
  }
};

// With a sanitizer, which takes many times as long, fewer places.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::size_t kSanitized = 11;
#else
constexpr std::size_t kSanitized = 1;
#endif

class OutOfMemory : public ::testing::Test {
 protected:
  OutOfMemory() { forget_spare(); }
  ~OutOfMemory() override {
    end_failures();
    forget_spare();
  }

  static void forget_spare() {
    std::set_new_handler(nullptr);
    drop_spare_memory();
  }

  /// The work with `fail(0)`, `fail(stride)` … until it goes through without a failure. Whichever
  /// call fails has to say so, and when there is memory again the same session has to end in the
  /// same bits as an undisturbed one.
  template <typename Fail, typename Door>
  void sweep(std::size_t stride, const Fail& fail, const Door& door) {
    const Work work;
    Bytes wanted;
    {
      Session undisturbed(1);
      wanted = work.run(undisturbed, [](const auto& call) {
        call();
        return true;
      });
    }
    for (; !HasFailure(); places_ += stride) {
      Session session(1);
      std::size_t faults = 0;
      fail(places_);
      const Bytes got = work.run(session, [&](const auto& call) {
        const std::string fault = fault_of([&] {
          door();
          call();
        });
        if (fault.empty()) return true;
        ++faults;
        EXPECT_EQ(kOutOfMemory, fault) << "at allocation " << places_;
        return false;
      });
      end_failures();
      forget_spare();
      if (!failures().is_reached) break;
      EXPECT_EQ(wanted, got) << "after a failure at allocation " << places_;
      EXPECT_LE(faults, 1u);
      if (failures().is_spared) {
        ++spared_;
      } else if (faults > 0) {
        ++told_;
      }
    }
    RecordProperty("places", static_cast<int>(places_));
    std::cout << places_ << " allocations, " << told_ << " of them told as out of memory, "
              << spared_ << " spared\n";
  }

  std::size_t places_ = 0, told_ = 0, spared_ = 0;
};

TEST_F(OutOfMemory, EveryAllocationFailsOnce) {
  sweep(kSanitized, fail_one_allocation, [] {});
  EXPECT_EQ(places_, (told_ + spared_) * kSanitized);
  EXPECT_GT(places_, 3000u);
}

// Here small allocations are served from the spare memory. The places are those of the test above;
// what differs is that the memory stays full, so every fifth is enough.
TEST_F(OutOfMemory, MemoryIsFullFromAnAllocationOn) {
  const std::size_t stride = kSanitized == 1 ? 5 : kSanitized;
  sweep(stride, fill_memory_at_allocation, keep_spare_memory);
  EXPECT_GT(told_ * stride, places_ / 2);
}

TEST_F(OutOfMemory, ASessionThatCannotBeMadeLeavesNoThreads) {
  for (std::size_t n = 0; !HasFailure(); ++n) {
    fail_one_allocation(n);
    const std::string fault = fault_of([] { const Session session(3); });
    end_failures();
    if (!failures().is_reached) break;
    EXPECT_EQ(kOutOfMemory, fault) << "at allocation " << n;
  }
}

TEST_F(OutOfMemory, SpareMemoryComesBackWhenThereIsSome) {
  keep_spare_memory();
  fill_memory_at_allocation(0);
  // More than the spare: refused, and the spare is free for what follows.
  EXPECT_EQ(kOutOfMemory, fault_of([] { Bytes(2 * kSpareMemory); }));
  fill_memory_at_allocation(0);
  EXPECT_EQ(kOutOfMemory, fault_of([] { keep_spare_memory(); }));
  EXPECT_EQ("", fault_of([] { keep_spare_memory(); }));
  fill_memory_at_allocation(0);
  EXPECT_EQ("", fault_of([] { Bytes(kSpareMemory / 2); }));
}

// On a 32-bit machine a vector refuses sizes that come from outside.
TEST_F(OutOfMemory, IsAlsoAContainerLargerThanAnyMemory) {
  EXPECT_EQ(kOutOfMemory, fault_of([] { Bytes().reserve(Bytes().max_size() + 1); }));
}

TEST_F(OutOfMemory, OtherExceptionsKeepTheirWords) {
  EXPECT_EQ("bad_data here: text is needed here",
            fault_of([] { throw Error(ErrorCode::kBadData, Problem::kNotText, "here"); }));
  EXPECT_EQ("internal : odd", fault_of([] { throw std::runtime_error("odd"); }));
}

}  // namespace
}  // namespace cnnlab

#endif
