import { WebSocket } from "ws";
import { z } from "zod";
import type { AnswerFinding } from "../connection/answerFinding.ts";
import { brief } from "../connection/readAnswer.ts";
import { MarketError } from "../error.ts";

/** Who reads one channel. */
export type Listener = {
  readonly onConnected: () => void;
  readonly onAlive: () => void;
  readonly onData: (data: unknown) => void;
  readonly onFinding: (finding: AnswerFinding) => void;
  readonly onLost: (error: MarketError) => void;
};

/** One connection for many channels: combined streams of web-socket-streams.md. `leave(true)` gives up the whole connection, for it is silent. */
export type BinanceSocket = { readonly join: (channel: string, listener: Listener) => (isSilent?: boolean) => void };

/** Between two messages, and for names to gather into one: a connection may send five a second, answers to pings counted. */
const MESSAGE_MILLIS = 300;
/** Names in an address or a message, so that neither grows too long. */
const MOST_NAMES = 100;
const HANDSHAKE_MILLIS = 10_000;

const combined = z.object({ stream: z.string(), data: z.unknown() });

/** `told`: the channels that the server was asked for. The socket is there once it is time to dial. */
type Link = { socket: WebSocket | undefined; readonly told: Set<string>; timer: NodeJS.Timeout | undefined };

/** The right to connect: milliseconds until it is given, and that it was used. */
export type Turn = { readonly wait: () => number; readonly take: () => void };

/** A socket that opens with the first channel and closes after the last one. Pings are answered by the client library. */
export function binanceSocket(origin: string, { channels, now, turn }: { readonly now: () => number; readonly turn: Turn; readonly channels: Map<string, Set<Listener>> }): BinanceSocket {
  let link: Link | undefined;
  let messages = 0;
  const everybody = (): readonly Listener[] => [...channels.values()].flatMap((listeners) => [...listeners]);

  const lose = (from: Link, error: MarketError): void => {
    if (link !== from) return;
    link = undefined;
    clearTimeout(from.timer);
    from.socket?.terminate();
    const lost = everybody();
    channels.clear();
    for (const listener of lost) listener.onLost(error);
  };
  const close = (left: Link): void => {
    link = undefined;
    clearTimeout(left.timer);
    left.socket?.close();
    const last = setTimeout(() => left.socket?.terminate(), 1000);
    left.socket?.once("close", () => clearTimeout(last));
    if (left.socket === undefined) clearTimeout(last);
  };
  const read = (from: Link, text: string): void => {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      const finding: AnswerFinding = { code: "wrong type", severity: "error", where: { source: "binance", path: "frame" }, expected: "JSON", got: brief(text) };
      return everybody().forEach(({ onFinding }) => onFinding(finding));
    }
    const push = combined.safeParse(message);
    if (push.data?.stream === "!serverShutdown") return lose(from, new MarketError("binance: the server is about to stop.", { reason: "server" }));
    if (push.success) return channels.get(push.data.stream)?.forEach(({ onData }) => onData(push.data.data));
    if (/"code"\s*:/.test(text)) lose(from, new MarketError(`binance: a subscription was refused: ${brief(message)}.`, { reason: "broken" }));
  };
  /** Tells the server what changed since it was told last, a message at a time. */
  const tell = (current: Link): void => {
    current.timer = undefined;
    const gone = [...current.told].filter((channel) => !channels.has(channel)).slice(0, MOST_NAMES);
    const names = gone.length > 0 ? gone : [...channels.keys()].filter((channel) => !current.told.has(channel)).slice(0, MOST_NAMES);
    if (names.length === 0) return;
    current.socket?.send(JSON.stringify({ method: gone.length > 0 ? "UNSUBSCRIBE" : "SUBSCRIBE", params: names, id: ++messages }));
    for (const name of names) if (gone.length > 0) current.told.delete(name);
    else current.told.add(name);
    tellSoon(current);
  };
  const tellSoon = (current: Link): void => {
    if (current.socket?.readyState === WebSocket.OPEN) current.timer ??= setTimeout(() => tell(current), MESSAGE_MILLIS);
  };
  /** Those who join before it is dialled are named in the address. */
  const open = (): Link => {
    const current: Link = { socket: undefined, told: new Set(), timer: undefined };
    dialSoon(current);
    return current;
  };
  const dialSoon = (current: Link): void => {
    current.timer = setTimeout(() => (turn.wait() > 0 ? dialSoon(current) : dial(current)), Math.ceil(turn.wait()));
  };
  const dial = (current: Link): void => {
    turn.take();
    current.timer = undefined;
    const names = [...channels.keys()].slice(0, MOST_NAMES);
    for (const name of names) current.told.add(name);
    const socket = new WebSocket(`${origin}/stream?streams=${names.join("/")}`, { handshakeTimeout: HANDSHAKE_MILLIS });
    current.socket = socket;
    const alive = (): void => everybody().forEach(({ onAlive }) => onAlive());
    socket.on("open", () => {
      everybody().forEach(({ onConnected }) => onConnected());
      if (link === current) tellSoon(current);
    });
    socket.on("ping", alive);
    socket.on("message", (data) => {
      alive();
      read(current, String(data));
    });
    socket.on("unexpected-response", (request, response) => {
      const seconds = Number(response.headers["retry-after"]);
      request.destroy();
      const isLimit = response.statusCode === 429 || response.statusCode === 418;
      lose(current, new MarketError(`binance: the live connection was refused with status ${response.statusCode}.`, { reason: isLimit ? "limit" : "server", retryAt: Number.isFinite(seconds) ? now() + 1000 * seconds : undefined }));
    });
    socket.on("error", (cause) => lose(current, new MarketError(`binance: the live connection failed (${cause.message}).`, { reason: "offline", cause })));
    socket.on("close", (code) => lose(current, new MarketError(`binance: the live connection was closed by the other side (${code}).`, { reason: "offline" })));
  };
  return {
    join: (channel, listener) => {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(listener));
      link ??= open();
      if (link.socket?.readyState === WebSocket.OPEN) {
        listener.onConnected();
        tellSoon(link);
      }
      return (isSilent = false) => {
        listeners.delete(listener);
        if (listeners.size === 0 && channels.get(channel) === listeners) channels.delete(channel);
        if (link === undefined) return;
        if (isSilent) lose(link, new MarketError("binance: the live connection was silent.", { reason: "timeout" }));
        else if (channels.size === 0) close(link);
        else tellSoon(link);
      };
    },
  };
}
