/** A process that reads live bars and ends its stream in one of several ways; it says what is still open then, and must end by itself. */
import { openSource } from "../sources/index.ts";
import { streamBars } from "./streamBars.ts";

const [origin = "", how = "", millis = "0", isPolled = ""] = process.argv.slice(2);
const ending = new AbortController();
const { stream, ...asked } = openSource("binance", { origin, signal: ending.signal });
const opened = isPolled === "polled" || stream === undefined ? asked : { ...asked, stream };
const bars = streamBars({ source: "binance", symbol: "BTC-USDT", opened, signal: ending.signal, from: new Date(Date.now() - 300_000).toISOString(), onEvent: () => {} });

if (how === "abort") setTimeout(() => ending.abort(), Number(millis));
let taken = 0;
if (how === "return") {
  await bars.next();
  await bars.return();
} else for await (const _ of bars) if (++taken >= 2 && how === "break") break;
// A closing handshake with the exchange may take a moment.
while (process.getActiveResourcesInfo().some((name) => name === "TCPSocketWrap" || name === "TCPConnectWrap" || name === "Timeout")) await new Promise((resolve) => setImmediate(resolve));
console.log("ended");
