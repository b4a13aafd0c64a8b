import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openStore } from "./openStore.ts";
import { storeContract } from "./storeContract.fixture.ts";

let root = "";
let count = 0;

storeContract("a folder", {
  start: async () => {
    root = await mkdtemp(join(tmpdir(), "store-"));
  },
  fresh: async () => join(root, String(count++)),
  stop: () => rm(root, { recursive: true }),
}, (place, now) => openStore(place, { now }));
