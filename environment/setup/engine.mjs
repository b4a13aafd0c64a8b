import fs from "node:fs";
import path from "node:path";
import { SetupProblem } from "./problem.mjs";
import { binding, locks, nodeModules, setup, tfjsNode, venv } from "./places.mjs";
import { compileBinding, opSources } from "./binding.mjs";
import { chooseCompiler, processor } from "./compiler.mjs";
import { fingerprint, readStamp, stampOf } from "./stamp.mjs";
import { tensorflowFiles, unpackTensorflow } from "./tensorflow.mjs";
import { tensorflowVariant } from "./variant.mjs";

const wantsWasm = () => process.env.MARKETBOOK_ENGINE === "wasm";
let found;
/** Looked up once: Node says glibc's version in a report that takes 20 ms to write. */
const variantHere = () => (found ??= tensorflowVariant());
/** native, cpu and cuda all need the binding; a failure to make it is an error then. */
const needsNative = () => ["native", "cpu", "cuda"].includes(process.env.MARKETBOOK_ENGINE);
const sources = (...names) => names.map((name) => path.join(setup, name));

/** TensorFlow's libraries, where this machine can use them. */
export const tensorflowStep = withFallback({
  title: "TensorFlow's libraries",
  needs: (variant) => variant.needs ?? 0,
  stamp: () => stampOf(venv, "tensorflow"),
  print: (variant) => fingerprint({ files: [...(variant.lock ? [path.join(locks, variant.lock)] : []), ...sources("tensorflow.mjs", "variant.mjs")], words: [variant.name ?? variant.reason] }),
  products: tensorflowFiles,
  async work(_say, variant) {
    if (variant.reason) throw new SetupProblem(`${variant.reason}.`, "A Linux or an Apple silicon Mac has them.");
    await unpackTensorflow(variant);
    return variant.name;
  },
});

/** The native binding between Node and TensorFlow. It lies in node_modules and is made again after each npm ci. */
export const bindingStep = withFallback({
  title: "TensorFlow binding",
  needs: () => (chooseCompiler().downloaded ? 0.6 : 0),
  stamp: () => stampOf(nodeModules, "binding"),
  print: (variant) => fingerprint({
    files: [...sources("binding.mjs", "compiler.mjs"), path.join(tfjsNode, "binding/tfjs_backend.cc"), ...opSources()],
    words: [variant.name ?? variant.reason, fs.existsSync(tensorflowFiles()[0]), processor()],
  }),
  products: () => [binding],
  async work(say, variant) {
    const missing = tensorflowFiles().find((file) => !fs.existsSync(file));
    if (missing) throw new SetupProblem(variant.reason ? `${variant.reason}.` : "TensorFlow's libraries are not there.", "See the step before.");
    return `compiled with ${await compileBinding(say)}`;
  },
});

/**
 * A step whose failure leaves the slower wasm engine. The failure is stamped too, so that the next call starts at once;
 * it is tried again when the machine, its compiler or the step changes, or when someone asks for it.
 */
function withFallback(step) {
  return {
    title: step.title,
    get needs() { return step.needs(variantHere()); },
    skip: wantsWasm,
    stamp: step.stamp,
    print: () => step.print(variantHere()),
    products: () => (failure(step) ? [] : step.products()),
    failed: () => failure(step) !== undefined,
    redo: () => failure(step) !== undefined && (needsNative() || heldOf(step).compiler !== chooseCompiler().name),
    async work(say) {
      try {
        return { note: await step.work(say, variantHere()) };
      } catch (error) {
        if (needsNative() || !(error instanceof SetupProblem)) throw error;
        say(`No native engine: ${error.message} The wasm engine is used instead: the same results, many times slower. \`MARKETBOOK_ENGINE=native npm start\` tries again.`);
        return { note: "wasm engine instead", failure: error.message, compiler: chooseCompiler().name };
      }
    },
  };
}

/** Why the step has no native result, as stamped; undefined when it has one or was never tried. */
const failure = (step) => heldOf(step)?.failure;

const heldOf = (step) => readStamp(step.stamp(), step.print(variantHere()), []);

/** Why there is no native engine, if a step failed. */
export const engineFailure = () => failure(tensorflowStep) ?? failure(bindingStep);
