/** The tests that show a look ahead. */
export const LEAK_TESTS = ["truncation", "future perturbation", "cross-asset", "timestamp shift"] as const;
export type LeakTest = (typeof LEAK_TESTS)[number];

type Place = { readonly row: number; readonly date: string };

/** A value that depends on the future. */
export type LookAheadFinding = {
  readonly code: "look-ahead";
  /** Which test showed it: later rows taken away, later rows changed, later rows of another asset, times moved. */
  readonly test: LeakTest;
  readonly column: string;
  /** Whose column it is, where there are several assets. */
  readonly symbol?: string;
  /** Whose future was seen, where there are several assets. */
  readonly asset?: string;
  /** First row whose value changed, and when its bar closed. */
  readonly where: Place;
  /** How far the value at that row sees: it changes with the bar so many rows later. */
  readonly barsAhead: number;
  /** The value the past alone allows: what the row held when the future was taken away or changed. */
  readonly expected: number;
  /** The value with the whole series known. */
  readonly got: number;
};

/** A value that still changes with bars older than the column says it needs. No leak: a warning of the start. */
export type UnsettledFinding = {
  readonly code: "unsettled";
  readonly test: "warm-up";
  readonly column: string;
  readonly symbol?: string;
  readonly where: Place;
  /** Rows the column declares, and rows from which it stays the same; undefined if it never does. */
  readonly declared: number;
  readonly settles: number | undefined;
  readonly expected: number;
  readonly got: number;
};

/** A value that changes when all times move by 400 years, to the same days of week, month and year. No leak: it knows the date itself. */
export type DateBoundFinding = {
  readonly code: "date-bound";
  readonly test: "timestamp shift";
  readonly column: string;
  readonly symbol?: string;
  readonly where: Place;
  readonly expected: number;
  readonly got: number;
};

/** A value that differs when it is computed twice from the same bars; such a column cannot be judged. */
export type UnsteadyFinding = {
  readonly code: "not repeatable";
  readonly test: "twice";
  readonly column: string;
  readonly symbol?: string;
  readonly where: Place;
  readonly expected: number;
  readonly got: number;
};

export type LeakFinding = LookAheadFinding | UnsettledFinding | DateBoundFinding | UnsteadyFinding;

/** One sentence about a look ahead. */
export function formatLookAhead(finding: LookAheadFinding): string {
  const { asset, barsAhead, symbol, test } = finding;
  const [expected, got] = toldApart(finding.expected, finding.got);
  const bars = barsAhead === 1 ? "bar" : "bars";
  const whose = asset === undefined || asset === symbol ? "" : ` into ${asset}`;
  const shifted = test === "timestamp shift" ? ", once the times are shifted" : "";
  return `${place(finding)} looks ${barsAhead} ${bars} ahead${whose}${shifted}: ${got} with the later rows, ${expected} when they are ${test === "truncation" ? "taken away" : "changed"}.`;
}

/** One sentence about any finding. */
export function formatLeakFinding(finding: LeakFinding): string {
  const [expected, got] = toldApart(finding.expected, finding.got);
  switch (finding.code) {
    case "look-ahead":
      return formatLookAhead(finding);
    case "unsettled":
      return `${place(finding)} declares that ${finding.declared} rows are enough and ${finding.settles === undefined ? "still changes with every older one" : `needs ${finding.settles}`}: ${got} from ${finding.declared} rows, ${expected} from all.`;
    case "date-bound":
      return `${place(finding)} depends on the date itself: ${expected} at its time, ${got} on the same day 400 years later. If it looks up what people learnt later, it is a leak.`;
    case "not repeatable":
      return `${place(finding)} differs when it is computed twice from the same bars: ${expected}, then ${got}. Give the function a seed.`;
  }
}

function place({ column, symbol, where }: LeakFinding): string {
  return `"${column}"${symbol === undefined ? "" : ` of ${symbol}`} at row ${where.row} (${where.date})`;
}

/** Two numbers with six digits, or as many as it takes to tell them apart. */
function toldApart(a: number, b: number): readonly [string, string] {
  const texts = (digits: number) => [String(Number(a.toPrecision(digits))), String(Number(b.toPrecision(digits)))] as const;
  const enough = [6, 9, 12, 15].map(texts).find(([first, second]) => first !== second);
  return enough ?? [String(a), String(b)];
}
