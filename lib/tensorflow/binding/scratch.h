// Memory that a kernel needs while it runs.
#pragma once

#include <cstdlib>
#include <cstring>
#include <new>

namespace marketbook {

/** Floats on a cache line's boundary, not set to anything. */
class Scratch {
 public:
  explicit Scratch(size_t count) {
    void* memory = nullptr;
    if (posix_memalign(&memory, 64, count * sizeof(float) + 64) != 0) throw std::bad_alloc();
    data_ = static_cast<float*>(memory);
  }
  ~Scratch() { std::free(data_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  Scratch(Scratch&& other) noexcept : data_(other.data_) { other.data_ = nullptr; }

  operator float*() { return data_; }
  operator const float*() const { return data_; }

 private:
  float* data_;
};

inline void Zero(float* data, size_t count) { std::memset(data, 0, count * sizeof(float)); }

}  // namespace marketbook
