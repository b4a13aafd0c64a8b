import { type BinanceSocket, binanceSocket, type Listener, type Turn } from "./binanceSocket.ts";

export type BinanceSocketsOptions = {
  readonly now: () => number;
  /** Channels of one connection. @default 1024, all that Binance allows */
  readonly most?: number;
  /** Milliseconds between two connections. @default 1_100: Binance allows 300 in five minutes from one address, and bans who goes on. Counted in this process alone */
  readonly spacing?: number;
};

/** As few connections as the channels need, opened one after the other (web-socket-streams.md, WebSocket limits). */
export function binanceSockets(origin: string, { most = 1024, now, spacing = 1100 }: BinanceSocketsOptions): BinanceSocket {
  const sockets: { readonly socket: BinanceSocket; readonly channels: Map<string, Set<Listener>> }[] = [];
  let dialledAt = Number.NEGATIVE_INFINITY;
  const turn: Turn = {
    wait: () => Math.max(0, dialledAt + spacing - performance.now()),
    take: () => {
      dialledAt = performance.now();
    },
  };
  const another = () => {
    const channels = new Map<string, Set<Listener>>();
    const added = { channels, socket: binanceSocket(origin, { channels, now, turn }) };
    sockets.push(added);
    return added;
  };
  return {
    join: (channel, listener) => {
      const { socket } = sockets.find(({ channels }) => channels.has(channel)) ?? sockets.find(({ channels }) => channels.size < most) ?? another();
      return socket.join(channel, listener);
    },
  };
}
