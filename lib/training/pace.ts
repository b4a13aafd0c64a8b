/** When to let the event loop run, when to tell of progress, and how fast it goes. State is the point. */
export type Pace = {
  /** Counts a step that was made. */
  count(): void;
  /** Whether the event loop should have its turn: after some steps, sooner when they are slow. */
  isTurn(): boolean;
  /** Whether to tell of a step: at most ten times a second. */
  isEvent(): boolean;
  /** Mean over the steps since the fit began in this process, evaluations included. */
  secondsPerStep(): number;
};

/** Steps between two turns of the event loop, and milliseconds. */
const TURN = { steps: 32, milliseconds: 20 };
const EVENT = 100;

/** `clock` in milliseconds. */
export function pace(clock: () => number): Pace {
  const started = clock();
  let [steps, sinceTurn, lastTurn, lastEvent] = [0, 0, started, started];
  return {
    count: () => void (steps++, sinceTurn++),
    isTurn: () => {
      const now = clock();
      if (sinceTurn < TURN.steps && now - lastTurn < TURN.milliseconds) return false;
      [sinceTurn, lastTurn] = [0, now];
      return true;
    },
    isEvent: () => {
      const now = clock();
      if (now - lastEvent < EVENT) return false;
      lastEvent = now;
      return true;
    },
    secondsPerStep: () => (clock() - started) / 1000 / Math.max(1, steps),
  };
}
