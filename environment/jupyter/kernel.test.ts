import path from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PATIENCE } from "./testing/notebooks.ts";
import { failure, makeProject, printed, shown, startSession } from "./testing/session.ts";

const project = makeProject({
  "lib/half.ts": `import { two } from "./two.ts";\nimport type { Named } from "./named.ts";\nexport const half = (x: number): number => x / two;\nexport const version = (): Named => ({ name: "v1" });\n`,
  "lib/two.ts": "export const two: number = 2;\n",
  "lib/named.ts": "export type Named = { readonly name: string };\n",
  "lib/index.ts": `export * from "./half.ts";\n`,
  "lib/place.ts": "export const place = [import.meta.url, import.meta.dirname, import.meta.filename];\n",
  "lib/wrong.ts": `export const wrong: number = "text";\n`,
  "lib/failing.ts": `type Shape = {\n  readonly sides: number;\n};\n\nexport function fail(shape: Shape): never {\n  throw new RangeError(\`no shape has \${shape.sides} sides\`);\n}\n`,
  "lib/show/display.ts": `export const displayOf = (value: object) => ("hidden" in value ? {} : "amount" in value ? { "text/html": "<b>shown</b>", "text/plain": "shown" } : undefined);\n`,
  "lib/show/consoleTable.ts": `export const consoleTable = (rows: unknown) => console.log("table of", rows);\n`,
});
let kernel: ReturnType<typeof startSession>;
const { write } = project;

vi.setConfig({ testTimeout: PATIENCE, hookTimeout: PATIENCE });
beforeAll(() => {
  kernel = startSession(project);
});
afterAll(async () => {
  await kernel.end();
  project.remove();
});

describe("where a cell runs", () => {
  it("is the project's root, with the notebook's folder in NOTEBOOK_DIR, on the pinned Node", async () => {
    const cell = await kernel.run(`[process.cwd(), process.env.NOTEBOOK_DIR, process.version].join(" ")`);
    expect(shown(cell)).toBe(`${project.folder} ${project.folder}/notebooks/deep v22.23.2`);
  });

  it("names the project's own TypeScript", async () => {
    expect(await kernel.ask({ do: "info" })).toMatchObject({ status: "ok", language_info: { name: "typescript", version: "5.9.3" } });
  });

  it("keeps Node's deprecation warnings out of the notebook", async () => {
    const cell = await kernel.run(`import punycode from "node:punycode"; process.emitWarning("old", "DeprecationWarning"); await new Promise((r) => setTimeout(r, 20));`);
    expect(printed(cell, "stderr")).toBe("");
  });
});

describe("imports of lib", () => {
  it("are written as lib writes them, with .ts", async () => {
    expect(shown(await kernel.run(`import { half, version } from "./lib/index.ts"; half(3)`))).toBe("1.5");
  });

  it("see a changed file at once, also through the files that import it", async () => {
    write("lib/two.ts", "export const two: number = 20;\n");
    expect(shown(await kernel.run(`import { half } from "./lib/index.ts"; half(3)`))).toBe("0.15");
  });

  it("are checked again where a file that they import has changed", async () => {
    const code = `import { half } from "./lib/index.ts"; half(3)`;
    write("lib/two.ts", "export const two: string = '20';\n");
    const { evalue } = failure(await kernel.run(code)) ?? {};
    expect(evalue).toMatch(/arithmetic operation.*\(lib\/half\.ts line 3\)/);
    write("lib/two.ts", "export const two: number = 20;\n");
    expect(shown(await kernel.run(code))).toBe("0.15");
  });

  it("find a file that was missing when the cell ran before", async () => {
    const code = `import { late } from "./lib/late.ts"; late`;
    expect(failure(await kernel.run(code))?.evalue).toContain("Cannot find module './lib/late.ts'");
    write("lib/late.ts", "export const late: string = 'here';\n");
    expect(shown(await kernel.run(code))).toBe("here");
  });

  it("surface a type error of the lib file with its place, every time", async () => {
    const code = `import { wrong } from "./lib/wrong.ts"; wrong`;
    for (const cell of [await kernel.run(code), await kernel.run(code)]) {
      expect(failure(cell)).toMatchObject({ ename: "TypeCheckError", evalue: "Type 'string' is not assignable to type 'number'. (lib/wrong.ts line 1)" });
    }
  });

  it("may use import.meta", async () => {
    const cell = await kernel.run(`import { place } from "./lib/place.ts"; place.join(" ")`);
    const lib = `${project.folder}/lib`;
    expect(shown(cell)).toBe(`file://${lib}/place.ts ${lib} ${lib}/place.ts`);
  });

  it("bring the types of packages with exports maps", async () => {
    const cell = await kernel.run(`import { table } from "arquero"; const rows: string = table({ a: [1] }).numRows();`);
    expect(failure(cell)?.evalue).toBe("Type 'number' is not assignable to type 'string'. (line 1)");
    expect(shown(await kernel.run(`import yahooFinance from "yahoo-finance2"; typeof yahooFinance`))).toBe("function");
  });
});

describe("the language of cells", () => {
  it("is strict and today's", async () => {
    expect(failure(await kernel.run("const s: string = null;"))?.evalue).toBe("Type 'null' is not assignable to type 'string'. (line 1)");
    expect(shown(await kernel.run("[3, 1, 2].toSorted().join()"))).toBe("1,2,3");
    expect(shown(await kernel.run("{ using a = { [Symbol.dispose]: () => console.log('closed') }; }\nObject.keys(Object.groupBy([1, 2], (n) => (n % 2 ? 'odd' : 'even'))).join()"))).toBe("odd,even");
  });

  it("lets a cell leave names unused and index without a check", async () => {
    expect(shown(await kernel.run("const unused = 1; const list = [5]; list[0] * 2"))).toBe("10");
  });

  it("passes variables, functions, classes and types from cell to cell, and allows another type for a name", async () => {
    await kernel.run("let count: number = 1; function twice(x: number) { return 2 * x; } class Box { inside = 7 } type Pair = { a: number; b: number }; const pair: Pair = { a: 1, b: 2 };");
    expect(shown(await kernel.run("const other: Pair = { a: twice(count), b: new Box().inside }; other.a + other.b"))).toBe("9");
    expect(shown(await kernel.run("const count = 'text'; count"))).toBe("text");
  });

  it("knows names of earlier cells in shorthand properties and renamed destructuring", async () => {
    await kernel.run("let lookback: number = 30; const result = { a: 1, lookback: 2 };");
    expect(shown(await kernel.run("const { a: renamed, lookback: own } = result; const made = { lookback, renamed, own }; JSON.stringify(made)"))).toBe(`{"lookback":30,"renamed":1,"own":2}`);
    await kernel.run("({ lookback } = { lookback: 31 });");
    expect(shown(await kernel.run("lookback"))).toBe("31");
  });

  it("awaits at top level", async () => {
    const cell = await kernel.run("for await (const x of [Promise.resolve(1), Promise.resolve(2)]) console.log(x);\nawait Promise.resolve(3)");
    expect([printed(cell), shown(cell)]).toEqual(["1\n2\n", "3"]);
  });
});

describe("the last value of a cell", () => {
  it("is a result with the cell's number", async () => {
    const cell = await kernel.run("6 * 7");
    const input = cell.outputs.find(({ type }) => type === "execute_input");
    const result = cell.outputs.find(({ type }) => type === "execute_result");
    expect(result).toMatchObject({ data: { "text/plain": "42" }, execution_count: input?.execution_count });
  });

  it("is shown by lib/show, else by its own bundle, else as short text", async () => {
    expect((await kernel.run("({ amount: 1 })")).outputs.at(-1)?.data).toEqual({ "text/html": "<b>shown</b>", "text/plain": "shown" });
    expect((await kernel.run(`({ [Symbol.for("Jupyter.display")]: () => ({ "text/markdown": "*own*" }) })`)).outputs.at(-1)?.data).toEqual({ "text/markdown": "*own*" });
    expect(shown(await kernel.run("({ plain: Array(1000).fill(0) })"))).toContain("980 more items");
    expect(shown(await kernel.run("Promise.resolve(1)"))).toContain("await");
  });

  it("shows nothing where there is nothing to say: undefined, an assignment, a hidden value", async () => {
    for (const code of ["undefined", "let z = 1; z = 2", "({ hidden: true })", "const y = 3;", "void 0;"]) {
      expect((await kernel.run(code)).outputs.map(({ type }) => type)).toEqual(["execute_input"]);
    }
  });

  it("goes with tables printed by console.table", async () => {
    expect(printed(await kernel.run("console.table([{ a: 1 }])"))).toBe("table of [ { a: 1 } ]\n");
  });

  it("arrives whole and in its place among what is printed, however much of both comes from one loop", async () => {
    const { outputs } = await kernel.run(`import * as show from "tslab"; for (let k = 0; k < 600; k++) { console.log("before", k); show.display.text(String(k)); }`);
    const told = outputs.flatMap(({ data, text, type }) => (type === "execute_input" ? [] : [text ?? data?.["text/plain"]]));
    expect(told).toEqual(Array.from({ length: 600 }, (_, k) => [`before ${k}\n`, String(k)]).flat());
  });

  it("may be updated in place", async () => {
    const cell = await kernel.run(`import * as tslab from "tslab"; const bar = tslab.newDisplay(); bar.text("1"); bar.text("2");`);
    const [first, second] = cell.outputs.filter(({ type }) => /display_data$/.test(type));
    expect([first?.type, second?.type]).toEqual(["display_data", "update_display_data"]);
    expect(second?.transient?.display_id).toBe(first?.transient?.display_id);
  });
});

describe("a failing cell", () => {
  it("shows a type error with its line, before anything runs", async () => {
    const cell = await kernel.run(`console.log("ran");\nconst n: number = "text";`);
    expect(printed(cell)).toBe("");
    expect(failure(cell)?.traceback?.map(plain)).toEqual([
      "TypeCheckError: Type 'string' is not assignable to type 'number'.", `  line 2: const n: number = "text";`, "                ^",
    ]);
  });

  it("keeps the sentences of a nested type error together, with the file it is in", async () => {
    write("lib/nested.ts", "export const nested: { f: (x: number) => string } = { f: (x: string) => x };\n");
    const cell = await kernel.run(`import { nested } from "./lib/nested.ts"; nested`);
    expect(failure(cell)?.traceback?.map(plain)).toEqual([
      "TypeCheckError: Type '(x: string) => string' is not assignable to type '(x: number) => string'.\n" +
        "  Types of parameters 'x' and 'x' are incompatible.\n    Type 'number' is not assignable to type 'string'.", "    at lib/nested.ts:1:55",
    ]);
  });

  it("has name, message and a short traceback in lines of the cell and of lib, without this machine's folders", async () => {
    const cell = await kernel.run(`import { fail } from "./lib/failing.ts";\n\nfunction outer() {\n  fail({ sides: 1 });\n}\nouter();`);
    const error = failure(cell);
    expect(error).toMatchObject({ ename: "RangeError", evalue: "no shape has 1 sides" });
    const number = cell.outputs.find(({ type }) => type === "execute_input")?.execution_count;
    expect(error?.traceback?.map(plain).map((line) => line.replace(/:\d+(\)?)$/, "$1"))).toEqual([
      "RangeError: no shape has 1 sides", "    at fail (lib/failing.ts:6)", `    at outer (In[${number}]:4)`, `    at In[${number}]:6`,
    ]);
  });

  it("names what was thrown, and the cause of an error", async () => {
    expect(failure(await kernel.run("throw 'text'"))).toMatchObject({ ename: "Thrown", evalue: "'text'" });
    const traceback = failure(await kernel.run("await Promise.reject(new Error('outer', { cause: new TypeError('inner') }))"))?.traceback?.map(plain);
    expect(traceback?.filter((line) => !line.startsWith("    at"))).toEqual(["Error: outer", "caused by TypeError: inner"]);
    const circle = failure(await kernel.run("const own = new Error('own'); own.cause = new Error('other', { cause: own }); throw own;"))?.traceback?.map(plain);
    expect(circle?.filter((line) => !line.startsWith("    at"))).toEqual(["Error: own", "caused by Error: other"]);
  });

  it("aborts the cells that are queued behind it", async () => {
    const cells = await kernel.runAll(["1", "throw new Error('stop')", "console.log('never')", "console.log('never')"]);
    expect(cells.map(({ status }) => status)).toEqual(["ok", "error", "aborted", "aborted"]);
    expect((await kernel.run("'again'")).status).toBe("ok");
  });

  it("lets the queue go on where the client asks for it", async () => {
    const cells = await kernel.runAll(["throw new Error('go on')", "console.log('after')"], { goOn: true });
    expect(cells.map(({ status }) => status)).toEqual(["error", "ok"]);
    expect(printed(cells[1]!)).toBe("after\n");
  });

  it("is one whose work without await fails, now or before the next cell", async () => {
    const now = await kernel.run("Promise.reject(new Error('floating')); 1");
    expect(failure(now)).toMatchObject({ ename: "Error", evalue: "floating" });
    expect((await kernel.run("const signal = Promise.withResolvers<void>(); void signal.promise.then(() => { throw new Error('late'); }); 1")).status).toBe("ok");
    const next = await kernel.run("signal.resolve();");
    expect(failure(next)?.evalue).toBe("late");
    expect(shown(await kernel.run("'well again'"))).toBe("well again");
  });
});

describe("an interrupt", () => {
  const interrupted = (name: string, code: string) => {
    const file = path.join(project.folder, name);
    return kernel.run(`process.getBuiltinModule("fs").writeFileSync(${JSON.stringify(file)}, "");\n${code}`, { interrupt: file });
  };

  it("ends an endless loop", async () => {
    expect(failure(await interrupted("looping", "while (true) {}"))?.ename).toBe("Interrupted");
  });

  it("ends a cell that awaits", async () => {
    expect(failure(await interrupted("waiting", "await new Promise(() => {});"))?.ename).toBe("Interrupted");
    expect(shown(await kernel.run("'alive'"))).toBe("alive");
  });
});

describe("help while typing", () => {
  it("completes members and names of earlier cells", async () => {
    await kernel.run("const answers = [1, 2, 3];");
    expect(await kernel.ask({ do: "complete", code: "answers.toS", at: 11 })).toMatchObject({ matches: ["toSorted", "toSpliced", "toString"], cursor_start: 8 });
    expect(await kernel.ask({ do: "complete", code: "answ", at: 4 })).toMatchObject({ matches: ["answers"] });
  });

  it("leaves the cell to run as it stands, also again and with names that were completed", async () => {
    const code = "const thrice = [3, 33, 333]; thrice.length";
    await kernel.ask({ do: "complete", code, at: code.length });
    for (const cell of [await kernel.run(code), await kernel.run(code)]) expect(shown(cell)).toBe("3");
    expect(shown(await kernel.run("thrice.map((each) => each / 3).join()"))).toBe("1,11,111");
  });

  it("tells types on hover, and nothing where nothing is", async () => {
    expect(await kernel.ask({ do: "inspect", code: "answers.length", at: 2 })).toMatchObject({ found: true, data: { "text/plain": "const answers: number[]" } });
    expect(await kernel.ask({ do: "inspect", code: "   ", at: 1 })).toMatchObject({ status: "ok", found: false });
  });
});

const plain = (text: string) => text.replace(/\u001b\[\d+m/g, "");
