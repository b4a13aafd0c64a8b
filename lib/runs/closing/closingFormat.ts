import type { Measured } from "./closingShapes.ts";

/** A number for people, or N/A. */
export function shown(measured: Measured | undefined, format: (value: number) => string): string {
  return measured === undefined || measured.value === null ? "N/A" : format(measured.value);
}

/** A share as percent with one decimal: 0.5312 is 53.1 %. */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A fall in percent, whichever sign it was recorded with. */
export const fall = (share: number): string => percent(Math.abs(share));

export const decimals = (digits: number) => (value: number): string => value.toFixed(digits);
export const significant = (value: number): string => value.toPrecision(4);
export const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(4)}`;
