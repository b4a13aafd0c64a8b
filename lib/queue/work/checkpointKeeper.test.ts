import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { localCheckpoints } from "../local/localCheckpoints.ts";
import { checkpointKeeper, keepQuestion } from "./checkpointKeeper.ts";

let folder = "";

beforeEach(() => { folder = mkdtempSync(path.join(tmpdir(), "keeper-")); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

const at = (name: string): string => path.join(folder, name);
function write(name: string, text: string): void {
  mkdirSync(path.dirname(at(name)), { recursive: true });
  writeFileSync(at(name), text);
}

test("calls that come while a checkpoint is sent are one more, with what the folder holds then; locks and drafts stay", async () => {
  for (const name of ["epoch", "fit.lock", "epoch.draft-7"]) write(`checkpoint/${name}`, "1");
  const sent: (readonly [readonly string[], string])[] = [];
  let answer: () => void = () => {};
  const keeper = checkpointKeeper(at("checkpoint"), (question) => {
    const { keep } = keepQuestion.parse(question);
    sent.push([readdirSync(keep), readFileSync(path.join(keep, "epoch"), "utf8")]);
    return new Promise<void>((resolve) => (answer = resolve));
  });
  const first = keeper.keep();
  rmSync(at("checkpoint/epoch"));
  write("checkpoint/epoch", "2");
  const others = [keeper.keep(), keeper.keep(), keeper.keep()];
  expect(sent).toEqual([[["epoch"], "1"]]);
  answer();
  await first;
  while (sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
  answer();
  await Promise.all(others);
  await keeper.settled();
  expect(sent).toEqual([[["epoch"], "1"], [["epoch"], "2"]]);
});

test("a checkpoint on this machine is the newest that was kept whole, wherever a kill came in between", () => {
  const kept = localCheckpoints(at("kept"));
  write("new/epoch", "1");
  kept.keep("job", at("new"));
  kept.restore("job", at("one"));
  expect(readFileSync(at("one/epoch"), "utf8")).toBe("1");
  write("kept/job~draft/epoch", "half");
  write("kept/job~before/epoch", "0");
  kept.restore("job", at("two"));
  expect(readFileSync(at("two/epoch"), "utf8")).toBe("1");
  rmSync(at("kept/job"), { recursive: true });
  kept.restore("job", at("three"));
  expect(readFileSync(at("three/epoch"), "utf8")).toBe("0");
  write("newer/epoch", "2");
  kept.keep("job", at("newer"));
  kept.restore("job", at("four"));
  expect(readFileSync(at("four/epoch"), "utf8")).toBe("2");
  kept.forget("job");
  expect(readdirSync(at("kept"))).toEqual([]);
});
