import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { catboost } from "../index.ts";

const chosen = { isRandom: true, usesValidation: true } as const;
const boosted = { trees: 30, learningRate: 0.2, patience: 10 } as const;

checkEstimator({ ...chosen, make: () => catboost(boosted), offers: ["importance", "contributions"] });
checkEstimator({ ...chosen, make: () => catboost({ ...boosted, levels: [0.1, 0.5, 0.9] }), offers: ["quantiles", "importance", "contributions"] });
checkEstimator({ ...chosen, make: () => catboost({ ...boosted, task: "classification", classWeights: "balanced" }), offers: ["probabilities", "importance", "contributions"] });
