import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { startVendor, type Reply, type Vendor } from "../connection/vendor.fixture.ts";
import { binanceKlines } from "../sources/binanceVendor.fixture.ts";

const vendors: Vendor[] = [];
afterEach(async () => {
  await Promise.all(vendors.splice(0).map((vendor) => vendor.close()));
});

async function run(words: readonly string[], reply: (query: Readonly<Record<string, string>>) => Reply = (query) => ({ body: binanceKlines(query, { now: Date.now() }) })): Promise<{ readonly code: unknown; readonly said: string }> {
  const vendor = await startVendor(({ query }) => reply(query));
  vendors.push(vendor);
  const child = spawn(process.execPath, [join(import.meta.dirname, "streamEnd.fixture.ts"), vendor.origin, ...words], { env: { ...process.env, MARKETBOOK_LIMITS_FILE: ":memory:" } });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = await once(child, "close");
  return { code, said };
}

test.each(["abort 0", "abort 40", "abort 600", "break", "return", "abort 200 polled", "break 0 polled"])("a stream that ends so, %s, leaves no socket and no timer, and the process ends", async (words) => {
  expect(await run(words.split(" "))).toEqual({ code: 0, said: "ended\n" });
});

test("a request that is never answered is let go too", async () => {
  expect(await run(["abort", "200"], () => ({ silent: true }))).toEqual({ code: 0, said: "ended\n" });
});
