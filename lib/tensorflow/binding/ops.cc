#include "ops.h"

namespace marketbook {
namespace {

std::string Text(const Dimensions& shape) {
  std::string text = "[";
  for (size_t k = 0; k < shape.size(); k++) text += (k ? ", " : "") + std::to_string(shape[k]);
  return text + "]";
}

[[noreturn]] void Refuse(const char* name, const std::string& expected, const Dimensions& got) {
  throw std::invalid_argument(std::string(name) + " must " + expected + ", its shape is " + Text(got));
}

}  // namespace

OpCall::OpCall(TF_OpKernelContext* context) : context_(context), status_(TF_NewStatus()), inputs_(TF_NumInputs(context)) {}

OpCall::~OpCall() {
  for (TF_Tensor* tensor : inputs_)
    if (tensor) TF_DeleteTensor(tensor);
  for (TF_Tensor* tensor : outputs_) TF_DeleteTensor(tensor);
  TF_DeleteStatus(status_);
}

TF_Tensor* OpCall::Tensor(int input) {
  TF_Tensor*& tensor = inputs_.at(input);
  if (!tensor) {
    TF_GetInput(context_, input, &tensor, status_);
    Check();
  }
  return tensor;
}

void OpCall::Check() {
  if (TF_GetCode(status_) != TF_OK) throw std::runtime_error(TF_Message(status_));
}

Dimensions OpCall::Shape(int input) {
  const TF_Tensor* tensor = Tensor(input);
  Dimensions shape(TF_NumDims(tensor));
  for (size_t k = 0; k < shape.size(); k++) shape[k] = TF_Dim(tensor, k);
  return shape;
}

Dimensions OpCall::ShapeOf(int input, const char* name, size_t rank) {
  const Dimensions shape = Shape(input);
  if (shape.size() != rank) Refuse(name, "have " + std::to_string(rank) + " axes", shape);
  for (const int64_t size : shape)
    if (size == 0) Refuse(name, "not be empty", shape);
  return shape;
}

const float* OpCall::Floats(int input, const char* name, const Dimensions& shape) {
  if (Shape(input) != shape) Refuse(name, "have the shape " + Text(shape), Shape(input));
  return static_cast<const float*>(TF_TensorData(Tensor(input)));
}

const float* OpCall::OptionalFloats(int input, const char* name, const Dimensions& shape) {
  return Shape(input) == Dimensions{0} ? nullptr : Floats(input, name, shape);
}

int32_t OpCall::Int(int input, const char* name) {
  if (!Shape(input).empty()) Refuse(name, "be a scalar", Shape(input));
  return *static_cast<const int32_t*>(TF_TensorData(Tensor(input)));
}

float* OpCall::Output(int output, const Dimensions& shape) {
  size_t bytes = sizeof(float);
  for (const int64_t size : shape) bytes *= size;
  TF_Tensor* tensor = TF_AllocateOutput(context_, output, TF_FLOAT, shape.data(), static_cast<int>(shape.size()), bytes, status_);
  Check();
  outputs_.push_back(tensor);
  return static_cast<float*>(TF_TensorData(tensor));
}

void OpCall::Fail(const char* op, const char* why) {
  TF_SetStatus(status_, TF_INVALID_ARGUMENT, (std::string(op) + ": " + why).c_str());
  TF_OpKernelContext_Failure(context_, status_);
}

void OpAttributes::Check() {
  if (TF_GetCode(status_) != TF_OK) throw std::runtime_error(TF_Message(status_));
}

float OpAttributes::Float(const char* name) {
  float value = 0;
  TF_OpKernelConstruction_GetAttrFloat(construction_, name, &value, status_);
  Check();
  return value;
}

int OpAttributes::Int(const char* name) {
  int32_t value = 0;
  TF_OpKernelConstruction_GetAttrInt32(construction_, name, &value, status_);
  Check();
  return value;
}

void FailConstruction(TF_OpKernelConstruction* construction, const char* op, const char* why) {
  TF_Status* status = TF_NewStatus();
  TF_SetStatus(status, TF_INVALID_ARGUMENT, (std::string(op) + ": " + why).c_str());
  TF_OpKernelConstruction_Failure(construction, status);
  TF_DeleteStatus(status);
}

void RegisterOp(const char* name, const OpDefinition& definition, MakeKernel make, RunKernel run, DeleteKernel remove) {
  TF_OpDefinitionBuilder* builder = TF_NewOpDefinitionBuilder(name);
  for (const char* attribute : definition.attributes) TF_OpDefinitionBuilderAddAttr(builder, attribute);
  for (const char* input : definition.inputs) TF_OpDefinitionBuilderAddInput(builder, input);
  for (const char* output : definition.outputs) TF_OpDefinitionBuilderAddOutput(builder, output);
  TF_OpDefinitionBuilderSetShapeInferenceFunction(builder, [](TF_ShapeInferenceContext* context, TF_Status* status) { TF_ShapeInferenceContextSetUnknownShape(context, status); });
  TF_Status* status = TF_NewStatus();
  TF_RegisterOpDefinition(builder, status);
  if (TF_GetCode(status) == TF_OK) TF_RegisterKernelBuilder(name, TF_NewKernelBuilder(name, "CPU", make, run, remove), status);
  const std::string why = TF_GetCode(status) == TF_OK ? "" : TF_Message(status);
  TF_DeleteStatus(status);
  if (!why.empty()) throw std::runtime_error(std::string(name) + ": " + why);
}

void RegisterOps() {
  RegisterLstm();
  RegisterGru();
  RegisterAdam();
  RegisterAttention();
  RegisterNormalization();
  RegisterShifts();
  RegisterMatMul();
}

}  // namespace marketbook
