import { JobError } from "./error.ts";
import type { Fault } from "./messages.ts";
import type { Death } from "./worker.ts";

const SHOWN = 300;

/** The error of a job that failed by itself. */
export function faultError(job: string, parameters: unknown, { fault, message, name, stack }: Fault): JobError {
  const cause = Object.assign(new Error(message), { name, ...(stack !== undefined && { stack }) });
  return new JobError(`the job "${job}" of ${shown(parameters)}: ${fault === "thrown" ? `${name}: ` : ""}${message}`, { cause, fault, ...(fault === "thrown" && { thrown: name }) });
}

/** The error of a job whose worker died each time. */
export function deathError(job: string, parameters: unknown, { died: { code, said, signal } }: Death, retries: number): JobError {
  const how = signal === undefined ? `ended with exit code ${code ?? "none"}` : `was ended by ${signal}`;
  const times = retries === 0 ? "" : `, ${retries + 1} times in a row`;
  const remedy = signal === "SIGKILL" || signal === "SIGABRT" ? " Where memory ran out, take fewer workers or a smaller model." : "";
  return new JobError(`the job "${job}" of ${shown(parameters)}: its worker process ${how}${times}. It last said: ${said || "nothing"}.${remedy}`, { fault: "died", signal });
}

function shown(parameters: unknown): string {
  const text = JSON.stringify(parameters) ?? "nothing";
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
