/** The parts that are there, for optional fields: what is undefined or empty is left out. */
export function definite<K extends string>(parts: Readonly<Record<K, string | undefined>>): Partial<Readonly<Record<K, string>>>;
export function definite(parts: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(parts).flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value]])));
}
