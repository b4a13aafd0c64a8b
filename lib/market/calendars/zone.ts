import { MarketError } from "../error.ts";
import type { UtcMillis } from "../units.ts";

/** A stretch of time, from .. until−1, with one offset: local = UTC + offset, all in milliseconds. */
export type ZoneSpan = { readonly from: UtcMillis; readonly until: UtcMillis; readonly offset: number };

export type Zone = {
  readonly name: string;
  /** The stretch that holds a moment. Keep it while time stays inside: that costs two comparisons. */
  spanAt(time: UtcMillis): ZoneSpan;
  /** Moment at which clocks show a local time, given as milliseconds of that date and time in UTC. In the hour that clocks skip or repeat: one of the two moments. */
  toUtc(local: number): UtcMillis;
};

const zones = new Map<string, Zone>();

/** Clocks of a zone of the IANA data base, "America/New_York". Node's own data are asked once a year of data, so a column costs no look-up a row. */
export function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known) return known;
  const offsetAt = offsetReader(name);
  const years = new Map<number, readonly ZoneSpan[]>();
  let latest: ZoneSpan | undefined;
  const spanAt = (time: UtcMillis): ZoneSpan => {
    if (latest && time >= latest.from && time < latest.until) return latest;
    const year = new Date(time).getUTCFullYear();
    if (Number.isNaN(year)) throw new MarketError(`Clocks of ${name} cannot show "${time}". Give milliseconds since 1970.`);
    let spans = years.get(year);
    if (!spans) years.set(year, (spans = spansOf(year, offsetAt)));
    return (latest = spans.find(({ until }) => time < until) ?? spans.at(-1)!);
  };
  const zone = { name, spanAt, toUtc: (local: number) => local - spanAt(local - spanAt(local).offset).offset };
  zones.set(name, zone);
  return zone;
}

const HOUR = 3_600_000;

/** Stretches of one year. Clocks change at most once a month, on a full minute. */
function spansOf(year: number, offsetAt: (time: UtcMillis) => number): readonly ZoneSpan[] {
  const spans: ZoneSpan[] = [];
  let from = Date.UTC(year, 0, 1);
  let offset = offsetAt(from);
  for (let month = 1; month <= 12; month++) {
    const end = Date.UTC(year, month, 1);
    // The first moment of the next year may already be on other clocks; its own year says so.
    const later = offsetAt(end - 1);
    if (later === offset) continue;
    // A change on the first moment of a month shows only in that month.
    const until = changeBetween(Date.UTC(year, month - 1, 1) - 60_000, end, offset, offsetAt);
    spans.push({ from, until, offset });
    [from, offset] = [until, later];
  }
  spans.push({ from, until: Date.UTC(year + 1, 0, 1), offset });
  return spans;
}

/** First full minute, after `from`, whose offset is no longer the given one. */
function changeBetween(from: UtcMillis, until: UtcMillis, offset: number, offsetAt: (time: UtcMillis) => number): UtcMillis {
  let [before, after] = [from / 60_000, until / 60_000];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * 60_000) === offset) before = middle;
    else after = middle;
  }
  return after * 60_000;
}

function offsetReader(name: string): (time: UtcMillis) => number {
  const format = new Intl.DateTimeFormat("en-US", { timeZone: name, timeZoneName: "longOffset" });
  return (time) => {
    const text = format.formatToParts(time).find(({ type }) => type === "timeZoneName")!.value;
    const [, sign, hours, minutes, seconds = "0"] = /^GMT(?:([+-])(\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)!;
    if (sign === undefined) return 0;
    return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60_000 + Number(seconds) * 1000);
  };
}
