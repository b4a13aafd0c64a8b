declare const unit: unique symbol;

/** A number that carries its unit in the type: a log return cannot be passed where a price is wanted. */
export type Quantity<U extends string> = number & { readonly [unit]?: U };
export type Price = Quantity<"Price">;
export type Volume = Quantity<"Volume">;
export type LogReturn = Quantity<"LogReturn">;
export type SimpleReturn = Quantity<"SimpleReturn">;
export type Bps = Quantity<"Bps">;
export type Percent = Quantity<"Percent">;
/** Milliseconds since 1970-01-01T00:00Z. */
export type UtcMillis = Quantity<"UtcMillis">;

/** A column of one number a bar, `Series<Price>` for prices. A plain Float64Array fits any unit; two units do not mix. NaN marks a missing value. */
export type Series<Q extends number = number> = Float64Array & { readonly [unit]?: Q extends { readonly [unit]?: infer U } ? U : never };
