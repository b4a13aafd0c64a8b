import { expect, test } from "vitest";
import { exchangeOfSymbol, isForeignSymbol } from "./exchangeOfSymbol.ts";

test("a symbol names the exchange whose hours it keeps, where its calendar is known", () => {
  const found = ["AAPL", "BRK-B", "^GSPC", "VOD.L", "7203.T", "BHP.AX", "BTC-USD", "EURUSD=X", "^N225", "SAP.DE", "^VIX"].map(exchangeOfSymbol);
  expect(found).toEqual(["NYSE", "NYSE", "NYSE", "LSE", "JPX", "ASX", "CRYPTO", "FOREX", "JPX", undefined, undefined]);
});

test("what is no symbol names no exchange", () => {
  expect(["my bars", "spy", "", "=X"].map(exchangeOfSymbol)).toEqual([undefined, undefined, undefined, undefined]);
});

test("an ending or an index of another country is foreign, a class of shares is not", () => {
  expect(["SAP.DE", "^GDAXI", "RY.TO", "ABC.V"].filter(isForeignSymbol)).toEqual(["SAP.DE", "^GDAXI", "RY.TO", "ABC.V"]);
  expect(["AAPL", "BRK.B", "BRK-B", "VOD.L", "BHP.AX", "^GSPC", "^VIX", "^FTMC", "BTC-USD", "EURUSD=X"].filter(isForeignSymbol)).toEqual([]);
});
