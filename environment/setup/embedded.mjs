import fs from "node:fs";
import path from "node:path";
import { dataPackages, setUpData } from "./data.mjs";
import { environment, root, venvPython } from "./places.mjs";
import { fingerprint, readStamp, stampOf } from "./stamp.mjs";

const folder = path.join(root, "data/embedded");
const stamp = () => stampOf(folder, "data");
const print = () => fingerprint({ files: [path.join(environment, "data.json")] });

/** The real bars that come inside registry packages. A Python package's series that cannot be had is left out; the default series is always there. */
export const embeddedData = {
  title: "Market data",
  needs: 0.2,
  stamp,
  print,
  products: () => [folder],
  failed: () => missing() !== undefined,
  redo: () => dataPackages(root).some(({ name, present }) => !present && !missing()?.includes(name)),
  async work(say) {
    const result = await setUpData({ root, python: venvPython, log: say });
    fs.mkdirSync(folder, { recursive: true });
    const names = result.missing.map((entry) => entry.package);
    return names.length > 0 ? { note: `without ${names.join(", ")}`, missing: names } : {};
  },
};

function missing() {
  return readStamp(stamp(), print(), [])?.missing;
}
