import type { ModelSpec } from "../../catalogue/modelSpec.ts";
import type { Task } from "../../models/index.ts";
import type { Calibration, Interval, LagTest, Measure, NotAvailable } from "../../statistics/index.ts";

/** A number with its stationary-bootstrap interval; N/A with the reason where the rows cannot tell. */
export type Metric = { readonly value: Measure; readonly interval: Interval | NotAvailable };

/** A model beside another on the very same rows. */
export type Comparison = {
  /** Regression: 1 − RMSE/RMSE of the other. Classification: 1 − share of wrong rows/that of the other. 0 is as good, below 0 worse. */
  readonly skill: Metric;
  /** Gain in squared error (regression) or in rows that are right, in standard errors: above 2 better beyond chance, below −2 worse. */
  readonly dieboldMariano: Measure;
};

/** What a model's out-of-fold forecasts are worth. It survives JSON. */
export type Judgement = {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly task: Task;
  readonly rows: number;
  /** Close times of the first and the last row. */
  readonly from: string;
  readonly to: string;
  readonly metrics: Readonly<Record<string, Metric>>;
  readonly persistence: Comparison;
  readonly linear: Comparison;
  /** Of regressions. */
  readonly lag?: Pick<LagTest, "lag" | "repeatsYesterday" | "text">;
  /** Of class 1 where there are two, else of each class's probability taken together. */
  readonly calibration?: Calibration | NotAvailable;
};
