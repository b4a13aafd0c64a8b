// MarketbookAttention and MarketbookAttentionGrad: the attention of attention.h as TensorFlow ops.
#include "attention.h"
#include "ops.h"

namespace marketbook {
namespace {

/** Sizes from q, k and v side by side: [B, T, 3, N, D]. */
AttentionSizes SizesFrom(OpCall& call) {
  const Dimensions shape = call.ShapeOf(0, "projected", 5);
  return {static_cast<int>(shape[0]), static_cast<int>(shape[1]), static_cast<int>(shape[3]), static_cast<int>(shape[4])};
}

struct Attention {
  static constexpr const char* kName = "MarketbookAttention";
  explicit Attention(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const AttentionSizes sizes = SizesFrom(call);
    const int64_t B = sizes.batch, T = sizes.steps, N = sizes.heads, D = sizes.width;
    AttentionForward attention{sizes};
    attention.projected = call.Floats(0, "projected", {B, T, 3, N, D});
    attention.mask = call.OptionalFloats(1, "mask", {B, T});
    attention.dropout = call.OptionalFloats(2, "dropout", {B, N, T, T});
    attention.causal = call.Int(3, "causal") != 0;
    attention.context = call.Output(0, {B, T, N, D});
    attention.weights = call.Output(1, {B, N, T, T});
    Run(attention);
  }
};

struct AttentionGrad {
  static constexpr const char* kName = "MarketbookAttentionGrad";
  explicit AttentionGrad(OpAttributes&) {}

  void Compute(OpCall& call) const {
    const AttentionSizes sizes = SizesFrom(call);
    const int64_t B = sizes.batch, T = sizes.steps, N = sizes.heads, D = sizes.width;
    AttentionBackward attention{sizes};
    attention.projected = call.Floats(0, "projected", {B, T, 3, N, D});
    attention.weights = call.Floats(1, "weights", {B, N, T, T});
    attention.dropout = call.OptionalFloats(2, "dropout", {B, N, T, T});
    attention.dContext = call.Floats(3, "dContext", {B, T, N, D});
    attention.dProjected = call.Output(0, {B, T, 3, N, D});
    Run(attention);
  }
};

}  // namespace

void RegisterAttention() {
  Register<Attention>({{"projected: float", "mask: float", "dropout: float", "causal: int32"}, {"context: float", "weights: float"}});
  Register<AttentionGrad>({{"projected: float", "weights: float", "dropout: float", "d_context: float"}, {"d_projected: float"}});
}

}  // namespace marketbook
