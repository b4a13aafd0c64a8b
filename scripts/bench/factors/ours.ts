/** Our side in a process of its own: factors of the bars that the first question names. */
import { computeFactors, streamFactors, type FactorStream } from "../../../lib/factors/index.ts";
import type { Bars } from "../../../lib/market/bars.ts";
import { peakMemory } from "../peakMemory.ts";
import { secondsOf, serve } from "../peers/conversation.ts";
import { digestOf } from "./digest.ts";
import type { Question } from "./protocol.ts";
import { readSeries } from "./series.ts";

type State = { readonly bars: Bars; readonly ids: readonly string[]; stream?: FactorStream; streamed: number };

/** Bars that a stream has seen before it is timed, and after which it is compared with the columns. */
const WARM_UP = 5_000;

let state: State | undefined;

serve((line) => {
  const question: Question = JSON.parse(line);
  if (question.ask === "open") {
    state = { bars: readSeries(question.folder, question.rows), ids: question.pairs.map(({ id }) => id), streamed: 0 };
    return { versions: `Node ${process.versions.node}` };
  }
  if (state === undefined) throw new Error("it was not opened");
  return answerOf(question, state);
});

function answerOf(question: Exclude<Question, { ask: "open" }>, state: State): object {
  const { bars, ids } = state;
  switch (question.ask) {
    case "digest": {
      const { values } = computeFactors(bars, ids);
      return { columns: ids.map((id) => digestOf(values[id]!, question.from, question.to)) };
    }
    case "compute": return { seconds: secondsOf(() => repeat(question.count, () => computeFactors(bars, ids))) };
    case "append": {
      const stream = warmStream(state);
      return { seconds: secondsOf(() => repeat(question.count, () => appendNext(stream, state))) };
    }
    case "streamDifference": return { difference: streamDifference(state) };
    case "memory": return { bytes: peakMemory() };
    default: throw new Error(`it was asked for "${question.ask}"`);
  }
}

function repeat(count: number, work: () => unknown): void {
  for (let k = 0; k < count; k++) work();
}

function warmStream(state: State): FactorStream {
  state.stream ??= streamFactors({ ids: state.ids, interval: state.bars.interval, symbol: state.bars.symbol });
  while (state.streamed < WARM_UP) appendNext(state.stream, state);
  return state.stream;
}

/** Appends the next bar; behind the last one comes the first again, later by the length of the series. */
function appendNext(stream: FactorStream, state: State): void {
  const { close, closeTime, high, low, open, volume } = state.bars;
  const rows = closeTime.length;
  const [t, lap] = [state.streamed % rows, Math.floor(state.streamed / rows)];
  const span = closeTime[rows - 1]! - closeTime[0]! + closeTime[1]! - closeTime[0]!;
  stream.append({ closeTime: closeTime[t]! + lap * span, open: open[t]!, high: high[t]!, low: low[t]!, close: close[t]!, volume: volume[t]! });
  state.streamed++;
}

/** Where the values behind the bars that a stream has seen are not those of the columns. */
function streamDifference(state: State): string | null {
  const { values: streamed } = warmStream(state);
  const { values } = computeFactors(state.bars, state.ids);
  for (const [k, id] of state.ids.entries()) {
    const [a, b] = [streamed[k]!, values[id]![WARM_UP - 1]!];
    if (!(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b))) && !(Number.isNaN(a) && Number.isNaN(b))) return `${id}: streamed ${a}, computed ${b}`;
  }
  return null;
}
