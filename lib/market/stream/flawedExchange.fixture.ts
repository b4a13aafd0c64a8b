import { once } from "node:events";
import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import { binanceKlines, marketAt } from "../sources/binanceVendor.fixture.ts";

const MINUTE = 60_000;

/** How one connection goes: where it breaks, and what is pushed before. */
export type Flaw =
  /** The upgrade is refused with a status, closed without a word, or never answered. */
  | { readonly at: "handshake"; readonly status?: 429 | 503; readonly isSilent?: boolean }
  /** After so many messages: closed with a code, cut without one, in the middle of a frame, or silent for ever. */
  | { readonly at: "messages"; readonly after: number; readonly how: "close" | "cut" | "mid frame" | "silent"; readonly code?: number };

/** What is pushed: the newest bar finished, the running one, an old one, or what nobody can read. */
export type Push = "finished" | "running" | "old" | "malformed" | "foreign" | "refusal";

export type FlawedExchange = { readonly origin: string; readonly connections: () => number; /** Sockets that are open on the exchange's side. */ readonly open: () => number; readonly close: () => Promise<void> };

/** An exchange in Binance's shape whose connections break as told, in turn; after the last flaw they stand. Each push moves the clock by 20 seconds. */
export async function flawedExchange(flaws: readonly Flaw[], pushes: readonly Push[], clock: { now: () => number; pass: (millis: number) => void }): Promise<FlawedExchange> {
  let connections = 0;
  let pushed = 0;
  const raw = new Set<Duplex>();
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? "/", "http://exchange").searchParams);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(binanceKlines(query, { now: clock.now() })));
  });
  server.on("connection", (socket) => {
    raw.add(socket);
    socket.on("close", () => raw.delete(socket));
    socket.on("error", () => socket.destroy());
  });
  const upgrades = new WebSocketServer({ noServer: true });
  server.on("upgrade", (request, socket, head) => {
    const flaw = flaws[connections++];
    if (flaw?.at !== "handshake") return upgrades.handleUpgrade(request, socket, head, (client) => void play(client, socket, flaw));
    // An end is seen only by who reads.
    if (flaw.isSilent === true) return void socket.on("end", () => socket.destroy()).resume();
    if (flaw.status === undefined) socket.destroy();
    else socket.end(`HTTP/1.1 ${flaw.status} Refused\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });

  async function play(client: WebSocket, socket: Duplex, flaw: Flaw | undefined): Promise<void> {
    client.on("error", () => client.terminate());
    for (let sent = 0; client.readyState === client.OPEN; sent++) {
      if (flaw?.at === "messages" && sent === flaw.after) {
        if (flaw.how === "close") client.close(flaw.code ?? 1001);
        if (flaw.how === "cut") client.terminate();
        // A text frame that announces 100 bytes and holds 9.
        if (flaw.how === "mid frame") socket.write(Buffer.concat([Buffer.from([0x81, 100]), Buffer.from('{"stream"')]), () => socket.destroy());
        return;
      }
      clock.pass(20_000);
      client.send(message(pushes[pushed++ % pushes.length] ?? "finished"));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
  const frame = (open: number, isFinished: boolean, symbol = "BTCUSDT"): unknown => {
    const { close, high, low, open: first, volume } = marketAt(open);
    return { stream: "btcusdt@kline_1m", data: { e: "kline", E: clock.now(), s: symbol, k: { t: open, T: open + MINUTE - 1, s: symbol, i: "1m", o: `${first}`, c: `${close}`, h: `${high}`, l: `${low}`, v: `${volume}`, x: isFinished } } };
  };
  function message(push: Push): string {
    const running = Math.floor(clock.now() / MINUTE) * MINUTE;
    if (push === "malformed") return '{"stream":"btcusdt@kline_1m","data":{"e":';
    if (push === "refusal") return JSON.stringify({ error: { code: 2, msg: "Invalid request" }, id: 1 });
    return JSON.stringify(push === "foreign" ? frame(running - MINUTE, true, "ETHUSDT") : push === "running" ? frame(running, false) : frame(running - (push === "old" ? 3 : 1) * MINUTE, true));
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the exchange has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`, connections: () => connections, open: () => raw.size,
    close: async () => {
      for (const socket of raw) socket.destroy();
      upgrades.close();
      server.close();
      await once(server, "close");
    },
  };
}
