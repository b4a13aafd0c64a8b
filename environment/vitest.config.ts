import path from "node:path";
import { defineConfig } from "vitest/config";
import { sharedTests } from "../scripts/testing/sharedTests.ts";
import { variables } from "./variables.mjs";

const root = path.resolve(import.meta.dirname, "..");
const include = ["lib/**/*.test.ts", "scripts/**/*.test.ts", "environment/**/*.test.ts", "notebooks/**/*.test.ts"];
const exclude = ["**/node_modules/**", "**/.venv/**", "**/.venv-bench*/**"];
const shared = sharedTests(root);

// Two workers, because the project's yardstick is a machine with two cores; TensorFlow starts threads of its own.
export default defineConfig({
  root,
  cacheDir: "node_modules/.cache/vitest",
  test: {
    env: ownVariables(),
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A state is waited for as long as the test itself may take, not for a second: on a busy machine each step takes many times its own.
    expect: { poll: { timeout: 50_000 } },
    // To start a process and to load the project into it takes longer than most files of tests: those that leave no trace share one, after the others.
    projects: [
      { extends: true, test: { name: "alone", include, exclude: [...exclude, ...shared] } },
      { extends: true, test: { name: "shared", include: [...shared], isolate: false } },
    ],
  },
});

/** What the project sets itself; the rest of the environment is inherited. */
function ownVariables(): Record<string, string> {
  const set = Object.entries(variables()).filter(([name, value]) => value !== undefined && value !== process.env[name]);
  // Tests use up nobody's budget, and wait for nobody's. Two threads of trees beside busy neighbours take ten times as long as one.
  // What tests run is no run of a person.
  const runs = { MARKETBOOK_RUNS: path.join(root, "node_modules/.cache/vitest/runs") };
  return { ...Object.fromEntries(set.map(([name, value]) => [name, value ?? ""])), ...runs, MARKETBOOK_LIMITS_FILE: ":memory:", MARKETBOOK_THREADS: "1" };
}
