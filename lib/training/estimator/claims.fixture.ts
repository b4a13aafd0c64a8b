import type { FitOptions, Forecaster, Restorer } from "../../models/index.ts";
import type { WindowsShape } from "./estimatorWindows.fixture.ts";

/** What a fitted value may offer beside `predict`. */
export const OFFERS = ["quantiles", "probabilities", "heads", "importance", "contributions"] as const;
export type Offer = (typeof OFFERS)[number];

/** What a model claims of itself. `checkEstimator` holds it to each claim: what a model cannot do stands in the call. */
export type EstimatorClaims = {
  /** A forecaster that has seen nothing, for so many classes where it is a classifier. */
  readonly make: (classes: number) => Forecaster;
  /** What the fitted value offers beside `predict`: these and no others. */
  readonly offers: readonly Offer[];
  /** Whether another key gives another fit. */
  readonly isRandom: boolean;
  /** Whether the validation windows decide anything. */
  readonly usesValidation: boolean;
  /** "edge": finds a planted rule in fresh windows. "level": its forecasts lie among the training targets. "nothing": does not read them. Default "edge". */
  readonly learns?: "edge" | "level" | "nothing";
  /** "during": a signal aborted right after `fit` was called stops it. "before": a closed form, done in one go, heeds a signal that was aborted before. Default "during". */
  readonly cancels?: "before" | "during";
  /** How far a forecast may differ between one window alone and many at once, in standard deviations of the targets. Default 0: the same bits. */
  readonly alone?: number;
  /** Whether fits hold tensors: then the engine is started and tensors are counted. Default false. */
  readonly holdsTensors?: boolean;
  /** Who reads its saved state, where `loadForecaster` does not know by itself. */
  readonly restorers?: Readonly<Record<string, Restorer>>;
  /** The numbers of classes a classifier is tried with. Default 2 and 3. */
  readonly classes?: readonly number[];
  /** What a fit on one window says where the method has no answer; a classifier says that it needs two classes. */
  readonly refusesOneWindow?: RegExp;
  /** What a fit on a constant target says where the method has no answer; a classifier says that it needs two classes. */
  readonly refusesConstantTarget?: RegExp;
  /** Small settings of the fit, so that the checks are quick. */
  readonly fit?: Omit<FitOptions, "key" | "signal">;
  /** Where the usual windows are too few or too many. */
  readonly windows?: Partial<WindowsShape>;
};
