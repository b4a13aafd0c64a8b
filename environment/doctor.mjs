#!/usr/bin/env node
// npm run doctor [-- --json]: what is installed, what is missing, and what to do about it. Needs nothing but Node, changes nothing.
import { parseArgs } from "node:util";
import { dataLines } from "./doctor/data.mjs";
import { engineLines } from "./doctor/engine.mjs";
import { jupyterLines } from "./doctor/jupyter.mjs";
import { machineLines } from "./doctor/machine.mjs";
import { packageLines } from "./doctor/packages.mjs";
import { asText } from "./doctor/report.mjs";
import { treeLines } from "./doctor/trees.mjs";

let options;
try {
  options = parseArgs({ options: { json: { type: "boolean", default: false }, help: { type: "boolean", short: "h", default: false } } }).values;
} catch (error) {
  console.error(`marketbook doctor: ${error.message}. Usage: npm run doctor [-- --json]`);
  process.exit(2);
}
if (options.help) {
  console.log("Usage: npm run doctor [-- --json]\n\nSays what is installed, what is missing and what to do. Changes nothing; exit code 1 where something needed is missing.");
  process.exit(0);
}

const sections = {};
for (const [title, look] of Object.entries({ Machine: machineLines, "Node packages": packageLines, Jupyter: jupyterLines, Engine: engineLines, Trees: treeLines, Data: dataLines })) {
  sections[title] = await look();
}
const lines = Object.values(sections).flat();
const healthy = lines.every((line) => line.state !== "missing");
console.log(options.json ? JSON.stringify({ healthy, sections }, undefined, 2) : asText(sections));
process.exitCode = healthy ? 0 : 1;
