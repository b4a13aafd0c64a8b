import fc from "fast-check";

/** What a vendor's fault puts in the place of a value: nothing, another type, numbers as text, impossible numbers, days and hours that are none, markup. */
const RUBBISH: readonly unknown[] = [null, true, "", "NaN", "abc", "12.5", "1e999", "<b>7</b>", "2024-02-31", "2024-02-31 10:00:00", "2024-03-15 25:61:61", "20240231T256161", [], {}, -1, 0, 1.5, 1e300, 9e15, 1710460800, 1710460800000];

/** One fault: `at` leads from the root of an answer down to where it is done. */
export type Fault = { readonly at: readonly number[]; readonly how: "replace" | "remove" | "double" | "reverse" | "empty" | "cut" | "seconds" | "text"; readonly rubbish: number };

export const faults: fc.Arbitrary<readonly Fault[]> = fc.array(fc.record({
  at: fc.array(fc.nat(1000), { minLength: 1, maxLength: 8 }),
  how: fc.constantFrom("replace", "replace", "replace", "remove", "remove", "double", "reverse", "empty", "cut", "seconds", "text"),
  rubbish: fc.nat(RUBBISH.length - 1),
}), { minLength: 1, maxLength: 4 });

/** An answer with its faults: of JSON the values, of any other text the characters. */
export function broken(body: unknown, done: readonly Fault[]): unknown {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const json = parsed(text);
  if (json === undefined) return done.reduce(brokenText, text);
  const root = { answer: json };
  for (const fault of done) breakAt(root, fault);
  return root.answer;
}

/** An answer of JSON with words in the place of one of its numbers, be it a number or text. */
export function withoutNumber(body: unknown, which: number): unknown {
  const json: unknown = JSON.parse(typeof body === "string" ? body : JSON.stringify(body));
  const numbers: { readonly inside: object; readonly key: string }[] = [];
  const look = (inside: object): void => {
    for (const [key, value] of Object.entries(inside)) {
      if (typeof value === "object" && value !== null) look(value);
      else if (typeof value === "number" || /^\d[\d.:T -]*$/.test(String(value))) numbers.push({ inside, key });
    }
  };
  look({ json });
  const found = numbers[which % Math.max(numbers.length, 1)];
  if (found !== undefined) Reflect.set(found.inside, found.key, "abc");
  return json;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function brokenText(text: string, { at: [start = 0, length = 20], how, rubbish }: Fault): string {
  const from = Math.floor((start / 1000) * text.length);
  const part = text.slice(from, from + (length % 100));
  const rest = text.slice(from + part.length);
  if (how === "remove" || how === "empty") return text.slice(0, from) + rest;
  if (how === "cut") return text.slice(0, from);
  return text.slice(0, from) + (how === "replace" ? `${String(RUBBISH[rubbish])}&bomb;` : part + part) + rest;
}

/** Goes down a step for each number, as far as there is something inside, and does it there. */
function breakAt(root: object, { at, how, rubbish }: Fault): void {
  let inside = root;
  let key = Object.keys(root)[0]!;
  for (const step of at) {
    const value: unknown = Reflect.get(inside, key);
    if (typeof value !== "object" || value === null || Object.keys(value).length === 0) break;
    inside = value;
    key = Object.keys(value)[step % Object.keys(value).length]!;
  }
  const value: unknown = Reflect.get(inside, key);
  if (how === "remove") Reflect.deleteProperty(inside, key);
  else Reflect.set(inside, key, changed(value, how, RUBBISH[rubbish]));
}

function changed(value: unknown, how: Fault["how"], rubbish: unknown): unknown {
  if (how === "double" && Array.isArray(value)) return [...value, ...value];
  if (how === "reverse" && Array.isArray(value)) return value.toReversed();
  if (how === "empty" && Array.isArray(value)) return [];
  if (how === "cut" && Array.isArray(value)) return value.slice(0, value.length / 2);
  if (how === "seconds" && typeof value === "number") return value / 1000;
  if (how === "text" && typeof value === "number") return String(value);
  if (how === "text" && typeof value === "string") return Number(value);
  return how === "replace" ? rubbish : value;
}
