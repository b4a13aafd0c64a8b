#include "functions.h"

#include <memory>
#include <string>
#include <vector>

#include "tensorflow/c/c_api.h"

namespace marketbook {
namespace {

using Status = std::unique_ptr<TF_Status, decltype(&TF_DeleteStatus)>;
using Graph = std::unique_ptr<TF_Graph, decltype(&TF_DeleteGraph)>;
using Function = std::unique_ptr<TF_Function, decltype(&TF_DeleteFunction)>;
using Buffer = std::unique_ptr<TF_Buffer, decltype(&TF_DeleteBuffer)>;
using ImportOptions = std::unique_ptr<TF_ImportGraphDefOptions, decltype(&TF_DeleteImportGraphDefOptions)>;

std::string Text(napi_env env, napi_value value) {
  size_t length = 0;
  napi_get_value_string_utf8(env, value, nullptr, 0, &length);
  std::string text(length, '\0');
  napi_get_value_string_utf8(env, value, &text[0], length + 1, &length);
  return text;
}

/** The elements of a JavaScript array. */
std::vector<napi_value> Elements(napi_env env, napi_value array) {
  uint32_t length = 0;
  napi_get_array_length(env, array, &length);
  std::vector<napi_value> elements(length);
  for (uint32_t k = 0; k < length; k++) napi_get_element(env, array, k, &elements[k]);
  return elements;
}

napi_value Throw(napi_env env, const std::string& message) {
  napi_throw_error(env, nullptr, message.c_str());
  return nullptr;
}

/** Nodes of a graph by name, each with the index of its output. An absent node stays null and is refused by TensorFlow. */
std::vector<TF_Output> Outputs(napi_env env, TF_Graph* graph, napi_value names, napi_value indices) {
  std::vector<TF_Output> outputs;
  std::vector<napi_value> positions = indices ? Elements(env, indices) : std::vector<napi_value>();
  for (napi_value name : Elements(env, names)) {
    int index = 0;
    if (indices) napi_get_value_int32(env, positions[outputs.size()], &index);
    outputs.push_back({TF_GraphOperationByName(graph, Text(env, name).c_str()), index});
  }
  return outputs;
}

/** AttrValue { bool b = 5 } with the value true, as protobuf writes it. */
constexpr unsigned char kTrue[] = {0x28, 0x01};

}  // namespace

napi_value AddFunction(napi_env env, napi_callback_info info) {
  size_t count = 6;
  napi_value args[6];
  napi_get_cb_info(env, info, &count, args, nullptr, nullptr);
  if (count != 6 || EagerContext() == nullptr) return Throw(env, "addFunction takes six arguments and a started engine");
  const std::string name = Text(env, args[0]);
  void* bytes = nullptr;
  size_t length = 0;
  if (napi_get_typedarray_info(env, args[1], nullptr, &length, &bytes, nullptr, nullptr) != napi_ok) return Throw(env, "addFunction: the graph is no Uint8Array");
  bool xla = false;
  napi_get_value_bool(env, args[5], &xla);

  Status status(TF_NewStatus(), TF_DeleteStatus);
  const auto failed = [&](const char* where) {
    return TF_GetCode(status.get()) == TF_OK ? false : (Throw(env, std::string(where) + TF_Message(status.get())), true);
  };
  Graph graph(TF_NewGraph(), TF_DeleteGraph);
  Buffer buffer(TF_NewBufferFromString(bytes, length), TF_DeleteBuffer);
  ImportOptions options(TF_NewImportGraphDefOptions(), TF_DeleteImportGraphDefOptions);
  TF_GraphImportGraphDef(graph.get(), buffer.get(), options.get(), status.get());
  if (failed("the recorded graph is refused: ")) return nullptr;

  const std::vector<TF_Output> inputs = Outputs(env, graph.get(), args[2], nullptr);
  const std::vector<TF_Output> outputs = Outputs(env, graph.get(), args[3], args[4]);
  for (const std::vector<TF_Output>* all : {&inputs, &outputs}) {
    for (const TF_Output& output : *all) {
      if (output.oper == nullptr) return Throw(env, "addFunction: an input or output names no node of the graph");
    }
  }
  Function function(
      TF_GraphToFunction(graph.get(), name.c_str(), 0, -1, nullptr, static_cast<int>(inputs.size()), inputs.data(),
                         static_cast<int>(outputs.size()), outputs.data(), nullptr, nullptr, nullptr, status.get()),
      TF_DeleteFunction);
  if (failed("the recorded graph makes no function: ")) return nullptr;
  if (xla) TF_FunctionSetAttrValueProto(function.get(), "_XlaMustCompile", kTrue, sizeof kTrue, status.get());
  if (failed("the function cannot be compiled by XLA: ")) return nullptr;
  TFE_ContextAddFunction(EagerContext(), function.get(), status.get());
  failed("the function is refused: ");
  return nullptr;
}

napi_value RemoveFunction(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value args[1];
  napi_get_cb_info(env, info, &count, args, nullptr, nullptr);
  Status status(TF_NewStatus(), TF_DeleteStatus);
  TFE_ContextRemoveFunction(EagerContext(), Text(env, args[0]).c_str(), status.get());
  if (TF_GetCode(status.get()) != TF_OK) return Throw(env, TF_Message(status.get()));
  return nullptr;
}

}  // namespace marketbook
