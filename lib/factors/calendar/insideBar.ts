/** Last millisecond inside a bar. A bar that closes at midnight belongs to the day that ends there. in, out: milliseconds UTC. */
export function insideBar(closeTime: number): number {
  return closeTime - 1;
}
