import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadForecaster } from "../training/index.ts";
import { formatRegistryFinding, openRegistry, type ModelRegistry } from "./index.ts";
import { completeCard, outOfFoldOf, registrationOf, savedLinear } from "./registryContent.fixture.ts";

const promoter = (place: string, models: string, id: number) => promisify(execFile)(process.execPath, [join(import.meta.dirname, "promoter.fixture.ts"), place, models, String(id)]);

/** The contract of every registry, whichever database holds it. `fresh` gives an empty place. */
export function registryContract(name: string, fresh: () => Promise<string>): void {
  describe(name, () => {
    let folder = "";
    let registry: ModelRegistry;
    let address = "";
    let count = 0;
    const opened: ModelRegistry[] = [];
    const open = async (place: string, models: string) => {
      const one = await openRegistry(place, { models });
      opened.push(one);
      return one;
    };
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), "registry-"));
    });
    afterAll(async () => {
      for (const one of opened) await one.close();
      await rm(folder, { recursive: true });
    });
    const empty = async () => {
      address = await fresh();
      registry = await open(address, join(folder, `models-${count++}`));
      return registry;
    };
    const good = () => savedLinear(folder, 1);
    const other = () => savedLinear(folder, 2);

    test("a registered model is a candidate with all that was said of it, and its folder gives the same model", async () => {
      const { list, register, show } = await empty();
      const version = await register(registrationOf(await good(), outOfFoldOf(0.5), { at: 5, reason: "first try" }));
      expect(version).toMatchObject({ id: 1, stage: "candidate", symbol: "SP500", label: "next_log_return_1", horizon: 1, spec: { model: "linear" }, seed: 1, columns: ["rsi_14"], card: completeCard, parent: undefined, registeredAt: 5 });
      expect(await list()).toEqual([version]);
      expect(await show(1)).toEqual({ version, history: [{ stage: "candidate", at: 5, reason: "first try", evidence: null }], children: [] });
      expect((await loadForecaster(await registry.folderOf(1))).card.columns).toEqual(["rsi_14"]);
    });

    test("the same model is kept once, and lineage leads from a child to its parent and back", async () => {
      const { models, register, show } = await empty();
      const first = await register(registrationOf(await good(), outOfFoldOf(0.5)));
      const second = await register(registrationOf(await good(), outOfFoldOf(0.5), { parent: 1, seed: 2 }));
      expect(second.content).toBe(first.content);
      expect(await readdir(models)).toEqual([first.content]);
      expect((await show(1)).children).toEqual([2]);
      expect((await show(2)).version.parent).toBe(1);
      await expect(register(registrationOf(await good(), outOfFoldOf(0.5), { parent: 9 }))).rejects.toThrow(/^[^ ]+: there is no version 9\. Versions: 1, 2\.$/);
    });

    test("a better model takes the champion's place, which is retired at the same moment with a reason", async () => {
      const { champion, list, promote, register, show } = await empty();
      await register(registrationOf(await good(), outOfFoldOf(0.3)));
      await register(registrationOf(await other(), outOfFoldOf(0.7)));
      const first = await promote(1, { at: 10, reason: "the first" });
      expect(first).toMatchObject({ promoted: true, before: undefined, version: { id: 1, stage: "champion" } });
      const second = await promote(2, { at: 20 });
      expect(second).toMatchObject({ promoted: true, before: { id: 1 }, version: { id: 2, stage: "champion" } });
      expect((await champion({ symbol: "SP500", interval: "1d", label: "next_log_return_1", horizon: 1 }))?.id).toBe(2);
      expect((await list({ stage: "champion" })).map(({ id }) => id)).toEqual([2]);
      expect((await show(1)).history.map(({ at, reason, stage }) => [stage, at, reason])).toEqual([["candidate", 1000, "registered"], ["champion", 10, "the first"], ["retired", 20, "version 2 took its place"]]);
      expect((await show(2)).history[1]?.evidence).toEqual(second.conditions);
      await expect(promote(2, { at: 30 })).rejects.toThrow(/^promote: version 2 is the champion already\.$/);
    });

    test("a model that is no better is refused with the numbers, and nothing changes", async () => {
      const { list, promote, register } = await empty();
      await register(registrationOf(await good(), outOfFoldOf(0.5)));
      await register(registrationOf(await other(), outOfFoldOf(0.5, { seed: 9 })));
      await promote(1, { at: 1 });
      const { conditions, promoted } = await promote(2, { at: 2 });
      expect(promoted).toBe(false);
      expect(conditions.filter(({ passed }) => !passed)).toEqual([{ name: "better than the champion", passed: false, text: expect.stringMatching(/^RMSE 0\.0\d+ of it, 0\.0\d+ of the champion on 600 rows; Diebold–Mariano t = -?\d\.\d\d, p = 0\.\d+, not below 0\.05$/) }]);
      expect((await list()).map(({ stage }) => stage)).toEqual(["champion", "candidate"]);
    });

    test("each task has a champion of its own", async () => {
      const { list, promote, register } = await empty();
      await register(registrationOf(await good(), outOfFoldOf(0.5)));
      await register(registrationOf(await good(), outOfFoldOf(0.5), { symbol: "NASDAQ" }));
      await register(registrationOf(await good(), outOfFoldOf(0.5), { interval: "1h" }));
      for (const id of [1, 2, 3]) expect((await promote(id, { at: id })).promoted).toBe(true);
      expect((await list({ stage: "champion" })).length).toBe(3);
    });

    test("a champion can be retired, and a retired version comes back by the rule", async () => {
      const { promote, register, retire, show } = await empty();
      await register(registrationOf(await good(), outOfFoldOf(0.5)));
      await promote(1, { at: 1 });
      await expect(retire(1, { at: 2, reason: " " })).rejects.toThrow("the reason is empty");
      expect((await retire(1, { at: 2, reason: "the market changed" })).stage).toBe("retired");
      await expect(retire(1, { at: 3, reason: "again" })).rejects.toThrow("version 1 is retired already");
      expect((await promote(1, { at: 4 })).promoted).toBe(true);
      expect((await show(1)).history.map(({ stage }) => stage)).toEqual(["candidate", "champion", "retired", "champion"]);
    });

    test("two connections that promote at once leave one champion, and the later one was judged against it", async () => {
      const { list, models, promote, register, show } = await empty();
      for (const skill of [0.5, 0.5]) await register(registrationOf(await good(), outOfFoldOf(skill)));
      const second = await open(address, models);
      const [one, two] = await Promise.all([promote(1, { at: 1 }), second.promote(2, { at: 1 })]);
      expect([one.promoted, two.promoted].filter(Boolean).length).toBe(1);
      expect((await list({ stage: "champion" })).length).toBe(1);
      expect((await show(one.promoted ? 2 : 1)).history.length).toBe(1);
    });

    test("two processes that promote at once leave one champion", async () => {
      const { list, models, register } = await empty();
      for (let id = 1; id <= 2; id++) await register(registrationOf(await good(), outOfFoldOf(0.5)));
      const ends = await Promise.all([1, 2].map((id) => promoter(address, models, id)));
      expect(ends.map(({ stderr }) => stderr)).toEqual(["", ""]);
      expect(ends.map(({ stdout }) => stdout).sort()).toEqual(["false", "true"]);
      expect((await list({ stage: "champion" })).length).toBe(1);
    });

    test("a damaged, a missing and a strange file are each named, and a model that is not whole is neither given nor promoted", async () => {
      const { folderOf, models, promote, register, verify } = await empty();
      const { content } = await register(registrationOf(await good(), outOfFoldOf(0.5)));
      expect(await verify()).toEqual([]);
      await writeFile(join(models, content, "model", "line.bin"), "x");
      await rm(join(models, content, "outOfFold.json"));
      await writeFile(join(models, content, "note.txt"), "x");
      await writeFile(join(models, "stray"), "x");
      expect((await verify()).map(({ code, where }) => [code, where.file.slice(models.length + 1).replace(content, "…")])).toEqual([["damaged-file", "…/model/line.bin"], ["missing-file", "…/outOfFold.json"], ["strange-file", "…/note.txt"], ["unknown-folder", "stray"]]);
      expect(formatRegistryFinding((await verify(1))[0]!)).toMatch(/^damaged-file: version 1, .*line\.bin: expected the file that was kept, got not the file that was kept$/);
      await expect(folderOf(1)).rejects.toThrow(/version 1: .*line\.bin: expected the file that was kept.*Restore that file from a copy/);
      await expect(promote(1, { at: 1 })).rejects.toThrow("line.bin");
      await expect(register(registrationOf(await good(), outOfFoldOf(0.5)))).rejects.toThrow(/is kept already, and model\/line\.bin in it is not the file that was kept\. Move that folder away/);
      await rm(join(models, content), { recursive: true });
      expect((await verify(1))[0]).toMatchObject({ code: "missing-file", got: "missing, the whole folder" });
    });

    test("a damaged model, another horizon and a forecast that is no number are refused, and nothing is listed", async () => {
      const { list, register } = await empty();
      const broken = await savedLinear(folder, 7);
      await writeFile(join(broken, "line.bin"), "x");
      await expect(register(registrationOf(broken, outOfFoldOf(0.5)))).rejects.toThrow(/line\.bin is not the file that was saved\. Save the model again\./);
      await expect(register(registrationOf(await good(), outOfFoldOf(0.5), { horizon: 5 }))).rejects.toThrow("foretells 1 bars ahead by its card, 5 by what it is registered as");
      await expect(register(registrationOf(await good(), outOfFoldOf(0.5, { forecast: () => Number.NaN })))).rejects.toThrow("the out-of-fold forecast is NaN in row 0");
      await expect(register(registrationOf(await good(), outOfFoldOf(0.5), { dataset: "" }))).rejects.toThrow("is empty. Say what the model foretells");
      expect(await list()).toEqual([]);
    });
  });
}
