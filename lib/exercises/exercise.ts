import { escapeHtml } from "../show/html.ts";
import { show } from "../show/index.ts";

/** An exercise of a notebook: what is asked, and how an answer is judged. */
export type Exercise<Answer> = {
  readonly number: number;
  readonly title: string;
  /** What the answer does, in one sentence. Printed while the exercise is open. */
  readonly task: string;
  /** Undefined if the answer is right, else a sentence that says what is wrong with it. */
  readonly check: (answer: Answer) => string | undefined;
};

export type Verdict = { readonly state: "open" | "wrong" | "solved"; readonly message: string };

/** Thrown by `yourAnswer`, so that an exercise not yet begun is told from a wrong one. */
export class UnsolvedError extends Error {
  override readonly name = "UnsolvedError";
}

/** Stands where the reader's code goes. */
export function yourAnswer(): never {
  throw new UnsolvedError("replace yourAnswer() by your code");
}

/** States the type of the answer once, for the check and for the notebook. */
export function exercise<Answer>(description: Exercise<Answer>): Exercise<Answer> {
  return description;
}

/** Judges an answer. An answer that throws is wrong, and the reader is told what it threw. */
export function judge<Answer>({ check, number, task, title }: Exercise<Answer>, answer: Answer): Verdict {
  const name = `Exercise ${number} · ${title}`;
  try {
    const reason = check(answer);
    return reason === undefined ? { state: "solved", message: `${name}: solved.` } : { state: "wrong", message: `${name}: not yet right. ${reason}` };
  } catch (error) {
    if (error instanceof UnsolvedError || (error instanceof Error && error.name === "UnsolvedError")) {
      return { state: "open", message: `${name}: open. ${task}` };
    }
    return { state: "wrong", message: `${name}: not yet right. Your code threw: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const COLOURS = { open: "#b58900", wrong: "#c0392b", solved: "#2e8b57" } as const;
const MARKS = { open: "○", wrong: "✗", solved: "✓" } as const;

/** Judges an answer and shows the verdict in the notebook. Never throws, so that a headless run goes on. */
export function checkExercise<Answer>(asked: Exercise<Answer>, answer: Answer): void {
  const { state, message } = judge(asked, answer);
  const text = `${MARKS[state]} ${message}`;
  show({ "text/html": `<div style="border-left:4px solid ${COLOURS[state]};padding:0.4em 0.8em">${escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>")}</div>`, "text/plain": text });
}
