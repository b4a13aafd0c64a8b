export { periodsPerYear } from "../../market/periodsPerYear.ts";
