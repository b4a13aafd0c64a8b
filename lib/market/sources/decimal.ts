import { z } from "zod";

/** A number as vendors write it: a number, or a decimal as text. */
export const decimal = z.union([z.number(), z.string().regex(/^-?\d+(\.\d+)?([eE][+-]?\d+)?$/, "a decimal number").transform(Number).pipe(z.number())]);

/** The same, or NaN where the vendor leaves it empty: null, "", "None". */
export const decimalOrNaN = z.union([decimal, z.union([z.null(), z.literal(""), z.literal("None")]).transform(() => Number.NaN)]);
