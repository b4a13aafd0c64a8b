import { Command, InvalidArgumentError } from "commander";
import { existsSync, readdirSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import "../../lib/models/index.ts"; // a model of the notebooks may have a layer that is registered there
import { alignedTable } from "../../lib/runs/index.ts";
import { startEngine, type LayersModel } from "../../lib/tensorflow/index.ts";
import { checkModelFolder, openModel, saveModel, writeOnnx, type ModelCard, type ModelDescription } from "../../lib/training/index.ts";
import { checkOutput, namingOutput } from "../outputFile.ts";

type Options = { readonly onnx?: string; readonly output?: string; readonly columns?: readonly string[]; readonly horizon?: number };

export function modelCommand(): Command {
  return new Command("model")
    .description("Describes a saved model: a folder that saveModel wrote, a TensorFlow.js folder, or a Keras file (.keras, .h5). Writes it as ONNX, or as a folder of Marketbook.")
    .argument("<path>", "folder or file of the model")
    .option("--onnx <model.onnx>", "write it for prediction elsewhere, as ONNX")
    .option("--output <folder>", "write it as a folder that loadForecaster reads")
    .option("--columns <names>", "with --output: columns the network reads, in order, with commas between (default: the card's)", (text) => text.split(",").map((name) => name.trim()))
    .option("--horizon <bars>", "with --output: bars ahead that it forecasts (default: the card's, or 1)", parseHorizon)
    .action(run);
}

async function run(path: string, { columns, horizon, onnx, output }: Options, command: Command): Promise<void> {
  if (output === undefined && (columns ?? horizon) !== undefined) command.error("error: --columns and --horizon say what --output writes; name its folder");
  if (onnx !== undefined) checkOutput(onnx, filesOf(path), "--onnx");
  if (output !== undefined) checkFolder(output, path);
  await startEngine();
  const { card, model } = await openModel(path);
  const wanted = output === undefined ? undefined : descriptionOf(model, card, { columns, horizon }, command);
  console.log(describe(model, card).join("\n"));
  if (onnx !== undefined) {
    await namingOutput(onnx, () => writeOnnx(model, onnx, { ...(card ? { card } : {}) }));
    console.log(`\n${onnx}: the network as ONNX`);
  }
  if (output !== undefined && wanted) {
    await namingOutput(output, () => saveModel(model, output, wanted));
    console.log(`\n${output}: the model as a folder of Marketbook`);
  }
}

/** All that is read: an output takes the place of none of it. */
function filesOf(path: string): readonly string[] {
  return existsSync(path) && statSync(path).isDirectory() ? readdirSync(path).map((name) => join(path, name)) : [path];
}

function checkFolder(output: string, path: string): void {
  if (output === "") throw new Error("--output is empty; name the folder to write");
  if (existsSync(output) && existsSync(path) && realpathSync(output) === realpathSync(path)) throw new Error(`--output ${output} would overwrite the model that is read; name another folder`);
  checkModelFolder(output);
}

/** What the card of the new folder says. A file of another library knows no columns. */
function descriptionOf(model: LayersModel, card: ModelCard | undefined, given: { readonly columns: readonly string[] | undefined; readonly horizon: number | undefined }, command: Command): ModelDescription {
  const [, lookback, features] = model.inputs[0]?.shape ?? [];
  const columns = given.columns ?? card?.columns;
  if (!columns) command.error(`error: the file does not say which columns the network reads; name ${features ?? "all"} of them, in order, with --columns`);
  if (typeof lookback !== "number" || typeof features !== "number") command.error(`error: the network reads windows of shape [${model.inputs[0]?.shape.join(", ")}]; windows of a fixed number of steps and columns are written with --output`);
  if (columns.length !== features || new Set(columns).size < features || columns.includes("")) command.error(`error: --columns names ${columns.join(", ")}; the network reads ${features} columns, each of a name of its own`);
  const { name, scaler, target, training } = card ?? {};
  return {
    columns, lookback, horizon: given.horizon ?? card?.horizon ?? 1,
    ...(name === undefined ? {} : { name }), ...(target ? { target } : {}), ...(training ? { training } : {}), ...(scaler === undefined ? {} : { scaler: { toJSON: () => scaler } }),
  };
}

function describe(model: LayersModel, card: ModelCard | undefined): readonly string[] {
  const shape = (layer: LayersModel["layers"][number]) => JSON.stringify(layer.outputShape).replaceAll("null", "B").replaceAll(",", ", ");
  const sizes = model.layers.map(weightsOf);
  const layers = model.layers.map((layer, k) => [layer.name, layer.getClassName(), shape(layer), sizes[k]!.toLocaleString("en-US")]);
  const total = sizes.reduce((sum, size) => sum + size, 0).toLocaleString("en-US");
  const facts = card ? Object.entries(cardFacts(card)).map(([name, text]) => `  ${name.padEnd(9)} ${text}`) : ["  without a card: it does not say which columns it reads"];
  return [card?.name ?? model.name, ...facts, "", ...alignedTable(["layer", "class", "output", "weights"], layers), "", `${total} weights in ${model.layers.length} layers`];
}

/** Numbers that a layer learns or gathers. The counters of random layers are none. */
function weightsOf(layer: LayersModel["layers"][number]): number {
  const sizes = layer.weights.filter(({ dtype }) => dtype === "float32").map(({ shape }) => shape.reduce<number>((product, size) => product * (size ?? 1), 1));
  return sizes.reduce((sum, size) => sum + size, 0);
}

function cardFacts({ columns, horizon, lookback, scaler, target, training, versions }: ModelCard): Readonly<Record<string, string>> {
  const kind = typeof scaler === "object" && scaler !== null && "kind" in scaler ? String(scaler.kind) : "none saved";
  return {
    columns: columns.join(", "), window: `${lookback} bars, forecast ${horizon} ahead`, target: `output · ${rounded(target.scale)} + ${rounded(target.offset)}`, scaler: kind,
    ...(training ? { training: `best epoch ${training.bestEpoch} of ${training.epochs}, loss ${rounded(training.loss)}, validation loss ${rounded(training.validationLoss)}` } : {}),
    versions: Object.entries(versions).map(([name, version]) => `${name} ${version}`).join(", "),
  };
}

/** To four digits. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

function parseHorizon(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isInteger(value) || value < 0) throw new InvalidArgumentError("Give a whole number from 0.");
  return value;
}
