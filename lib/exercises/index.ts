export { checkExercise, exercise, judge, yourAnswer, type Exercise, type Verdict } from "./exercise.ts";
