// TensorFlow functions of the eager context: made of a recorded graph, removed when nobody calls them any more.
#pragma once
#include <node_api.h>

#include "tensorflow/c/eager/c_api.h"

namespace marketbook {

/** The eager context in which TensorFlow.js runs its ops. Null before the first op. */
TFE_Context* EagerContext();

/** addFunction(name, graphDef: Uint8Array, inputs: string[], outputs: string[], outputIndices: number[], xla: boolean) */
napi_value AddFunction(napi_env env, napi_callback_info info);

/** removeFunction(name) */
napi_value RemoveFunction(napi_env env, napi_callback_info info);

}  // namespace marketbook
