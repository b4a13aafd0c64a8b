// The binding that Node loads: TensorFlow.js's own, whole and unchanged, with functions and recurrent ops added.
#include "functions.h"
#include "ops.h"

namespace marketbook {
namespace {
thread_local TFE_Context* context = nullptr;

/** TensorFlow.js keeps its context to itself, so it is noted where it is made. Each worker thread of Node has one of its own. */
TFE_Context* NewContext(const TFE_ContextOptions* options, TF_Status* status) {
  context = TFE_NewContext(options, status);
  return context;
}
}  // namespace

TFE_Context* EagerContext() { return context; }
}  // namespace marketbook

// TensorFlow.js's sources, included here so that their module is not registered a second time.
#undef NAPI_MODULE
#define NAPI_MODULE(name, init)
#define TFE_NewContext marketbook::NewContext
#include "tfjs_backend.cc"
#include "tfjs_binding.cc"
#undef TFE_NewContext

NAPI_MODULE_INIT() {
  try {
    static const bool once = (marketbook::RegisterOps(), true);  // worker threads of Node come here again
    (void)once;
  } catch (const std::exception& error) {
    napi_throw_error(env, nullptr, error.what());
    return nullptr;
  }
  exports = tfnodejs::InitTFNodeJSBinding(env, exports);
  napi_value marker;
  napi_get_boolean(env, true, &marker);
  const napi_property_descriptor added[] = {
      {"addFunction", nullptr, marketbook::AddFunction, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"removeFunction", nullptr, marketbook::RemoveFunction, nullptr, nullptr, nullptr, napi_enumerable, nullptr},
      {"marketbookOps", nullptr, nullptr, nullptr, nullptr, marker, napi_enumerable, nullptr},
  };
  napi_define_properties(env, exports, 3, added);
  return exports;
}
