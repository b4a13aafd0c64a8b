// MarketbookAdam: one op for the update of all variables of a model. Kingma & Ba 2015, Loshchilov & Hutter 2019 for the decay of weights.
//
//   m = β1 m + (1 − β1) g      v = β2 v + (1 − β2) g²
//   variable −= rate · (m / (1 − β1^t)) / (√(v / (1 − β2^t)) + ε) + rate · decay · variable
#include <cmath>

#include "ops.h"

namespace marketbook {
namespace {

/** One variable's numbers before and after. None overlap, so that the compiler may take many at a time. */
struct Update {
  const float *__restrict variable, *__restrict m, *__restrict v, *__restrict gradient;
  float *__restrict newVariable, *__restrict newM, *__restrict newV;
  int64_t size;
};

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
    for (int k = 0; k < count_; k++) {
      const Dimensions shape = call.Shape(k);
      Update update;
      update.variable = call.Floats(k, "variable", shape);
      update.m = call.Floats(count_ + k, "m", shape);
      update.v = call.Floats(2 * count_ + k, "v", shape);
      update.gradient = call.Floats(3 * count_ + k, "gradient", shape);
      update.newVariable = call.Output(k, shape);
      update.newM = call.Output(count_ + k, shape);
      update.newV = call.Output(2 * count_ + k, shape);
      update.size = 1;
      for (const int64_t length : shape) update.size *= length;
      Apply(update, rate, step);
    }
  }

  void Apply(const Update& update, float rate, int step) const {
    const float start1 = static_cast<float>(1 / (1 - Power(beta1_, step))), start2 = static_cast<float>(1 / (1 - Power(beta2_, step)));
    for (int64_t k = 0; k < update.size; k++) {
      const float gradient = update.gradient[k], m = beta1_ * update.m[k] + (1 - beta1_) * gradient, v = beta2_ * update.v[k] + (1 - beta2_) * (gradient * gradient);
      update.newM[k] = m;
      update.newV[k] = v;
      update.newVariable[k] = update.variable[k] - rate * ((m * start1) / (std::sqrt(v * start2) + epsilon_) + decay_ * update.variable[k]);
    }
  }

  /** In double, because 1 − β2^t starts near 0.001. */
  static double Power(float beta, int step) { return std::pow(static_cast<double>(beta), step); }

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
