import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { knn, svm } from "../index.ts";

const knownRows = { isRandom: false, usesValidation: false, cancels: "before" } as const;
checkEstimator({ ...knownRows, make: () => knn({ neighbours: 5 }), offers: ["quantiles"] });
checkEstimator({ ...knownRows, make: () => knn({ task: "classification", neighbours: 7, weights: "distance", classWeights: "balanced" }), offers: ["probabilities"] });

checkEstimator({ make: () => svm(), offers: [], isRandom: false, usesValidation: false });
checkEstimator({ make: () => svm({ task: "classification" }), offers: ["probabilities"], isRandom: false, usesValidation: true });
