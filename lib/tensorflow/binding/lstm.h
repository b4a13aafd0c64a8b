// The long short-term memory, forward and backward. Hochreiter & Schmidhuber 1997; gate order i f g o as Keras's i f c o.
//
//   z_t = x_t W + (h_{t−1} ∘ m) U + b
//   i = σ(z_i)   f = σ(z_f)   g = tanh(z_g)   o = σ(z_o)
//   c_t = f ∘ c_{t−1} + i ∘ g
//   h_t = o ∘ tanh(c_t)
//
// Where mask[t, b] is 0 the states of t − 1 are kept. m is the dropout mask of the recurrent connections.
// Absent optional tensors are null.
#pragma once

#include "block.h"

namespace marketbook {

struct LstmForward {
  Sizes sizes;
  const float *x, *kernel, *recurrent, *bias;  // [T,B,F] [F,4H] [H,4H] [4H]
  const float *h0, *c0;                        // [B,H]
  const float *mask, *recurrentMask;           // [T,B] or null, [B,H] or null
  float *h, *c, *gates;                        // [T,B,H] [T,B,H] [T,B,4H]
};

struct LstmBackward {
  Sizes sizes;
  const float *x, *recurrent, *h0, *c0, *mask, *recurrentMask;
  const float *h, *c, *gates;
  const float *dh, *dhLast, *dcLast;                  // [T,B,H] [B,H] [B,H], each may be null
  float *dz, *dKernel, *dRecurrent, *dBias, *dh0, *dc0;  // [T,B,4H] [F,4H] [H,4H] [4H] [B,H] [B,H]
};

void Run(const LstmForward& call);
void Run(const LstmBackward& call);

}  // namespace marketbook
