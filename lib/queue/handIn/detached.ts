/** All is handed in, and who asked does not wait for it. */
export class Detached extends Error {
  override readonly name = "Detached";

  constructor() {
    super("handed in; the jobs go on without this command");
  }
}
