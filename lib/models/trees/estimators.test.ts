import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { lightgbm, randomForest, xgboost } from "../index.ts";

const boosted = { trees: 40, learningRate: 0.2, patience: 10, subsample: 0.6 } as const;
const chosen = { isRandom: true, usesValidation: true } as const;
const forest = { isRandom: true, usesValidation: false } as const;

checkEstimator({ ...chosen, make: () => xgboost(boosted), offers: ["importance", "contributions"] });
checkEstimator({ ...chosen, make: () => xgboost({ ...boosted, levels: [0.1, 0.5, 0.9] }), offers: ["quantiles", "importance", "contributions"] });
checkEstimator({ ...chosen, make: () => xgboost({ ...boosted, task: "classification", classWeights: "balanced" }), offers: ["probabilities", "importance", "contributions"] });

checkEstimator({ ...chosen, make: () => lightgbm({ ...boosted, minChildSamples: 5 }), offers: ["importance", "contributions"] });
checkEstimator({ ...chosen, make: () => lightgbm({ ...boosted, minChildSamples: 5, levels: [0.1, 0.5, 0.9] }), offers: ["quantiles", "importance", "contributions"] });
checkEstimator({ ...chosen, make: () => lightgbm({ ...boosted, minChildSamples: 5, task: "classification", classWeights: "balanced" }), offers: ["probabilities", "importance", "contributions"] });

checkEstimator({ ...forest, make: () => randomForest({ trees: 40 }), offers: ["quantiles", "importance", "contributions"] });
checkEstimator({ ...forest, make: () => randomForest({ trees: 40, task: "classification", classWeights: "balanced" }), offers: ["probabilities", "importance", "contributions"] });
