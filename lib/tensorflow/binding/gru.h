// The gated recurrent unit, forward and backward. Cho et al. 2014; gate order z r h as Keras. With k = h_{t−1} ∘ m:
//
//   z = σ(x W_z + k U_z + b_z)   r = σ(x W_r + k U_r + b_r)
//   reset before the product (the paper):           ĥ = tanh(x W_h + b_h + (r ∘ k) U_h)
//   reset after the product (v the recurrent bias): ĥ = tanh(x W_h + b_h + r ∘ (k U_h + v_h)), and z and r with v_z and v_r
//   h_t = z ∘ h_{t−1} + (1 − z) ∘ ĥ
//
// Where mask[t, b] is 0 the state of t − 1 is kept. m is the dropout mask of the recurrent connections. Absent optional tensors are null.
#pragma once

#include "block.h"

namespace marketbook {

struct GruForward {
  Sizes sizes;
  const float *x, *kernel, *recurrent, *bias;  // [T,B,F] [F,3H] [H,3H] [3H]
  const float* recurrentBias;                  // [3H]; null: reset before the product
  const float* h0;                             // [B,H]
  const float *mask, *recurrentMask;           // [T,B] or null, [B,H] or null
  float *h, *gates;                            // [T,B,H], [T,B,4H]: z, r, ĥ, k U_h + v_h (zeros where the reset comes before)
};

struct GruBackward {
  Sizes sizes;
  const float *x, *recurrent, *recurrentBias, *h0, *mask, *recurrentMask;
  const float *h, *gates;
  const float *dh, *dhLast;                              // [T,B,H] [B,H], each may be null
  float *dz, *dKernel, *dRecurrent, *dBias, *dRecurrentBias, *dh0;  // [T,B,3H] for dx, [F,3H] [H,3H] [3H] [3H] or null, [B,H]
};

void Run(const GruForward& call);
void Run(const GruBackward& call);

}  // namespace marketbook
