import { drift, knn, linear, type FittedForecaster, type Forecaster, type Task } from "../../models/index.ts";
import type { Windows } from "../../windows/index.ts";
import { checkEstimator } from "./checkEstimator.fixture.ts";
import type { EstimatorClaims } from "./claims.fixture.ts";

type Change = (fitted: FittedForecaster, train: Windows, validation: Windows) => Partial<FittedForecaster>;

/** A forecaster with one of its answers replaced, named after the promise that it breaks. */
function liar(honest: Forecaster, name: string, change: Change): Forecaster {
  return {
    ...honest,
    name,
    fit: async (train, validation, options) => {
      const fitted = await honest.fit(train, validation, options);
      return { ...fitted, name, ...change(fitted, train, validation) };
    },
  };
}

const claims = { isRandom: false, usesValidation: false, cancels: "before" } as const;
const ofLine = { ...claims, offers: ["importance", "contributions"] } as const;

function checkLine(name: string, change: Change): void {
  checkEstimator({ ...ofLine, make: () => liar(linear({ alpha: 1 }), name, change) });
}

checkLine("honest", () => ({}));
checkLine("reads the targets that it shall forecast", ({ predict }) => ({ predict: (given) => predict(given).map((y, n) => y + 0.1 * given.targets[n]!) }));
checkLine("reads later windows", ({ predict }) => ({ predict: (given) => predict(given).map((y, n, all) => y + 0.001 * (all[n + 1] ?? 0)) }));
checkLine("reads how many windows there are", ({ predict }) => ({ predict: (given) => predict(given).map((y) => y + given.count) }));
checkLine("learns from the validation", ({ predict }, _, validation) => ({ predict: (given) => predict(given).map((y) => y + (validation.inputs[0] ?? 0)) }));
checkLine("changes the windows that it learns from", (_, train) => {
  train.inputs[0]! += 1;
  return {};
});
checkLine("is saved without a part of it", ({ predict }) => ({ predict: (given) => predict(given).map((y) => y + 1) }));
checkLine("forecasts in another unit", ({ predict }) => ({ predict: (given) => predict(given).map((y) => y - 1000) }));
checkLine("takes windows of any form", ({ predict, reads }) => ({ predict: (given) => predict({ ...given, ...reads }) }));
checkLine("takes what is missing for nothing", ({ predict }) => ({ predict: (given) => predict({ ...given, inputs: given.inputs.map((x) => (Number.isFinite(x) ? x : 0)) }) }));
checkLine("tells contributions of another forecast", ({ contributions }) => ({ contributions: (given) => ({ ...contributions!(given), base: 0 }) }));
checkLine("owes more than all", ({ importance }) => ({ importance: () => ({ ...importance!(), signal: 1 }) }));

let draws = 0;
checkLine("answers otherwise when asked again", ({ predict }) => ({ predict: (given) => predict(given).map((y) => y + ++draws) }));
let fits = 0;
checkLine("fits otherwise the second time", ({ predict }) => {
  const own = ++fits;
  return { predict: (given) => predict(given).map((y) => y + own) };
});

const named = (forecaster: Forecaster, name: string): Forecaster => liar(forecaster, name, () => ({}));
checkEstimator({ ...claims, offers: [], make: () => named(drift(), "claims an edge that it has not") });
checkEstimator({ ...claims, offers: [], make: () => named(linear({ alpha: 1 }), "offers more than it claims") });
checkEstimator({ ...ofLine, isRandom: true, make: () => named(linear({ alpha: 1 }), "claims to heed the key") });
checkEstimator({ ...ofLine, make: () => named({ ...linear({ alpha: 1 }), fit: (train, validation, { key }) => linear({ alpha: 1 }).fit(train, validation, { key }) }, "goes on when it is stopped") });

function checkNeighbours(task: Task, name: string, offers: EstimatorClaims["offers"], change: Change): void {
  checkEstimator({ ...claims, classes: [2], offers, make: () => liar(knn({ task }), name, change) });
}

checkNeighbours("regression", "crosses quantiles", ["quantiles"], ({ quantiles }) => ({
  quantiles: (given) => ({ ...quantiles!(given), values: quantiles!(given).values.map((y, at) => (at % 3 === 2 ? y - 50 : y)) }),
}));
checkNeighbours("classification", "says less than 1 in all", ["probabilities"], ({ probabilities }) => ({
  probabilities: (given) => ({ ...probabilities!(given), values: probabilities!(given).values.map((p) => 0.9 * p) }),
}));
