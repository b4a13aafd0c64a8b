import type { BarColumn, Bars } from "../../bars.ts";
import { brief, type Finding, type FindingCode, placeOf } from "../../finding.ts";

const PRICES = ["open", "high", "low", "close"] as const;

/** What is wrong inside single bars: missing values, prices not above zero, prices out of their own range, negative volume. */
export function* checkValues(bars: Bars): Generator<Finding> {
  for (let row = 0; row < bars.closeTime.length; row++) {
    if (isSound(bars, row)) continue;
    const finding = (code: FindingCode, column: BarColumn, expected: string): Finding => ({ code, severity: "error", where: placeOf(bars, row, column), expected, got: brief(bars[column][row]!) });
    for (const name of [...PRICES, "volume"] as const) if (!Number.isFinite(bars[name][row]!)) yield finding("missing value", name, "a number");
    for (const name of PRICES) if (bars[name][row]! <= 0) yield finding("price not positive", name, "a price above 0");
    const [low, high] = [bars.low[row]!, bars.high[row]!];
    if (high < low) yield finding("high below low", "high", `at least the low ${brief(low)}`);
    else {
      const range = `${brief(low)} to ${brief(high)}`;
      if (bars.open[row]! < low || bars.open[row]! > high) yield finding("open outside range", "open", range);
      if (bars.close[row]! < low || bars.close[row]! > high) yield finding("close outside range", "close", range);
    }
    if (bars.volume[row]! < 0) yield finding("negative volume", "volume", "0 or more");
  }
}

/** Most bars are; they are passed over at once. */
function isSound({ close, high, low, open, volume }: Bars, row: number): boolean {
  const [bottom, top] = [low[row]!, high[row]!];
  return bottom > 0 && open[row]! >= bottom && close[row]! >= bottom && open[row]! <= top && close[row]! <= top && top < Infinity && volume[row]! >= 0 && volume[row]! < Infinity;
}

/** Bars without trade. Where no bar has volume the source gives none: one note. */
export function* checkVolume(bars: Bars): Generator<Finding> {
  const rows = bars.volume.length;
  if (rows > 1 && bars.volume.every((volume) => volume === 0)) {
    yield { code: "no volume", severity: "note", where: placeOf(bars, 0, "volume"), expected: "traded volume", got: `0 in all ${rows} bars: the source gives none` };
    return;
  }
  for (let row = 0; row < rows; row++) if (bars.volume[row] === 0) yield { code: "no volume", severity: "warning", where: placeOf(bars, row, "volume"), expected: "above 0", got: "0" };
}
