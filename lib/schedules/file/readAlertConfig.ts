import { type AlertConfig, alertConfigShape } from "../../alerts/index.ts";
import { readYaml } from "./readYaml.ts";

/** The alerts of a text of schedules, also where something else in it is wrong; undefined where they are themselves. */
export function readAlertConfig(text: string): AlertConfig | undefined {
  const given = readYaml(text);
  if ("problems" in given || given.value === null || typeof given.value !== "object") return undefined;
  return alertConfigShape.safeParse(Reflect.get(given.value, "alerts") ?? {}).data;
}
