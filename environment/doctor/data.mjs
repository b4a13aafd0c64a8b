import { dataPackages } from "../setup/data.mjs";
import { root } from "../setup/places.mjs";
import { missing, note, ok, SET_UP } from "./report.mjs";

/** Each package of embedded series. Those from npm are needed; the walk can do without the rest. */
export function dataLines() {
  return dataPackages(root).map(({ name, version, registry, present }) => {
    const from = `${registry === "npm" ? "npm" : "PyPI"} ${version}`;
    if (present) return ok(name, from);
    if (registry === "npm") return missing(name, `not there (${from})`, SET_UP);
    return note(name, `not there (${from})`, "Run `node environment/run.mjs setup` with a network; the default series works without.");
  });
}
