/** A moment in a text, 2024-03-15 20:00:07 UTC. */
export function moment(time: number): string {
  return `${new Date(Math.ceil(time / 1000) * 1000).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
