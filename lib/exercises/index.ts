export { checkExercise, exercise, judge, yourAnswer, type Exercise, type Verdict } from "./exercise.ts";
export { lstmExercises } from "./lstm.ts";
export { normalizeExercises } from "./normalize.ts";
export { startExercises } from "./start.ts";
export { windowExercises } from "./windows.ts";
export { factorsExercises } from "./factors.ts";
export { backtestExercises } from "./backtest.ts";
export { ensembleExercises } from "./ensembles.ts";
