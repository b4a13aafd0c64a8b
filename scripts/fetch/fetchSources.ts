import { kindsOf } from "../../lib/market/backfill/index.ts";
import { connect } from "../../lib/market/connection/connect.ts";
import { limitsLeft, type LimitUse } from "../../lib/market/connection/limitsLeft.ts";
import { moment } from "../../lib/market/connection/moment.ts";
import type { Source } from "../../lib/market/sources/source.ts";
import { alignedTable } from "../../lib/runs/index.ts";
import { counted } from "./fetchProgress.ts";

/** What each source has, what is left of its limits, and whether its keys are set. Never a key. */
export function sourcesText(sources: readonly Source[], now: number): string {
  const has = sources.map((source) => {
    const { capabilities: { instruments, intervals } } = source;
    return [source.name, kindsOf(source.open(connect(source))).join(" "), intervals.join(" ") || "none", instruments.join(" ") || "any"];
  });
  const plan = "All processes of this machine share these limits, of the free plans. A variable tells yours:\nMARKETBOOK_LIMIT_TWELVE_DATA=\"55/minute 5000/day\"";
  return [...alignedTable(["source", "has", "bars", "instruments"], has), "", limitsText(sources, now), plan].join("\n");
}

/** What the processes of this machine have left of the sources' limits, which keys are missing, who is paused, and when the next day and month begin. */
export function limitsText(sources: readonly Source[], now: number): string {
  const left = sources.map((source) => ({ source, ...limitsLeft(source, { now }) }));
  const table = alignedTable(["source", "left of its limits", "keys"], left.flatMap(({ limits, source }) => {
    const [first = "needs none", ...others] = keyStates(source);
    return [[source.name, limits.toSorted(byLength).map(leftText).join(", ") || "no limits", first], ...others.map((state) => ["", "", state])];
  }));
  const pauses = left.flatMap(({ pause, source }) => (pause === undefined ? [] : [`${source.name} is not asked until ${moment(pause.until)}: it said that ${pause.reason === "budget" ? "the budget is used up" : "too many requests were made"}.`]));
  const ends = [...new Map(left.flatMap(({ limits }) => limits).flatMap(({ per, until }) => (until === undefined ? [] : [[per, until] as const])))].toSorted(([, a], [, b]) => a - b);
  const notes = [...pauses, ...ends.map(([per, until]) => `The next ${per} begins at ${moment(until)}, in ${lengthText(until - now)}.`)];
  return [...table, ...(notes.length === 0 ? [] : ["", ...notes])].join("\n");
}

/** How many requests the days and months have left; undefined where only shorter times are limited. */
export function requestsLeft(source: Source, now: number): number | undefined {
  const left = limitsLeft(source, { now }).limits.filter(({ until }) => until !== undefined).map(({ units, used }) => Math.max(0, units - used));
  return left.length === 0 ? undefined : Math.min(...left);
}

/** Variables of keys that a source cannot be asked without, and that are not set. */
export function missingKeys(source: Source): readonly { readonly variable: string; readonly from: string }[] {
  const { hasKey } = connect(source);
  return (source.reach?.keys ?? []).filter(({ optional, variable }) => optional !== true && !hasKey(variable));
}

/** Shortest first. */
const byLength = (a: LimitUse, b: LimitUse): number => LENGTHS.indexOf(a.per) - LENGTHS.indexOf(b.per);
const LENGTHS: readonly LimitUse["per"][] = ["second", "minute", "hour", "day", "month"];

function leftText({ per, units, used }: LimitUse): string {
  return `${counted(Math.max(0, units - used))} of ${counted(units)} a${per === "hour" ? "n" : ""} ${per}`;
}

function keyStates(source: Source): readonly string[] {
  const { hasKey } = connect(source);
  return (source.reach?.keys ?? []).map(({ optional, variable }) => `${variable} ${hasKey(variable) ? "set" : optional === true ? "optional" : "missing"}`);
}

/** 8 h 12 min; days from two on. */
function lengthText(millis: number): string {
  const minutes = Math.ceil(millis / 60_000);
  if (minutes >= 2880) return `${Math.floor(minutes / 1440)} days`;
  return minutes >= 60 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${minutes} min`;
}
