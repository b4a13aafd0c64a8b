import { cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { daily, hourly, testService } from "./service.fixture.ts";

const service = testService();
const HOUR = 3_600_000;

describe("a restart", () => {
  test("remembers what is done, and treats the time between as missed", async () => {
    const first = service.start(daily());
    await first.clock.runTo("2026-03-06T03:00:00Z");
    await first.stop();
    const second = service.start(daily(), "2026-03-08T03:00:00Z");
    await second.clock.runTo("2026-03-08T04:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 done", "03-08T02:00 done"]);
  });

  test("sees a run that was cut off, tells it, and repeats it once by the rule", async () => {
    service.work.takes = 2 * HOUR;
    const first = service.start(daily());
    await first.clock.runTo("2026-03-06T02:30:00Z");
    const [record, state] = [path.join(service.folder, "runs", "nightly", service.runs()[0]!.id, "record.json"), path.join(service.folder, "state.json")];
    const left = [record, state].map((file) => [file, readFileSync(file, "utf8")] as const);
    await first.stop();
    // What a kill in the middle of the run leaves.
    for (const [file, text] of left) writeFileSync(file, text);
    const second = service.start(daily(), "2026-03-06T03:00:00Z");
    await second.clock.runTo("2026-03-06T06:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 cut-off", "03-06T02:00 done"]);
    expect(service.runs()[1]?.reason).toBe("cron 0 2 * * *; again, because it was cut off");
    expect(service.alerts()).toEqual(["nightly was cut off", "nightly works again"]);
  });

  test("does not repeat a run that was cut off by the rule skip, nor one that was cut off twice", async () => {
    service.work.takes = 2 * HOUR;
    const cutOff = async (yaml: string, at: string, until: string): Promise<void> => {
      const { clock, stop } = service.start(yaml, at);
      await clock.runTo(until);
      const state = readFileSync(path.join(service.folder, "state.json"), "utf8");
      await stop();
      writeFileSync(path.join(service.folder, "state.json"), state.replaceAll('"status": "stopped"', '"status": "running"'));
      for (const { id } of service.runs().filter(({ status }) => status === "stopped")) {
        const file = path.join(service.folder, "runs", "nightly", id, "record.json");
        writeFileSync(file, readFileSync(file, "utf8").replaceAll('"stopped"', '"running"'));
      }
    };
    await cutOff(daily(), "2026-03-06T01:00:00Z", "2026-03-06T02:30:00Z");
    await cutOff(daily(), "2026-03-06T02:40:00Z", "2026-03-06T03:00:00Z");
    await service.start(daily(), "2026-03-06T03:10:00Z").clock.runTo("2026-03-06T06:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 cut-off", "03-06T02:00 cut-off"]);
  });

  test("stops runs under way in order, and begins them again", async () => {
    service.work.takes = 2 * HOUR;
    const first = service.start(daily());
    await first.clock.runTo("2026-03-06T02:30:00Z");
    await first.stop();
    expect(service.done()).toEqual(["03-06T02:00 stopped"]);
    const second = service.start(daily(), "2026-03-06T03:00:00Z");
    await second.clock.runTo("2026-03-06T06:00:00Z");
    expect(service.done()).toEqual(["03-06T02:00 stopped", "03-06T02:00 done"]);
    expect(service.alerts()).toEqual([]);
  });

  test("refuses a damaged state in words", async () => {
    const first = service.start(daily());
    await first.clock.runTo("2026-03-06T03:00:00Z");
    await first.stop();
    writeFileSync(path.join(service.folder, "state.json"), "{");
    await expect(service.start(daily()).over).rejects.toThrow(/state\.json of the schedules is damaged .* Delete it to begin anew/);
  });
});

test.each([
  { kills: [59, 60, 90, 125, 200, 245] }, { kills: [60, 61, 79, 80, 81, 260] }, { kills: [61, 62, 63, 180, 181, 300, 321] },
])("killed after $kills minutes: each time is begun, none is done twice, and what was cut off once is begun again", async ({ kills }) => {
  service.work.takes = 20 * 60_000;
  let from = "2026-03-06T00:00:00Z";
  for (const minutes of kills) {
    const until = new Date(Date.UTC(2026, 2, 6, 0, minutes)).toISOString();
    const { clock, stop } = service.start(hourly(", missed: catch-up"), from);
    await clock.runTo(until);
    const putBack = snapshot(service.folder);
    await stop();
    putBack();
    from = until;
  }
  await service.start(hourly(", missed: catch-up"), from).clock.runTo("2026-03-06T08:30:00Z");
  const done = service.done();
  for (let hour = 1; hour <= 8; hour++) {
    const ends = done.filter((text) => text.startsWith(`03-06T0${hour}:00`)).map((text) => text.slice(12)).sort();
    expect(["done", "cut-off done", "cut-off cut-off"]).toContain(ends.join(" "));
  }
});

/** The folder as it is now; the function puts it back, as a kill would have left it. */
function snapshot(folder: string): () => void {
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  return () => {
    rmSync(folder, { recursive: true });
    renameSync(copy, folder);
  };
}
