import { createConnection, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { poolSocket } from "./address.ts";

/** JSON lines with the pool. `heard` gives the next one; undefined when the pool has ended or hung up. */
export type Conversation = { readonly socket: Socket; say(value: object): void; heard(): Promise<unknown> };

/** Opens a conversation, or gives undefined where no pool listens. */
export async function converse(): Promise<Conversation | undefined> {
  const socket = await connect();
  if (socket === undefined) return undefined;
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const heard = async (): Promise<unknown> => {
    const line = await lines.next().catch(() => undefined); // a pool that ends breaks connections off
    return line === undefined || line.done ? undefined : JSON.parse(line.value);
  };
  return { socket, heard, say: (value) => void socket.write(`${JSON.stringify(value)}\n`) };
}

/** A connection to the pool; undefined where there is none, or only the socket of one that is gone. */
export function connect(): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(poolSocket());
    socket.once("connect", () => {
      socket.removeAllListeners("error").on("error", () => {}); // a pool that dies is seen by the end of its lines
      resolve(socket);
    });
    socket.once("error", (error) => {
      if ("code" in error && ["ENOENT", "ECONNREFUSED", "ECONNRESET", "ENOTSUP"].includes(String(error.code))) resolve(undefined);
      else reject(error);
    });
  });
}
