#include "core/data/batch.h"

#include "core/kernels/elementwise.h"

namespace cnnlab {

void assemble_batch(ThreadPool& pool, const Dataset& data, std::span<const std::uint32_t> indices,
                    TensorView& x, std::vector<std::uint8_t>& labels) {
  const std::size_t bytes = data.spec().picture_bytes();
  labels.resize(indices.size());
  pool.parallel_for(indices.size(), [&](std::size_t i) {
    const std::uint32_t index = indices[i];
    pixels_to_floats(bytes, data.picture(index).data(), x.data() + i * bytes);
    labels[i] = data.label(index);
  });
}

}  // namespace cnnlab
