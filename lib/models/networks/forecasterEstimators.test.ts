import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import type { EstimatorClaims } from "../../training/estimator/claims.fixture.ts";
import { networkForecaster } from "../../training/index.ts";
import { dlinear, iTransformer, nhits, patchTst, temporalFusionTransformer, transformerEncoder, transformerLstm, type Network } from "../index.ts";

/** A few epochs find the planted rule; forecasts of a window alone differ in the last bits of Float32. */
function checkNetwork(network: (classes: number) => Network, more: Partial<EstimatorClaims> = {}): void {
  const fit = { epochs: 5, batchSize: 16 };
  checkEstimator({ make: (classes) => networkForecaster(network(classes), { learningRate: 0.02 }), offers: [], isRandom: true, usesValidation: true, holdsTensors: true, alone: 1e-5, fit, ...more });
}

/** Of those not tried with fewer steps. */
const longer = { fit: { epochs: 8, batchSize: 16 } };
const small = { width: 8, heads: 2, blocks: 1, dropoutRate: 0.05 };

checkNetwork(() => transformerEncoder(small), longer);
checkNetwork(() => transformerLstm({ ...small, units: 6 }), longer);
checkNetwork(() => dlinear({ averaged: 3 }));
checkNetwork(() => nhits({ stacks: [{ pool: 2, spacing: 1 }, { pool: 1, spacing: 1 }], units: 12 }));
checkNetwork(() => patchTst({ ...small, patch: 2, stride: 1, normalized: false }));
checkNetwork(() => iTransformer(small));
checkNetwork(() => temporalFusionTransformer({ ...small }), { offers: ["quantiles"] });
checkNetwork((count) => patchTst({ ...small, patch: 2, stride: 1, normalization: "layer", outputs: { kind: "classes", count } }), { offers: ["probabilities"], classes: [3] });
