// MarketbookAdam: one op for the update of all variables of a model. Kingma & Ba 2015, Loshchilov & Hutter 2019 for the decay of weights.
//
//   m = β1 m + (1 − β1) g      v = β2 v + (1 − β2) g²
//   variable −= rate · (m / (1 − β1^t)) / (√(v / (1 − β2^t)) + ε) + rate · decay · variable
#include <cmath>

#include "ops.h"

namespace marketbook {
namespace {

struct Adam {
  static constexpr const char* kName = "MarketbookAdam";

  explicit Adam(OpAttributes& attributes)
      : count_(attributes.Int("N")), beta1_(attributes.Float("beta1")), beta2_(attributes.Float("beta2")), epsilon_(attributes.Float("epsilon")),
        decay_(attributes.Float("weightDecay")) {}

  /** Inputs: N variables, N m, N v, N gradients, the learning rate, the step, which counts from 1. */
  void Compute(OpCall& call) const {
    const float rate = *call.Floats(4 * count_, "learningRate", {});
    const int step = call.Int(4 * count_ + 1, "step");
    if (step < 1) throw std::invalid_argument("step counts from 1, got " + std::to_string(step));
    const float slow1 = static_cast<float>(1 - std::pow(static_cast<double>(beta1_), step)), slow2 = static_cast<float>(1 - std::pow(static_cast<double>(beta2_), step));
    for (int k = 0; k < count_; k++) {
      const Dimensions shape = call.Shape(k);
      const float *variable = call.Floats(k, "variable", shape), *m = call.Floats(count_ + k, "m", shape), *v = call.Floats(2 * count_ + k, "v", shape),
                  *gradient = call.Floats(3 * count_ + k, "gradient", shape);
      float *newVariable = call.Output(k, shape), *newM = call.Output(count_ + k, shape), *newV = call.Output(2 * count_ + k, shape);
      int64_t size = 1;
      for (const int64_t length : shape) size *= length;
      for (int64_t j = 0; j < size; j++) {
        newM[j] = beta1_ * m[j] + (1 - beta1_) * gradient[j];
        newV[j] = beta2_ * v[j] + (1 - beta2_) * (gradient[j] * gradient[j]);
        newVariable[j] = variable[j] - rate * ((newM[j] / slow1) / (std::sqrt(newV[j] / slow2) + epsilon_) + decay_ * variable[j]);
      }
    }
  }

 private:
  int count_;
  float beta1_, beta2_, epsilon_, decay_;
};

}  // namespace

void RegisterAdam() {
  Register<Adam>({{"variables: N * float", "m: N * float", "v: N * float", "gradients: N * float", "learning_rate: float", "step: int32"},
                  {"new_variables: N * float", "new_m: N * float", "new_v: N * float"},
                  {"N: int >= 1", "beta1: float", "beta2: float", "epsilon: float", "weightDecay: float"}});
}

}  // namespace marketbook
