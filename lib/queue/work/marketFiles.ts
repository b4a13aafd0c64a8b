import { z } from "zod";
import type { Forecasts } from "../../evaluation/index.ts";
import { doubles, integers, readNumbers, writeNumbers } from "../../evaluation/kept/numberFile.ts";
import { columnsOf, type Columns } from "../../factors/columns.ts";
import { INTERVALS, type Bars } from "../../market/bars.ts";

// What a prediction reads and leaves, as numbers of 64 bits: nothing is rounded on the way.

const ofBars = z.object({ symbol: z.string(), interval: z.enum(INTERVALS), provenance: z.string() });
const ofColumns = z.object({ names: z.array(z.string()) });
const ofForecasts = z.object({ levels: z.array(z.number()).optional(), classes: z.int().positive().optional() });

export function saveBarsFile({ close, closeTime, high, interval, low, open, provenance, symbol, volume }: Bars, file: string): void {
  writeNumbers(file, { symbol, interval, provenance } satisfies z.infer<typeof ofBars>, { closeTime, open, high, low, close, volume });
}

export function loadBarsFile(file: string): Bars {
  const { arrays, state } = readNumbers(file, ofBars);
  const column = (name: string) => doubles(file, arrays, name);
  return { ...state, closeTime: column("closeTime"), open: column("open"), high: column("high"), low: column("low"), close: column("close"), volume: column("volume") };
}

export function saveColumnsFile({ closeTime, names, values }: Columns, file: string): void {
  writeNumbers(file, { names: [...names] } satisfies z.infer<typeof ofColumns>, { closeTime, ...Object.fromEntries(names.map((name) => [`column ${name}`, values[name]!])) });
}

export function loadColumnsFile(file: string): Columns {
  const { arrays, state: { names } } = readNumbers(file, ofColumns);
  return columnsOf(doubles(file, arrays, "closeTime"), Object.fromEntries(names.map((name) => [name, doubles(file, arrays, `column ${name}`)])));
}

export function saveForecasts({ forecast, probabilities, quantiles, rows }: Forecasts, file: string): void {
  const state: z.infer<typeof ofForecasts> = { ...(quantiles && { levels: [...quantiles.levels] }), ...(probabilities && { classes: probabilities.classes }) };
  writeNumbers(file, state, { rows, forecast, ...(quantiles && { quantiles: quantiles.values }), ...(probabilities && { probabilities: probabilities.values }) });
}

export function loadForecasts(file: string): Forecasts {
  const { arrays, state: { classes, levels } } = readNumbers(file, ofForecasts);
  const column = (name: string) => doubles(file, arrays, name);
  return {
    rows: integers(file, arrays, "rows"), forecast: column("forecast"),
    ...(levels && { quantiles: { levels, values: column("quantiles") } }), ...(classes !== undefined && { probabilities: { classes, values: column("probabilities") } }),
  };
}
