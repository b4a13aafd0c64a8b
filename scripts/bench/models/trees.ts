import { randomKey } from "../../../lib/random/index.ts";
import { defaultThreads, forestMeans, forestShapley, growForest, loadCatboost, loadLightgbm, loadXgboost, trainCatboost, trainLightgbm, trainXgboost, type Booster, type Grown, type Trained, type TrainingSet } from "../../../lib/trees/index.ts";
import { firstDifference } from "../agreement.ts";
import type { Contest, SuiteRow } from "../timing.ts";
import { benchRows, openTreePeer, type TreeLibrary, type TreePeer } from "./treePeer.ts";

const [ROWS, WIDTH, TREES] = [10_000, 200, 100];
/** Rows that Shapley values are computed of. */
const EXPLAINED = 1_000;
/** Rows behind them that nothing was trained on. */
const FRESH = 2_000;
/** How far forests that were grown by two methods may differ: share of fresh rows that they tell apart rightly, share of their Shapley values that the deciding inputs have. */
const FOREST_TOLERANCE = 0.03;

const LIGHTGBM = { objective: "binary", num_leaves: 31, learning_rate: 0.1, deterministic: true, force_row_wise: true };
const PARAMETERS = {
  xgboost: { objective: "binary:logistic", tree_method: "hist", max_depth: 6, learning_rate: 0.1 },
  lightgbm: LIGHTGBM,
  catboost: { loss_function: "Logloss", depth: 6, learning_rate: 0.1 },
  // As many leaves, as few rows in a leaf and as many inputs a split on both sides.
  forest: { max_leaf_nodes: 255, min_samples_leaf: 5, max_features: "sqrt" },
};
const FOREST = { limits: { leaves: 255, depth: Infinity, inputs: Math.floor(Math.sqrt(WIDTH)) }, leastLeaf: 5, bins: 256, keepsLeaves: false, key: randomKey(1) };
const NAMES: Readonly<Record<TreeLibrary, string>> = { xgboost: "XGBoost", lightgbm: "LightGBM", catboost: "CatBoost", forest: "random forest" };

/** Trees against the Python packages that train the same ones: training with the hand-over of the rows, forecasts, Shapley values. */
export const treeRows: readonly SuiteRow[] = [
  row("train", "xgboost", 0.9), row("train", "lightgbm", 0.9), row("train", "catboost"), row("train", "forest", 2),
  row("predict", "xgboost"), row("predict", "lightgbm"), row("predict", "catboost"), row("predict", "forest"),
  row("shap", "xgboost", 0.8), row("shap", "lightgbm", 0.8), row("shap", "catboost"), row("shap", "forest"),
];

type Ask = "train" | "predict" | "shap";

function row(ask: Ask, library: TreeLibrary, target?: number): SuiteRow {
  const size = `${(ask === "shap" ? EXPLAINED : ROWS) / 1000}k × ${WIDTH}`;
  const work = { train: `train ${NAMES[library]}, ${TREES} trees, ${size}`, predict: `forecast of ${NAMES[library]}, ${size}`, shap: `Shapley values of ${NAMES[library]}, ${size}` }[ask];
  const peer = ask === "shap" ? "shap" : library === "forest" ? "scikit-learn" : `${NAMES[library]} in Python`;
  return { work, peer, prepare: () => contest(ask, library, work, target) };
}

async function contest(ask: Ask, library: TreeLibrary, work: string, target: number | undefined): Promise<Contest> {
  // Our forest has one thread, and so has scikit-learn's.
  const threads = library === "forest" ? 1 : defaultThreads();
  const every = benchRows(ROWS + FRESH, WIDTH);
  const set = { values: every.values.subarray(0, ROWS * WIDTH), labels: every.labels.subarray(0, ROWS), rows: ROWS, width: WIDTH };
  const peer = await openTreePeer(every, ROWS, TREES, threads, PARAMETERS);
  const booster = await loaded(library, set, threads);
  const explained = { values: set.values.subarray(0, EXPLAINED * WIDTH), rows: EXPLAINED, width: WIDTH };
  const ours = { train: () => train(library, set, threads), predict: () => booster.predict(set), shap: () => booster.contributions(explained) }[ask];
  const theirs = async (count: number) => (await (ask === "train" ? peer.ask({ ask, library, count }) : peer.ask({ ask, library, count, rows: ask === "shap" ? EXPLAINED : ROWS }))).seconds;
  return {
    work, target, ours, theirs: { measure: theirs }, peer: ask === "shap" ? `${peer.versions.shap} on ${peer.versions[library]}` : peer.versions[library],
    agree: () => (ask === "shap" ? shapleyDiffer(booster, library, explained, peer) : forecastsDiffer(booster, library, every, peer)),
    close: () => {
      booster.free();
      return peer.end();
    },
  };
}

function train(library: TreeLibrary, set: TrainingSet, threads: number): Promise<Trained | Grown> {
  return library === "forest" ? grow(set) : boost(library, set, threads);
}

function grow(matrix: TrainingSet): Promise<Grown> {
  return growForest({ ...FOREST, matrix, goal: { kind: "classes", targets: Float64Array.from(matrix.labels), weights: Float64Array.of(1, 1) }, trees: TREES, draws: matrix.rows });
}

function boost(library: Boosted, set: TrainingSet, threads: number): Promise<Trained> {
  const request = { train: set, rounds: TREES, threads };
  switch (library) {
    case "xgboost": return trainXgboost({ ...request, parameters: PARAMETERS.xgboost });
    case "lightgbm": return trainLightgbm({ ...request, parameters: PARAMETERS.lightgbm });
    case "catboost": return trainCatboost({ ...request, parameters: PARAMETERS.catboost, link: "sigmoid" });
  }
}

type Boosted = Exclude<TreeLibrary, "forest">;
/** What is asked of trained trees. */
type Asked = Pick<Booster, "predict" | "contributions" | "free">;

async function loaded(library: TreeLibrary, set: TrainingSet, threads: number): Promise<Asked> {
  if (library !== "forest") return load(library, (await boost(library, set, threads)).bytes, threads);
  const { forest } = await grow(set);
  return { predict: (matrix) => forestMeans(forest, matrix), contributions: (matrix) => forestShapley(forest, matrix), free: () => undefined };
}

function load(library: Boosted, bytes: Uint8Array, threads: number): Booster {
  const form = { inputs: WIDTH, outputs: 1, threads };
  if (library === "xgboost") return loadXgboost(bytes, form);
  return library === "catboost" ? loadCatboost(bytes, form) : loadLightgbm(bytes, form);
}

/** The same trees forecast the same; two forests of the same kind tell as many rows apart. */
async function forecastsDiffer(booster: Asked, library: TreeLibrary, set: TrainingSet, peer: TreePeer): Promise<string | undefined> {
  const ours = booster.predict(set);
  const { values } = await peer.ask({ ask: "forecast", library, rows: set.rows });
  if (library !== "forest") return firstDifference(ours, values, { tolerance: 1e-5 });
  const right = (forecast: ArrayLike<number>) => set.labels.subarray(ROWS).reduce((count, label, n) => count + ((forecast[ROWS + n]! > 0.5 ? 1 : 0) === label ? 1 : 0), 0) / FRESH;
  const [a, b] = [right(ours), right(values)];
  return Math.abs(a - b) <= FOREST_TOLERANCE ? undefined : `ours tells ${a} of the fresh rows apart, theirs ${b}`;
}

/** The peer leaves the base out, and gives one value an input. Two forests are not the same trees: theirs and ours owe as much to the three inputs that decide. */
async function shapleyDiffer(booster: Asked, library: TreeLibrary, explained: Parameters<Booster["contributions"]>[0], peer: TreePeer): Promise<string | undefined> {
  const count = library === "forest" ? 100 : 5;
  const few = { ...explained, values: explained.values.subarray(0, count * WIDTH), rows: count };
  const ours = booster.contributions(few).filter((_, at) => at % (WIDTH + 1) !== WIDTH);
  const { values } = await peer.ask({ ask: "shapley", library, rows: few.rows });
  if (library !== "forest") return firstDifference(ours, values, { tolerance: 1e-4 });
  const owed = (given: ArrayLike<number>) => {
    let [deciding, all] = [0, 0];
    for (let at = 0; at < given.length; at++) {
      all += Math.abs(given[at]!);
      if (at % WIDTH < 3) deciding += Math.abs(given[at]!);
    }
    return deciding / all;
  };
  const [a, b] = [owed(ours), owed(values)];
  return Math.abs(a - b) <= FOREST_TOLERANCE ? undefined : `ours owes ${a} to the deciding inputs, theirs ${b}`;
}
