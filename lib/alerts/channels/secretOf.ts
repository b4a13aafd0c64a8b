import type { Variables } from "../../market/connection/keys.ts";
import { AlertError } from "../error.ts";

/** The value of an environment variable that a channel needs. */
export function secretOf(variable: string, variables: Variables): string {
  const value = variables[variable]?.trim() ?? "";
  if (value === "") throw new AlertError(`${variable} is not set; put it into the environment, or into the file .env`);
  return value;
}
