import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { alertConfigShape } from "./alertConfig.ts";
import { type Alerts, openAlerts } from "./openAlerts.ts";

let folder = "";
let now = 0;
let status = 200;
let heard: string[] = [];
let said: string[] = [];
const server = createServer((request, response) => {
  heard.push(`${request.method} ${request.url}`);
  response.writeHead(status, { location: "http://127.0.0.1:1/" }).end();
});

beforeEach(async () => {
  [folder, now, status, heard, said] = [mkdtempSync(path.join(tmpdir(), "heartbeat-")), Date.UTC(2026, 2, 8), 200, [], []];
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

function open(variables: Readonly<Record<string, string>> = { MARKETBOOK_HEARTBEAT_URL: `${origin()}/ping/T0K3N-secret` }): Alerts {
  return openAlerts({ config: alertConfigShape.parse({ heartbeat: {} }), folder, variables, now: () => now, say: (text) => said.push(text) });
}

function origin(): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return `http://127.0.0.1:${address.port}`;
}

test("a sign of life is given so often as the file says, also after a clock was set back", async () => {
  const alerts = open();
  for (const minutes of [0, 1, 4, 5, 6, 10]) {
    now = Date.UTC(2026, 2, 8, 0, minutes);
    await alerts.beat();
  }
  now = Date.UTC(2020, 0, 1);
  await alerts.beat();
  expect(heard).toEqual(Array.from({ length: 4 }, () => "GET /ping/T0K3N-secret"));
  expect(said).toEqual([]);
});

test("one that is not taken is said once, without its address, and so is the next that is", async () => {
  const alerts = open();
  for (status of [404, 404, 200, 302]) {
    await alerts.beat();
    now += 300_000;
  }
  expect(said).toEqual([`heartbeat: ${origin()} answered 404. Check the address in MARKETBOOK_HEARTBEAT_URL`, "heartbeat: is heard again", expect.stringMatching(/^heartbeat: http:\/\/127\.0\.0\.1:\d+ cannot be reached: /)]);
  expect(said.join("\n")).not.toContain("T0K3N");
});

test("an address that is missing, or in the clear to another machine, is refused in words", async () => {
  await open({}).beat();
  await open({ MARKETBOOK_HEARTBEAT_URL: "http://example.com/T0K3N-secret" }).beat();
  expect(said).toEqual([
    "heartbeat: MARKETBOOK_HEARTBEAT_URL is not set; put it into the environment, or into the file .env",
    "heartbeat: url: http://example.com is neither https nor this machine. Use https, or set allowHttp: true to send in the clear",
  ]);
});
