import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type WebSocket, WebSocketServer } from "ws";

/** A request as it arrived. */
export type Asked = {
  /** 0 for the first that this vendor saw. */
  readonly number: number;
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** What a vendor sends back, and what goes wrong on the way. */
export type Reply = {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Text and bytes as they are, anything else as JSON. */
  readonly body?: unknown;
  /** Never answers. */
  readonly silent?: boolean;
  /** Announces the whole body, sends so many of its bytes and closes. */
  readonly cutOffAfter?: number;
  /** Closes the connection before any byte. */
  readonly reset?: boolean;
  /** The vendor's clock, in its Date header; none is sent unless told. */
  readonly date?: number;
};

export type Answerer = (asked: Asked) => Reply | Promise<Reply>;

/** A WebSocket client of the vendor. */
export type VendorSocket = { readonly asked: Asked; readonly socket: WebSocket; /** Text it sent, oldest first. */ readonly received: readonly string[]; readonly send: (message: unknown) => void };

export type Vendor = {
  /** http://127.0.0.1:port; WebSockets are at the same place, ws://127.0.0.1:port. */
  readonly origin: string;
  /** All requests, oldest first. */
  readonly asked: readonly Asked[];
  /** All WebSocket clients there ever were, oldest first. */
  readonly sockets: readonly VendorSocket[];
  readonly close: () => Promise<void>;
};

/** A vendor on a free port of this machine. `onSocket` is called for each WebSocket that opens, `onMessage` for each text it sends. Close it when the test is over. */
export async function startVendor(answerer: Answerer, { onMessage, onSocket }: { readonly onSocket?: (client: VendorSocket) => void; readonly onMessage?: (client: VendorSocket, text: string) => void } = {}): Promise<Vendor> {
  const asked: Asked[] = [];
  const sockets: VendorSocket[] = [];
  const server = createServer((request, response) => {
    void readRequest(request, asked.length).then(async (question) => {
      asked.push(question);
      send(response, await answerer(question));
    });
  });
  const socketServer = new WebSocketServer({ server });
  socketServer.on("connection", (socket, request) => {
    const received: string[] = [];
    const client: VendorSocket = { asked: questionOf(request, sockets.length, ""), socket, received, send: (message) => socket.send(typeof message === "string" ? message : JSON.stringify(message)) };
    sockets.push(client);
    socket.on("error", () => socket.terminate());
    socket.on("message", (data) => {
      received.push(String(data));
      onMessage?.(client, String(data));
    });
    onSocket?.(client);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the vendor has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`, asked, sockets,
    close: async () => {
      for (const { socket } of sockets) socket.terminate();
      socketServer.close();
      server.closeAllConnections();
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** Plays replies in turn; the last one for ever. */
export function inTurn(...replies: readonly Reply[]): Answerer {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)] ?? {};
}

async function readRequest(request: IncomingMessage, number: number): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return questionOf(request, number, Buffer.concat(parts).toString());
}

function questionOf(request: IncomingMessage, number: number, body: string): Asked {
  const url = new URL(request.url ?? "/", "http://vendor");
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { number, method: request.method ?? "GET", path: url.pathname, query: Object.fromEntries(url.searchParams), headers, body };
}

function send(response: ServerResponse, { body = "", cutOffAfter, date, headers = {}, reset = false, silent = false, status = 200 }: Reply): void {
  if (silent) return;
  if (reset) {
    response.destroy();
    return;
  }
  const isRaw = typeof body === "string" || body instanceof Uint8Array;
  const bytes = Buffer.from(isRaw ? body : JSON.stringify(body));
  response.sendDate = false;
  response.writeHead(status, { "content-type": isRaw ? "text/plain" : "application/json", "content-length": bytes.length, ...(date === undefined ? {} : { date: new Date(date).toUTCString() }), ...headers });
  if (cutOffAfter === undefined) response.end(bytes);
  else response.write(bytes.subarray(0, cutOffAfter), () => response.destroy());
}
