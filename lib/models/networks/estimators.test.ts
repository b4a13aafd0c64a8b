import { networkForecaster } from "../../training/index.ts";
import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import type { EstimatorClaims } from "../../training/estimator/claims.fixture.ts";
import { convNetwork, denseNetwork, gruNetwork, lstmNetwork, type Network, type Outputs } from "../index.ts";

/** A few epochs find the planted rule; forecasts of a window alone differ in the last bits of Float32. */
function checkNetwork(network: (classes: number) => Network, offers: EstimatorClaims["offers"]): void {
  checkEstimator({
    make: (classes) => networkForecaster(network(classes), { learningRate: 0.02 }),
    offers,
    isRandom: true,
    usesValidation: true,
    holdsTensors: true,
    alone: 1e-5,
    fit: { epochs: 4, batchSize: 16 },
  });
}

const quantiles: Outputs = { kind: "quantiles", levels: [0.1, 0.5, 0.9] };
const heads: Outputs = { kind: "heads", heads: [{ name: "value", kind: "value" }, { name: "up", kind: "probability" }, { name: "size", kind: "value" }] };

checkNetwork(() => denseNetwork({ units: [8] }), []);
checkNetwork(() => lstmNetwork({ units: [6] }), []);
checkNetwork(() => gruNetwork({ units: [6] }), []);
checkNetwork(() => convNetwork({ filters: [4] }), []);
checkNetwork(() => denseNetwork({ units: [8], outputs: quantiles }), ["quantiles"]);
checkNetwork(() => denseNetwork({ units: [8], outputs: heads }), ["heads"]);
checkNetwork((count) => denseNetwork({ units: [8], outputs: { kind: "classes", count } }), ["probabilities"]);
