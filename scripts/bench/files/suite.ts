import { barSumsDifference } from "../barSums.ts";
import type { Contest, Suite, SuiteRow } from "../timing.ts";
import { barFiles } from "./barFiles.ts";
import type { Format } from "./protocol.ts";
import { type FilesPeer, openPair, type Pair } from "./workers.ts";

const ROWS = 2_000_000;
const TURNS = 3;

const NAMES: Readonly<Record<Format, string>> = { csv: "CSV", parquet: "Parquet" };
/** The works that a person does with each peer. pandas has no store but Parquet. */
const WORKS: readonly (readonly [FilesPeer, Format])[] = [["DuckDB", "csv"], ["pandas", "csv"], ["DuckDB", "parquet"]];

/** Files of minute bars into our store and out of it, beside peers that do the same, each in a process of its own. */
export function filesSuite(rows = ROWS): Suite {
  let made: Promise<string> | undefined;
  const pairOf = async (peer: FilesPeer): Promise<Pair> => openPair(await (made ??= barFiles(rows)), peer);
  const millions = `${rows / 1e6}M bars`;
  return WORKS.flatMap(([peer, format]): SuiteRow[] => {
    const works = { import: `import ${millions} of ${NAMES[format]}`, export: `export ${millions} as ${NAMES[format]}`, memory: `memory of importing ${millions} of ${NAMES[format]}` };
    return [
      ...(["import", "export"] as const).map((ask) => ({ work: works[ask], peer, prepare: async () => timeContest(await pairOf(peer), works[ask], ask, format, rows) })),
      { work: works.memory, peer, prepare: async () => memoryContest(await pairOf(peer), works.memory, format) },
    ];
  });
}

async function timeContest({ close, ours, theirs }: Pair, work: string, ask: "import" | "export", format: Format, rows: number): Promise<Contest> {
  return {
    work, peer: theirs.versions, turns: TURNS, each: { name: "bar", count: rows }, close,
    ours: { measure: async (count) => (await ours.ask({ ask, count, format })).seconds },
    theirs: { measure: async (count) => (await theirs.ask({ ask, count, format })).seconds },
    agree: async () => {
      for (const worker of [ours, theirs]) await worker.ask({ ask: "import", count: 1, format });
      return difference({ ours, theirs });
    },
  };
}

async function difference({ ours, theirs }: Pick<Pair, "ours" | "theirs">): Promise<string | undefined> {
  return barSumsDifference(await ours.ask({ ask: "digest" }), await theirs.ask({ ask: "digest" }));
}

/** The most that each process had held after one import, its runtime included. */
function memoryContest({ close, ours, theirs }: Pair, work: string, format: Format): Contest {
  const memoryOf = async (worker: Pair["ours"]): Promise<number> => {
    await worker.ask({ ask: "import", count: 1, format });
    return (await worker.ask({ ask: "memory" })).bytes;
  };
  return {
    work, peer: theirs.versions, unit: "bytes", turns: 1, close,
    ours: { measure: () => memoryOf(ours) }, theirs: { measure: () => memoryOf(theirs) },
    agree: () => undefined,
  };
}
