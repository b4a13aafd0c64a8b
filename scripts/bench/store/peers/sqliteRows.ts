/** SQLite with a row a bar, as a person would write it with Node's own SQLite: a primary key, a transaction a piece. */
import path from "node:path";
import { DatabaseSync } from "node:sqlite";
import { BAR_COLUMNS } from "../../../../lib/market/index.ts";
import { serveStore } from "../side.ts";

serveStore("sqlite-rows", `SQLite rows (node:sqlite ${process.versions.sqlite})`, async (folder) => {
  const database = new DatabaseSync(path.join(folder, "bars.db"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec("CREATE TABLE bars (symbol TEXT, closeTime INTEGER, open REAL, high REAL, low REAL, close REAL, volume REAL, PRIMARY KEY (symbol, closeTime)) WITHOUT ROWID");
  const insert = database.prepare("INSERT OR REPLACE INTO bars VALUES (?, ?, ?, ?, ?, ?, ?)");
  const range = database.prepare("SELECT closeTime, open, high, low, close, volume FROM bars WHERE symbol = ? AND closeTime BETWEEN ? AND ? ORDER BY closeTime");
  const closes = database.prepare("SELECT close FROM bars WHERE symbol = ? ORDER BY closeTime");
  const columns = (symbol: string, first: number, last: number): readonly Float64Array[] => {
    const rows = range.all(symbol, first, last);
    return BAR_COLUMNS.map((name) => Float64Array.from(rows, (row) => Number(row[name])));
  };
  return {
    insert: async (bars) => {
      database.exec("BEGIN");
      for (let t = 0; t < bars.closeTime.length; t++) insert.run(bars.symbol, bars.closeTime[t]!, bars.open[t]!, bars.high[t]!, bars.low[t]!, bars.close[t]!, bars.volume[t]!);
      database.exec("COMMIT");
    },
    range: async (symbol, first, last) => columns(symbol, first, last),
    closes: async (symbol) => Float64Array.from(closes.all(symbol), (row) => Number(row.close)),
    everything: async (symbol) => columns(symbol, 0, Number.MAX_SAFE_INTEGER),
    close: async () => database.close(),
  };
});
