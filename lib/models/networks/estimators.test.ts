import { networkForecaster } from "../../training/index.ts";
import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import type { EstimatorClaims } from "../../training/estimator/claims.fixture.ts";
import { bilstmAttention, cnnLstm, convNetwork, denseNetwork, dynamicLag, dynamicLagLstm, gruNetwork, imageNetwork, lstmNetwork, tcn, type Network, type Outputs } from "../index.ts";

/** A few epochs find the planted rule; forecasts of a window alone differ in the last bits of Float32. */
function checkNetwork(network: (classes: number) => Network, offers: EstimatorClaims["offers"], more: Partial<EstimatorClaims> = {}): void {
  checkEstimator({
    make: (classes) => networkForecaster(network(classes), { learningRate: 0.02 }),
    offers,
    isRandom: true,
    usesValidation: true,
    holdsTensors: true,
    alone: 1e-5,
    fit: { epochs: 4, batchSize: 16 },
    ...more,
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

/** Those whose small twins need more steps to find the rule. */
const longer = { fit: { epochs: 12, batchSize: 16 } };

checkNetwork(() => bilstmAttention({ units: 4, layers: 2, outputs: heads }), ["heads"]);
checkNetwork(() => tcn({ channels: [6, 6], kernelSize: 2 }), []);
checkNetwork(() => cnnLstm({ filters: [6], units: 6, denseUnits: 6 }), [], longer);
checkNetwork((count) => imageNetwork({ filters: [4], denseUnits: 8, dropoutRate: 0, outputs: { kind: "classes", count } }), ["probabilities"], { ...longer, windows: { train: 240 } });
// A Gramian field brings each window to its own range: it does not see the level that the rule is about.
checkNetwork(() => imageNetwork({ picture: "gramian", filters: [4], denseUnits: 8 }), [], { learns: "level" });
checkNetwork(() => dynamicLag({ maxLag: 4, units: 4 }), []);
checkNetwork(() => dynamicLagLstm({ maxLag: 4, units: 4, lstmUnits: 6 }), []);
