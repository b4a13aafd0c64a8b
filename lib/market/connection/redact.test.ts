import { expect, test } from "vitest";
import { redactor } from "./redact.ts";

const KEY = "s3cr3t+key/with==signs $& (";
const redact = redactor([KEY]);

test.each([
  KEY, encodeURIComponent(KEY), encodeURIComponent(KEY).toLowerCase(), encodeURI(KEY), new URLSearchParams({ key: KEY }).toString().slice(4), Buffer.from(KEY).toString("base64"), KEY.replaceAll("/", "\\/"), KEY.toUpperCase(),
])("a key is taken out in the form %s", (form) => {
  expect(redact.text(`before ${form} after ${form}`)).toBe("before (key) after (key)");
});

test("an error of somebody else's is one without keys, down to its last cause", () => {
  const inner = Object.assign(new Error(`cannot reach https://a.example/?key=${KEY}`), { code: "ECONNRESET" });
  const clean = redact.error(new TypeError(`failed with ${KEY}`, { cause: inner }));
  const causes = [clean, clean.cause].map((error) => (error instanceof Error ? [error.message, error.stack].join("\n") : ""));
  expect(clean.message).toBe("TypeError: failed with (key)");
  expect(causes[1]).toContain("Error: cannot reach https://a.example/?key=(key) (ECONNRESET)");
  expect(causes.join("\n")).not.toContain("s3cr3t");
});

test("bytes without a key are the same bytes, others lose it", () => {
  const bytes = new Uint8Array([0, 255, 1]);
  expect(redact.bytes(bytes)).toBe(bytes);
  expect(new TextDecoder().decode(redact.bytes(new TextEncoder().encode(`{"key":"${KEY}"}`)))).toBe('{"key":"(key)"}');
});

test("short words are left in bodies, because they are words", () => {
  const bytes = new TextEncoder().encode("democracy");
  expect(redactor(["demo"]).bytes(bytes)).toBe(bytes);
});
