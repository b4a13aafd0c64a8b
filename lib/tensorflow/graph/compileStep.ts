import type { Tensor } from "@tensorflow/tfjs";
import { TensorflowError } from "../error.ts";
import { tf } from "../load.ts";
import { graphBackend, type GraphBackend } from "./backend.ts";
import { difference, type Recording } from "./recording.ts";
import { isRecording, record } from "./record.ts";
import { withPlainRoutes } from "./plainRoutes.ts";
import { formOf, olderThanNow, ownResult, type StepResult } from "./stepResult.ts";
import { stepFunction, type StepFunction } from "./stepFunction.ts";

export type CompileOptions = {
  /** Names the step in errors. Default "step". */
  readonly name?: string;
  /** Compile by XLA, where every op of the step has an XLA kernel. Fused layers give way to their plain loops. Default false. */
  readonly xla?: boolean;
  /** JavaScript values the step depends on, such as a learning rate held as a number: other values are another recording. */
  readonly given?: () => readonly (number | string | boolean)[];
};

/** What became of one shape of arguments. */
export type CompiledShape = {
  /** "float32 [32, 30, 5], float32 [32, 1]", with the given values behind it. */
  readonly shapes: string;
  /** Ops of the function; 0 while the step is still recorded. */
  readonly ops: number;
  /** Seconds to make the function and run it for the first time, TensorFlow's optimization or XLA's compilation included. */
  readonly compileSeconds: number;
  readonly calls: number;
};

/** A step, called as before. */
export type CompiledStep<Inputs extends readonly Tensor[], Result extends StepResult> = ((...inputs: Inputs) => Result) & {
  report(): readonly CompiledShape[];
  /** Frees the functions. The next call records anew. */
  dispose(): void;
};

/** One shape's way from its first run to its function. */
type Trace = {
  previous?: Recording | undefined;
  run?: (inputs: readonly Tensor[]) => StepResult;
  compiled?: StepFunction;
  unsettledRuns: number;
  differences: number;
  calls: number;
  compileSeconds: number;
};

/**
 * Turns a step in ordinary tensor ops (layers, losses, gradients, an optimizer) into one TensorFlow function.
 * A shape's first runs are recorded, for real: until no variable is made and no tensor kept any more, then two that must be the same computation.
 * From then on the whole step is one op in TensorFlow's runtime (one of a few ops is sent op by op, which costs less), with the same numbers to the last bit.
 * Tensors and variables from outside are seen as they are at each call; JavaScript values are those of the recording (see `given`).
 * Refused, with the op's name: reading a tensor's data, random ops with a hidden state, constants that change from run to run.
 * Runs as it is: on engines without functions (wasm), while a gradient is taken, and inside another recording.
 * Variables come from outside: one given as an argument is refused, for a function sees its value alone.
 * Each shape has a function of its own: drop or pad a last, smaller batch where there would be many.
 */
export function compileStep<Inputs extends readonly Tensor[], Result extends StepResult>(step: (...inputs: Inputs) => Result, options?: CompileOptions): CompiledStep<Inputs, Result>;
export function compileStep(step: (...inputs: Tensor[]) => StepResult, options: CompileOptions = {}): CompiledStep<Tensor[], StepResult> {
  const { given = () => [], name = "step", xla = false } = options;
  const traces = new Map<string, Trace>();
  const run = (inputs: readonly Tensor[]) => {
    const isOlder = olderThanNow();
    return ownResult(name, step(...inputs), isOlder);
  };
  const plain = (inputs: readonly Tensor[]): StepResult => tf.tidy(() => (xla ? withPlainRoutes(() => run(inputs)) : run(inputs)));

  const call = (...inputs: Tensor[]): StepResult => {
    refuseVariables(name, inputs);
    const backend = graphBackend(tf.backend());
    if (!backend || isRecording() || tf.engine().state.gradientDepth > 0) return plain(inputs);
    const shapes = [...inputs.map(({ dtype, shape }) => `${dtype} [${shape.join(", ")}]`), ...given().map(written)].join(", ");
    const trace = traces.get(shapes) ?? { unsettledRuns: 0, differences: 0, calls: 0, compileSeconds: 0 };
    traces.set(shapes, trace);
    trace.calls++;
    return trace.run ? trace.run(inputs) : observe(trace, backend, inputs);
  };

  /** Records a run; makes the function when two runs in a row were the same. */
  const observe = (trace: Trace, backend: GraphBackend, inputs: readonly Tensor[]): StepResult => {
    const observed = record(name, backend, plain, inputs);
    const reason = observed.unsettled ?? (trace.previous && difference(trace.previous, observed.recording));
    if (observed.unsettled) trace.unsettledRuns++;
    else if (reason) trace.differences++;
    if (trace.unsettledRuns > MOST_UNSETTLED || trace.differences > MOST_DIFFERENCES) {
      tf.dispose(observed.tensors.slice());
      dispose();
      throw new TensorflowError(`${name}: the step cannot be compiled: ${reason}.${observed.unsettled ? "" : ` ${REMEDY}`}`);
    }
    if (trace.previous && !reason) compile(trace, backend, observed.recording, formOf(observed.result));
    trace.previous = observed.unsettled ? undefined : observed.recording;
    return observed.result;
  };

  const compile = (trace: Trace, backend: GraphBackend, recording: Recording, form: (tensors: readonly Tensor[]) => StepResult) => {
    const begin = performance.now();
    const compiled = stepFunction(name, backend, recording, xla);
    trace.compiled = compiled;
    const makingSeconds = (performance.now() - begin) / 1000;
    const run = (inputs: readonly Tensor[]) => form(compiled.run(inputs));
    trace.run = (inputs) => {
      const first = performance.now();
      const result = firstRun(name, xla, () => run(inputs));
      trace.compileSeconds = makingSeconds + (performance.now() - first) / 1000;
      trace.run = run;
      return result;
    };
  };

  const dispose = () => {
    for (const { compiled } of traces.values()) compiled?.remove();
    traces.clear();
  };

  return Object.assign(call, {
    report: () => [...traces].map(([shapes, { calls, compiled, compileSeconds }]) => ({ shapes, ops: compiled?.ops ?? 0, compileSeconds, calls })),
    dispose,
  });
}

/** A variable as an argument would be a value: what the step assigns to it, or derives by it, would be lost. */
function refuseVariables(name: string, inputs: readonly Tensor[]): void {
  const k = inputs.findIndex((input) => input instanceof tf.Variable);
  if (k >= 0) throw new TensorflowError(`${name}: argument ${k} is a variable. Use it inside the step as it is, or give its value: variable.clone().`);
}

/** A given value as part of the name of its shape, each its own: "1" is not 1, −0 is not 0. */
function written(value: number | string | boolean): string {
  return typeof value === "string" ? JSON.stringify(value) : Object.is(value, -0) ? "-0" : String(value);
}

/** TensorFlow optimizes and compiles a function when it first runs, and says only then what it cannot do. */
function firstRun<T>(name: string, xla: boolean, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!xla || !(error instanceof Error) || error instanceof TensorflowError) throw error;
    const lacking = /Detected unsupported operations.*?: (\w+) \(No registered/.exec(error.message)?.[1];
    const reason = lacking ? `it has no kernel for ${lacking}` : error.message.replace(/\s+/g, " ");
    throw new TensorflowError(`${name}: XLA cannot compile the step: ${reason}. Compile it without xla, or write that part in other ops.`, { cause: error });
  }
}

/** Runs that may make variables or keep tensors: an optimizer's slots at the first, a lazily built layer's weights. */
const MOST_UNSETTLED = 2;
/** Pairs of runs that may differ: a layer that keeps a constant of its first run. */
const MOST_DIFFERENCES = 1;
const REMEDY = "Random numbers of TensorFlow.js, the clock, and counters in JavaScript do this: use seededUniform, seededNormal or dropout of this library, a variable, or an argument of the step.";
