import { z } from "zod";
import { ScalingError } from "./error.ts";
import { fittedScaler, SCALER_KINDS, type FittedScaler } from "./fittedScaler.ts";

const row = z.number().int().nonnegative();
const savedScaler = z.strictObject({
  kind: z.enum(SCALER_KINDS),
  fold: z.strictObject({ from: row, to: row }),
  scales: z.record(z.string(), z.strictObject({ offset: z.number(), scale: z.number().positive() })),
});

/** The scaler that `toJSON` wrote. Data of any other form is refused with the path of the first wrong field. */
export function scalerFromJSON(data: unknown): FittedScaler {
  const parsed = savedScaler.safeParse(data);
  if (!parsed.success) {
    const { message, path } = parsed.error.issues[0]!;
    throw new ScalingError(`this is not a saved scaler: at "${path.join(".")}": ${message}; save the model again`);
  }
  return fittedScaler(parsed.data);
}
