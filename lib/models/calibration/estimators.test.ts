import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { calibrated, knn, logistic } from "../index.ts";

checkEstimator({ make: () => calibrated(logistic()), offers: ["probabilities", "importance"], isRandom: false, usesValidation: true });
checkEstimator({ make: () => calibrated(knn({ task: "classification" }), { method: "isotonic" }), offers: ["probabilities"], isRandom: false, usesValidation: true, cancels: "before" });
