// MarketbookLstm and MarketbookLstmGrad: the LSTM of lstm.h as TensorFlow ops, for tensors with time as the first axis.
#include "lstm.h"
#include "recurrentSizes.h"

namespace marketbook {
namespace {

struct Lstm {
  static constexpr const char* kName = "MarketbookLstm";
  explicit Lstm(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Sizes sizes = SizesFrom(call, 0, 2);
    const int64_t T = sizes.steps, B = sizes.batch, F = sizes.features, H = sizes.units;
    LstmForward lstm{sizes};
    lstm.x = call.Floats(0, "x", {T, B, F});
    lstm.kernel = call.Floats(1, "kernel", {F, 4 * H});
    lstm.recurrent = call.Floats(2, "recurrent", {H, 4 * H});
    lstm.bias = call.Floats(3, "bias", {4 * H});
    lstm.h0 = call.Floats(4, "h0", {B, H});
    lstm.c0 = call.Floats(5, "c0", {B, H});
    lstm.mask = call.OptionalFloats(6, "mask", {T, B});
    lstm.recurrentMask = call.OptionalFloats(7, "recurrentMask", {B, H});
    lstm.h = call.Output(0, {T, B, H});
    lstm.c = call.Output(1, {T, B, H});
    lstm.gates = call.Output(2, {T, B, 4 * H});
    Run(lstm);
  }
};

struct LstmGrad {
  static constexpr const char* kName = "MarketbookLstmGrad";
  explicit LstmGrad(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const Sizes sizes = SizesFrom(call, 0, 1);
    const int64_t T = sizes.steps, B = sizes.batch, F = sizes.features, H = sizes.units;
    LstmBackward lstm{sizes};
    lstm.x = call.Floats(0, "x", {T, B, F});
    lstm.recurrent = call.Floats(1, "recurrent", {H, 4 * H});
    lstm.h0 = call.Floats(2, "h0", {B, H});
    lstm.c0 = call.Floats(3, "c0", {B, H});
    lstm.mask = call.OptionalFloats(4, "mask", {T, B});
    lstm.recurrentMask = call.OptionalFloats(5, "recurrentMask", {B, H});
    lstm.h = call.Floats(6, "h", {T, B, H});
    lstm.c = call.Floats(7, "c", {T, B, H});
    lstm.gates = call.Floats(8, "gates", {T, B, 4 * H});
    lstm.dh = call.OptionalFloats(9, "dh", {T, B, H});
    lstm.dhLast = call.OptionalFloats(10, "dhLast", {B, H});
    lstm.dcLast = call.OptionalFloats(11, "dcLast", {B, H});
    lstm.dz = call.Output(0, {T, B, 4 * H});
    lstm.dKernel = call.Output(1, {F, 4 * H});
    lstm.dRecurrent = call.Output(2, {H, 4 * H});
    lstm.dBias = call.Output(3, {4 * H});
    lstm.dh0 = call.Output(4, {B, H});
    lstm.dc0 = call.Output(5, {B, H});
    Run(lstm);
  }
};

}  // namespace

void RegisterLstm() {
  Register<Lstm>({{"x: float", "kernel: float", "recurrent: float", "bias: float", "h0: float", "c0: float", "mask: float", "recurrent_mask: float"},
                  {"h: float", "c: float", "gates: float"}});
  Register<LstmGrad>({{"x: float", "recurrent: float", "h0: float", "c0: float", "mask: float", "recurrent_mask: float", "h: float", "c: float", "gates: float",
                       "dh: float", "dh_last: float", "dc_last: float"},
                      {"dz: float", "d_kernel: float", "d_recurrent: float", "d_bias: float", "dh0: float", "dc0: float"}});
}

}  // namespace marketbook
