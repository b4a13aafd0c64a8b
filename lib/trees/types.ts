/** Numbers row by row. [rows·width] */
export type Matrix = { readonly values: Float32Array; readonly rows: number; readonly width: number };

/** What trees learn from. */
export type TrainingSet = Matrix & {
  /** A number, or the number of a class. [rows] */
  readonly labels: Float32Array;
  /** How much each row counts; all the same without. [rows] */
  readonly weights?: Float32Array | undefined;
};

/** A library's parameters under the library's own names. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/** What is known when a round of boosting ends. Losses are those of the objective's own metric. */
export type Round = { /** 1 .. rounds */ readonly round: number; readonly rounds: number; readonly loss: number; readonly validationLoss?: number; readonly bestRound: number; /** Since the first round began. */ readonly seconds: number };

export type TrainRequest = {
  readonly parameters: Parameters;
  readonly train: TrainingSet;
  /** Decides when to stop and which round was the best. */
  readonly validation?: TrainingSet | undefined;
  readonly rounds: number;
  /** Rounds without a lower validation loss after which training stops. Default: never. */
  readonly patience?: number | undefined;
  /** Default: `defaultThreads()`. */
  readonly threads?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called when a round ends; the loss of the training rows is measured only for it. */
  readonly onRound?: ((round: Round) => void) | undefined;
};

/** What training gives: the model in the library's own format, cut at the best round. */
export type Trained = { readonly bytes: Uint8Array; /** Rounds that ran. */ readonly rounds: number; readonly bestRound: number; readonly validationLoss?: number | undefined };

/** Trees that forecast. K outputs a row, P inputs. */
export type Booster = {
  readonly outputs: number;
  /** The objective's forecasts: numbers, probabilities. [rows·K] */
  predict(matrix: Matrix): Float64Array;
  /** Exact Shapley values of the sum of leaves (log-odds of a classifier), and the base behind each row's inputs. [rows·K·(P + 1)] */
  contributions(matrix: Matrix): Float64Array;
  /** What the splits on each input have gained in all. [P] */
  gain(): Float64Array;
  /** Frees the library's memory; nothing can be asked afterwards. */
  free(): void;
};
