// This project's ops for TensorFlow's CPU device, registered through the C interface, so that any C++ compiler fits TensorFlow's libraries.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

// Leaves out what kernels.h has for exchange between devices, whose headers set-up does not unpack.
#define IS_SLIM_BUILD
#include "tensorflow/c/kernels.h"
#include "tensorflow/c/ops.h"
#include "tensorflow/c/tf_tensor.h"

namespace marketbook {

/** Registers all ops of this project; once a process. */
void RegisterOps();

using Dimensions = std::vector<int64_t>;

/** One run of a kernel: its inputs, checked, and its outputs. What it refuses is thrown here and becomes the op's error. */
class OpCall {
 public:
  explicit OpCall(TF_OpKernelContext* context);
  ~OpCall();
  OpCall(const OpCall&) = delete;
  OpCall& operator=(const OpCall&) = delete;

  /** The shape of an input, which must have so many axes, none of them empty. */
  Dimensions ShapeOf(int input, const char* name, size_t rank);
  /** The numbers of an input of exactly this shape. */
  const float* Floats(int input, const char* name, const Dimensions& shape);
  /** The same, or null if the input was left out: its shape is then [0]. */
  const float* OptionalFloats(int input, const char* name, const Dimensions& shape);
  int32_t Int(int input, const char* name);

  float* Output(int output, const Dimensions& shape);

  int Inputs() const { return TF_NumInputs(context_); }
  Dimensions Shape(int input);
  void Fail(const char* op, const char* why);

 private:
  TF_Tensor* Tensor(int input);
  void Check();

  TF_OpKernelContext* context_;
  TF_Status* status_;
  std::vector<TF_Tensor*> inputs_, outputs_;
};

/** Attributes that a kernel reads when it is made. */
class OpAttributes {
 public:
  explicit OpAttributes(TF_OpKernelConstruction* construction) : construction_(construction), status_(TF_NewStatus()) {}
  ~OpAttributes() { TF_DeleteStatus(status_); }
  OpAttributes(const OpAttributes&) = delete;
  OpAttributes& operator=(const OpAttributes&) = delete;

  float Float(const char* name);
  int Int(const char* name);

 private:
  void Check();

  TF_OpKernelConstruction* construction_;
  TF_Status* status_;
};

/** Names and types of an op, each as TensorFlow writes it: "x: float", "N: int >= 1". */
struct OpDefinition {
  std::vector<const char*> inputs, outputs, attributes = {};
};

using MakeKernel = void* (*)(TF_OpKernelConstruction*);
using RunKernel = void (*)(void*, TF_OpKernelContext*);
using DeleteKernel = void (*)(void*);
void RegisterOp(const char* name, const OpDefinition& definition, MakeKernel make, RunKernel run, DeleteKernel remove);
void FailConstruction(TF_OpKernelConstruction* construction, const char* op, const char* why);

/** Registers a kernel: a class with `kName`, a constructor from its attributes, and `Compute`. */
template <class Kernel>
void Register(const OpDefinition& definition) {
  RegisterOp(
      Kernel::kName, definition,
      [](TF_OpKernelConstruction* construction) -> void* {
        try {
          OpAttributes attributes(construction);
          return new Kernel(attributes);
        } catch (const std::exception& error) {
          FailConstruction(construction, Kernel::kName, error.what());
          return nullptr;
        }
      },
      [](void* kernel, TF_OpKernelContext* context) {
        OpCall call(context);
        try {
          static_cast<const Kernel*>(kernel)->Compute(call);
        } catch (const std::exception& error) {
          call.Fail(Kernel::kName, error.what());
        }
      },
      [](void* kernel) { delete static_cast<Kernel*>(kernel); });
}

void RegisterLstm();
void RegisterGru();
void RegisterAdam();
void RegisterAttention();
void RegisterNormalization();
void RegisterShifts();
void RegisterMatMul();

}  // namespace marketbook
