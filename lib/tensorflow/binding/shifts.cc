// MarketbookShifts and MarketbookShiftsGrad: what a convolution's filters see, side by side, so that the convolution is one product.
//   seen_t = (x_{t−p}, x_{t−p+d}, … x_{t−p+(K−1)d}), 0 outside x   p zeros before the first step, dilation d, K shifts
#include <cstring>

#include "ops.h"
#include "threads.h"

namespace marketbook {
namespace {

struct Shifts {
  static constexpr const char* kName = "MarketbookShifts";
  explicit Shifts(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Dimensions shape = call.ShapeOf(0, "x", 3);
    const long B = shape[0], T = shape[1], F = shape[2], K = call.Int(1, "shifts"), dilation = call.Int(2, "dilation"), before = call.Int(3, "before"), steps = call.Int(4, "steps");
    if (K < 1 || dilation < 1 || steps < 1) throw std::invalid_argument("shifts, dilation and steps must be at least 1");
    const float* x = call.Floats(0, "x", shape);
    float* seen = call.Output(0, {B, steps, K * F});
    const int parts = PartsOf(static_cast<int>(B));
    RunParts(parts, [&](int part) {
      const Rows rows = Part({0, static_cast<int>(B)}, parts, part);
      for (long b = rows.from; b < rows.to; b++)
        for (long t = 0; t < steps; t++)
          for (long k = 0; k < K; k++) {
            const long from = t + k * dilation - before;
            float* to = seen + ((b * steps + t) * K + k) * F;
            if (from < 0 || from >= T)
              std::memset(to, 0, F * sizeof(float));
            else
              std::memcpy(to, x + (b * T + from) * F, F * sizeof(float));
          }
    });
  }
};

struct ShiftsGrad {
  static constexpr const char* kName = "MarketbookShiftsGrad";
  explicit ShiftsGrad(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Dimensions shape = call.ShapeOf(0, "dSeen", 3);
    const long B = shape[0], steps = shape[1], K = call.Int(1, "shifts"), dilation = call.Int(2, "dilation"), before = call.Int(3, "before"), T = call.Int(4, "steps");
    if (K < 1 || dilation < 1 || T < 1 || shape[2] % K != 0) throw std::invalid_argument("shifts, dilation and steps must be at least 1, and the last axis a multiple of the shifts");
    const long F = shape[2] / K;
    const float* dSeen = call.Floats(0, "dSeen", shape);
    float* dx = call.Output(0, {B, T, F});
    const int parts = PartsOf(static_cast<int>(B));
    RunParts(parts, [&](int part) {
      const Rows rows = Part({0, static_cast<int>(B)}, parts, part);
      for (long b = rows.from; b < rows.to; b++)
        for (long s = 0; s < T; s++) {
          float* to = dx + (b * T + s) * F;
          std::memset(to, 0, F * sizeof(float));
          for (long k = 0; k < K; k++) {
            const long t = s + before - k * dilation;
            if (t < 0 || t >= steps) continue;
            const float* from = dSeen + ((b * steps + t) * K + k) * F;
            for (long f = 0; f < F; f++) to[f] += from[f];
          }
        }
    });
  }
};

}  // namespace

void RegisterShifts() {
  Register<Shifts>({{"x: float", "shifts: int32", "dilation: int32", "before: int32", "steps: int32"}, {"seen: float"}});
  Register<ShiftsGrad>({{"d_seen: float", "shifts: int32", "dilation: int32", "before: int32", "steps: int32"}, {"dx: float"}});
}

}  // namespace marketbook
