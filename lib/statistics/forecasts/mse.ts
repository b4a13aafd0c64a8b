import { rmse } from "./rmse.ts";

/** Mean squared error, mean of (f−a)². in: [N]  out: squared unit of the values */
export function mse(actual: ArrayLike<number>, forecast: ArrayLike<number>): number {
  return rmse(actual, forecast) ** 2;
}
