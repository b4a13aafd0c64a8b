import { expect, test } from "vitest";
import { exchangeOfSymbol } from "./exchangeOfSymbol.ts";

test("a symbol names the exchange whose hours it keeps, where its calendar is known", () => {
  const found = ["AAPL", "BRK-B", "^GSPC", "VOD.L", "7203.T", "BHP.AX", "BTC-USD", "EURUSD=X", "^N225", "SAP.DE", "^VIX"].map(exchangeOfSymbol);
  expect(found).toEqual(["NYSE", "NYSE", "NYSE", "LSE", "JPX", "ASX", "CRYPTO", "FOREX", "JPX", undefined, undefined]);
});
