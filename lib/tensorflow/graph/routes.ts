import { hasNativeOps } from "../native.ts";
import { plainRoutes } from "./plainRoutes.ts";

/** Whether this project's own ops take the work: they are compiled in, and nobody wants plain ones. */
export function fusedRoutes(): boolean {
  return hasNativeOps() && !plainRoutes();
}
