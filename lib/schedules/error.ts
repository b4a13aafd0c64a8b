/** A file of schedules that cannot be read, or misuse of the service. The text says what was asked, what was wrong, where, and what to do. */
export class ScheduleError extends Error {
  override readonly name = "ScheduleError";
}
