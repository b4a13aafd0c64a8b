#!/usr/bin/env node
// npx marketbook <command> [arguments]
import path from "node:path";
import { fileURLToPath } from "node:url";
import fs from "node:fs";

const here = path.dirname(fs.realpathSync(fileURLToPath(import.meta.url)));
const run = path.join(here, "../run.mjs");
await import(run);
