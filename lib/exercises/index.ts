export { checkExercise, exercise, judge, yourAnswer, type Exercise, type Verdict } from "./exercise.ts";
export { normalizeExercises } from "./normalize.ts";
export { startExercises } from "./start.ts";
export { windowExercises } from "./windows.ts";
