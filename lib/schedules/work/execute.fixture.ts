import path from "node:path";
import { execute } from "./execute.ts";

// Begins a command that goes on until it is ended, for a test that kills this process.
const [log = "", folder = ""] = process.argv.slice(2);
void execute({ words: ["schedule", "start"], log, heading: "test", environment: { MARKETBOOK_SCHEDULES: path.join(folder, "s"), MARKETBOOK_ALERTS: path.join(folder, "a") }, timeLimit: 600_000 }, new AbortController().signal);
