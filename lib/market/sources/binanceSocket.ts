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

/** One connection for all channels of a process: combined streams of web-socket-streams.md. `leave(true)` gives up the whole connection, for it is silent. */
export type BinanceSocket = { readonly join: (channel: string, listener: Listener) => (isSilent?: boolean) => void };

/** Time for names to gather into one message, for a connection may send five a second. */
const GATHERED_MILLIS = 250;
const HANDSHAKE_MILLIS = 10_000;

const combined = z.object({ stream: z.string(), data: z.unknown() });

type Link = { readonly socket: WebSocket; readonly told: Set<string>; timer: NodeJS.Timeout | undefined };

/** A socket that opens with the first channel and closes after the last one. Pings are answered by the client library. */
export function binanceSocket(origin: string, now: () => number): BinanceSocket {
  const channels = new Map<string, Set<Listener>>();
  let link: Link | undefined;
  let messages = 0;
  const everybody = (): readonly Listener[] => [...channels.values()].flatMap((listeners) => [...listeners]);

  const lose = (from: Link, error: MarketError): void => {
    if (link !== from) return;
    link = undefined;
    clearTimeout(from.timer);
    from.socket.terminate();
    const lost = everybody();
    channels.clear();
    for (const listener of lost) listener.onLost(error);
  };
  const close = (left: Link): void => {
    link = undefined;
    clearTimeout(left.timer);
    left.socket.close();
    setTimeout(() => left.socket.terminate(), 1000).unref();
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
  /** Tells the server what changed since it was told last. */
  const tell = (current: Link): void => {
    current.timer = undefined;
    const wanted = [...channels.keys()];
    const send = (method: string, params: readonly string[]): void => {
      if (params.length > 0) current.socket.send(JSON.stringify({ method, params, id: ++messages }));
    };
    send("UNSUBSCRIBE", [...current.told].filter((channel) => !channels.has(channel)));
    send("SUBSCRIBE", wanted.filter((channel) => !current.told.has(channel)));
    current.told.clear();
    for (const channel of wanted) current.told.add(channel);
  };
  const tellSoon = (current: Link): void => {
    if (current.socket.readyState === WebSocket.OPEN) current.timer ??= setTimeout(() => tell(current), GATHERED_MILLIS);
  };
  const open = (): Link => {
    const names = [...channels.keys()];
    const socket = new WebSocket(`${origin}/stream?streams=${names.join("/")}`, { handshakeTimeout: HANDSHAKE_MILLIS });
    const current: Link = { socket, told: new Set(names), timer: undefined };
    const alive = (): void => everybody().forEach(({ onAlive }) => onAlive());
    socket.on("open", () => {
      everybody().forEach(({ onConnected }) => onConnected());
      if (link === current && names.length !== channels.size) tellSoon(current);
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
    return current;
  };
  return {
    join: (channel, listener) => {
      const listeners = channels.get(channel) ?? new Set();
      channels.set(channel, listeners.add(listener));
      link ??= open();
      if (link.socket.readyState === WebSocket.OPEN) {
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
