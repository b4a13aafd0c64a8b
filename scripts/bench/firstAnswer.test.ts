import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { firstAnswer } from "./firstAnswer.ts";

function worker() {
  const one = { ended: 0, end: async () => void one.ended++ };
  return one;
}

test("the data lie in a folder while the peer reads them, and nowhere after its answer; the peer goes on", async () => {
  const peer = worker();
  let seen = "";
  const answer = await firstAnswer(peer, async (folder) => {
    seen = path.join(folder, "inputs.f32");
    writeFileSync(seen, "1");
    return existsSync(seen) ? "read" : "missing";
  });
  expect([answer, existsSync(path.dirname(seen)), peer.ended]).toEqual(["read", false, 0]);
});

test("a peer that refuses its data is ended, and its words are thrown", async () => {
  const peer = worker();
  let seen = "";
  const refused = firstAnswer(peer, async (folder) => {
    seen = folder;
    throw new Error("the weights hold 3 numbers");
  });
  await expect(refused).rejects.toThrow("the weights hold 3 numbers");
  expect([existsSync(seen), peer.ended]).toEqual([false, 1]);
});
