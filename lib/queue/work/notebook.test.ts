import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { projectFolder } from "../../runs/folders.ts";
import { notebookWork, openQueue, queuedExecution, QueueError, shippedWork, type Queue } from "../index.ts";

let folder = "";
let queue: Queue;

beforeAll(async () => {
  const artifacts = path.join(projectFolder, "artifacts");
  mkdirSync(artifacts, { recursive: true });
  folder = mkdtempSync(path.join(artifacts, "queue-test-"));
  queue = await openQueue({ work: shippedWork, concurrency: 1, folder: path.join(folder, "work") });
});
afterAll(async () => {
  await queue.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Writes a notebook into the project and gives its name. */
function notebook(name: string, last: string): string {
  const cell = (source: string, tags: readonly string[]) => ({ cell_type: "code", id: `c${source.length}`, metadata: { tags }, source, outputs: [], execution_count: null });
  const kernelspec = { name: "tslab", display_name: "TypeScript (tslab)", language: "typescript" };
  const cells = [cell("let lookback: number = 30;", ["parameters"]), cell(last, [])];
  writeFileSync(path.join(folder, name), JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells }));
  return path.relative(projectFolder, path.join(folder, name)).split(path.sep).join("/");
}

test("a notebook of the project is executed with parameters, tells its cells, and comes back with what it recorded", async () => {
  const said: unknown[] = [];
  const source = 'console.log("lookback", lookback); require("node:fs").writeFileSync(process.env.MARKETBOOK_RUN + "/note.txt", "noted");';
  const job = await queue.submit(notebookWork, { notebook: notebook("in.ipynb", source), parameters: { lookback: 7 } });
  job.onProgress((progress) => said.push(progress));
  const printed: string[] = [];
  job.onPrinted((text) => printed.push(text));
  const { fetchOutputs, outputs, value } = await job.result;
  expect(value.notebook).toBe("in.ipynb");
  expect(outputs.map(({ name }) => name)).toEqual(["execution.json", "in.ipynb", "run/note.txt"]);
  await fetchOutputs(path.join(folder, "fetched"));
  expect(readFileSync(path.join(folder, "fetched", "in.ipynb"), "utf8")).toContain("lookback 7");
  expect(printed.join("")).toBe("lookback 7\n");
  expect(said.at(-1)).toEqual({ cell: expect.any(Number), cells: expect.any(Number) });
}, 600_000);

test("a cell that fails is the job's failure, with its number and words, and the copy comes back with the error in it", async () => {
  const job = await queue.submit(notebookWork, { notebook: notebook("bad.ipynb", 'throw new TypeError("planted failure");') });
  await expect(job.result).rejects.toMatchObject({ fault: "thrown", message: expect.stringMatching(/cell In \[2\] of artifacts\/.*bad\.ipynb failed: TypeError: planted failure/) });
  const failed: unknown = await job.result.catch((error: unknown) => error);
  await (failed instanceof QueueError ? failed.left?.fetchOutputs?.(path.join(folder, "failed")) : undefined);
  expect(readFileSync(path.join(folder, "failed", "bad.ipynb"), "utf8")).toContain("planted failure");
  expect(queuedExecution.parse(JSON.parse(readFileSync(path.join(folder, "failed", "execution.json"), "utf8")))).toMatchObject({ failure: { cell: 2, errorName: "TypeError", errorMessage: "planted failure" } });
}, 600_000);

test("a notebook outside of the project, or none, is refused before anything is started", async () => {
  await expect(queue.submit(notebookWork, { notebook: "../other.ipynb" })).rejects.toMatchObject({ fault: "parameters" });
  await expect(queue.submit(notebookWork, { notebook: "README.md" })).rejects.toThrow("a notebook's name ends in .ipynb");
});
