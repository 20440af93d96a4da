#include <iostream>
#include <string_view>

#include "core/base/memory.h"
#include "core/commands/commands.h"

int main(int count, char** words) {
  const std::string_view command = count > 1 ? words[1] : "";
  try {
    const cnnlab::Options options(count - 2 < 0 ? 0 : count - 2, words + 2);
    if (command == "train") return cnnlab::train_command(options);
    if (command == "steps") return cnnlab::steps_command(options);
    if (command == "summary") return cnnlab::summary_command(options);
    std::cerr
        << "usage: cnnlab train --data DIR --model FILE [--images N] [--test-images N] "
           "[--epochs N]\n                    [--batch-size N] [--seed N] [--learning-rate X] "
           "[--threads T]\n                    [--exact-convolution 1]\n       cnnlab summary "
           "--model FILE\n";
    return 2;
  } catch (...) {
    const cnnlab::Error error = cnnlab::caught_error();
    std::cerr << error.where() << (error.where().empty() ? "" : ": ") << error.what() << "\n";
    return 1;
  }
}
