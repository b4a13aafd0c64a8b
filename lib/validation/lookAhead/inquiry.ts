import type { Columns } from "../../factors/index.ts";
import { ValidationError } from "../error.ts";
import { copyOf, type Panel, type PanelColumns, type PanelMaker } from "./panel.ts";

/** What is under way, for people who wait: the test and how many of its calls are done. */
export type Step = { readonly test: string; readonly position: number; readonly count: number };
export type Question = { readonly panel: Panel; readonly step: Step };
export type Answer = { readonly columns: PanelColumns } | { readonly thrown: unknown };

/**
 * An examination of a function that does not call the function itself: it asks for the columns of one panel after the other.
 * So the same tests judge functions that answer at once and functions that answer later.
 */
export type Inquiry<Result> = Generator<Question, Result, Answer>;

/** Result of an inquiry into a function that answers at once. */
export function answered<Result>(inquiry: Inquiry<Result>, makePanel: PanelMaker): Result {
  let state = inquiry.next();
  while (!state.done) state = inquiry.next(attempt(makePanel, state.value.panel));
  return state.value;
}

/** Result of an inquiry into a function that answers later. */
export async function answeredLater<Result>(inquiry: Inquiry<Result>, makePanel: (panel: Panel) => PanelColumns | Promise<PanelColumns>, onStep?: (step: Step) => void): Promise<Result> {
  let state = inquiry.next();
  while (!state.done) {
    onStep?.(state.value.step);
    state = inquiry.next(await attemptLater(makePanel, state.value.panel));
  }
  return state.value;
}

function attempt(makePanel: PanelMaker, panel: Panel): Answer {
  try {
    return { columns: makePanel(panel) };
  } catch (thrown) {
    return { thrown };
  }
}

async function attemptLater(makePanel: (panel: Panel) => PanelColumns | Promise<PanelColumns>, panel: Panel): Promise<Answer> {
  try {
    return { columns: await makePanel(panel) };
  } catch (thrown) {
    return { thrown };
  }
}

/** A column of one asset. */
export type Traced = { readonly symbol: string; readonly name: string; readonly values: Float64Array };
/** Columns of all assets, by asset and name. */
export type Table = ReadonlyMap<string, Traced>;
/** A function that threw: how few bars it was given, and what it said. */
export type Refusal = { readonly bars: number; readonly message: string };

/** The columns of a panel, or undefined where the function threw; then the refusal is noted. */
export function* ask(panel: Panel, step: Step, refusals: Refusal[]): Inquiry<Table | undefined> {
  const answer = yield { panel: copyOf(panel), step };
  if ("columns" in answer) return tableOf(answer.columns, panel);
  refusals.push({ bars: Math.max(...Object.values(panel).map(({ closeTime }) => closeTime.length)), message: messageOf(answer.thrown) });
  return undefined;
}

/** The columns of the whole panel; what the function throws there is thrown. */
export function* askWhole(panel: Panel, step: Step): Inquiry<Table> {
  const answer = yield { panel: copyOf(panel), step };
  if ("thrown" in answer) throw answer.thrown;
  return tableOf(answer.columns, panel);
}

function tableOf(made: PanelColumns, panel: Panel): Table {
  const table = new Map<string, Traced>();
  for (const [symbol, columns] of Object.entries(made)) {
    const bars = panel[symbol];
    if (bars === undefined) throw new ValidationError(`the function made columns of "${symbol}", which is no asset of the panel; it holds ${Object.keys(panel).join(", ")}`);
    for (const [name, values] of named(columns)) {
      const { length } = bars.closeTime;
      if (values.length !== length) throw new ValidationError(`from ${length} bars the function made ${values.length} values of "${name}". It must return one value a bar.`);
      table.set(`${symbol}\n${name}`, { symbol, name, values });
    }
  }
  return table;
}

function named({ names, values }: Columns): readonly (readonly [string, Float64Array])[] {
  return names.flatMap((name) => {
    const column = values[name];
    return column === undefined ? [] : [[name, column] as const];
  });
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
