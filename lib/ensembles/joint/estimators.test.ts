import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { calibrated, denseNetwork, knn, linear, logistic } from "../../models/index.ts";
import { networkForecaster } from "../../training/index.ts";
import { averageEnsemble, bayesianEnsemble, ENSEMBLE_RESTORERS, jointForecaster, stackingEnsemble, voteEnsemble } from "../index.ts";

const restorers = ENSEMBLE_RESTORERS;
const refusesOneWindow = /1 training windows are too few for 4 folds inside them; give more bars or fewer folds/;
const claims = { restorers, refusesOneWindow, isRandom: false, usesValidation: false } as const;

checkEstimator({ ...claims, make: () => jointForecaster({ line: linear({ alpha: 1 }), near: knn() }, stackingEnsemble({ minimum: 10 })), offers: ["quantiles"] });
checkEstimator({ ...claims, make: () => jointForecaster({ line: linear({ alpha: 1 }), stiff: linear({ alpha: 100 }) }, bayesianEnsemble({ minimum: 5 }), { folds: 2 }), offers: ["quantiles"], refusesOneWindow: /too few for 2 folds/ });
checkEstimator({ ...claims, make: () => jointForecaster({ near: knn({ task: "classification" }), odds: calibrated(logistic()) }, averageEnsemble()), offers: ["probabilities"], classes: [2], usesValidation: true });
checkEstimator({ ...claims, make: () => jointForecaster({ one: logistic(), two: logistic({ alpha: 100 }), three: knn({ task: "classification" }) }, voteEnsemble({ reads: "probability" })), offers: ["probabilities"], classes: [2] });
checkEstimator({
  ...claims,
  make: () => jointForecaster({ line: linear(), small: networkForecaster(denseNetwork({ units: [4] }), { epochs: 8, batchSize: 16, learningRate: 0.03 }) }, averageEnsemble(), { folds: 1 }),
  offers: ["quantiles"], isRandom: true, usesValidation: true, holdsTensors: true, alone: 1e-4, refusesOneWindow: /too few for 1 folds/,
});
