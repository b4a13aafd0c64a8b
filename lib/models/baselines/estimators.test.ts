import { checkEstimator } from "../../training/estimator/checkEstimator.fixture.ts";
import { drift, linear, logistic, persistence, seasonalNaive } from "../index.ts";

const closedForm = { isRandom: false, usesValidation: false, cancels: "before" } as const;

checkEstimator({ ...closedForm, make: () => persistence(), offers: [], learns: "nothing" });
checkEstimator({ ...closedForm, make: () => drift(), offers: [], learns: "level" });
checkEstimator({ ...closedForm, make: () => seasonalNaive({ column: "signal", period: 4 }), offers: [], learns: "nothing" });
checkEstimator({ ...closedForm, make: () => linear(), offers: ["importance", "contributions"], usesValidation: true });
checkEstimator({ ...closedForm, make: () => linear({ alpha: 1 }), offers: ["importance", "contributions"] });
checkEstimator({ make: () => logistic(), offers: ["probabilities", "importance", "contributions"], isRandom: false, usesValidation: false });
