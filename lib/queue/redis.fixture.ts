import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import tls from "node:tls";
import { Redis } from "ioredis";
import { generate } from "selfsigned";

export type RedisFixture = {
  readonly password: string;
  readonly port: number;
  readonly url: string;
  /** Ends the server by SIGKILL, in the middle of whatever it does; its files stay. */
  kill(): Promise<void>;
  start(): Promise<void>;
  client(): Redis;
  stop(): Promise<void>;
};

/** A real server on a port of the loopback interface, with a password, an append-only file and a folder of its own, gone when stopped. in: the program, as the set-up found it */
export async function startRedis(program: string): Promise<RedisFixture> {
  const folder = mkdtempSync(path.join(tmpdir(), "redis-"));
  const password = randomBytes(12).toString("hex");
  const clients: Redis[] = [];
  let server: ChildProcess | undefined;
  /** out: whether it answers at the port, which may be another's */
  const startAt = async (port: number): Promise<boolean> => {
    // The password is in a file: the arguments of a process can be read by everyone.
    writeFileSync(path.join(folder, "redis.conf"), [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, `requirepass ${password}`, "appendonly yes", "appendfsync always", "save \"\"", "daemonize no"].join("\n"), { mode: 0o600 });
    const own = server = spawn(program, [path.join(folder, "redis.conf")], { stdio: "ignore" });
    const ended = once(own, "exit").then(() => false);
    while (own.exitCode === null && own.signalCode === null) {
      if (await Promise.race([answers(addressAt(port, password)), ended])) return true;
      await sleep(50);
    }
    return false;
  };
  const port = await firstPort(startAt);
  const url = addressAt(port, password);
  const start = async (): Promise<void> => {
    if (!(await startAt(port))) throw new Error("Redis did not start again for this test");
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  return {
    password, port, url, kill, start,
    client: () => {
      const client = new Redis(url);
      client.on("error", () => {});
      clients.push(client);
      return client;
    },
    stop: async () => {
      clients.forEach((client) => client.disconnect());
      await kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Below the ports that a system gives to connections by itself: none of them can take it between its choice and its use, or between a kill and a start. */
async function firstPort(startAt: (port: number) => Promise<boolean>): Promise<number> {
  for (let tries = 0; tries < 20; tries++) {
    const port = randomInt(20_000, 32_000);
    if (await startAt(port)) return port;
  }
  throw new Error("Redis did not start for this test");
}

const addressAt = (port: number, password: string): string => `redis://:${password}@127.0.0.1:${port}`;

async function answers(url: string): Promise<boolean> {
  const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
  client.on("error", () => {});
  const said = await client.connect().then(() => client.ping()).catch(() => "");
  client.disconnect();
  return said === "PONG";
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === "string") throw new Error("no port");
  return address;
}

/** TLS before a server: the same wherever the tests run, because not every Redis is built with its own. */
export async function tlsBefore(port: number): Promise<{ readonly port: number; readonly ca: string; stop(): Promise<void> }> {
  const made = await generate([{ name: "commonName", value: "localhost" }], { keySize: 2048, extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: "localhost" }, { type: 7, ip: "127.0.0.1" }] }] });
  const open = new Set<Socket>();
  const proxy = tls.createServer({ cert: made.cert, key: made.private }, (client) => {
    const server = connect(port, "127.0.0.1");
    for (const socket of [client, server]) {
      open.add(socket);
      socket.on("error", () => {}).on("close", () => (client.destroy(), server.destroy(), open.delete(socket)));
    }
    client.pipe(server).pipe(client);
  }).on("tlsClientError", () => {});
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  return {
    port: addressOf(proxy.address()).port,
    ca: made.cert,
    stop: async () => {
      open.forEach((socket) => socket.destroy());
      proxy.close();
      await once(proxy, "close");
    },
  };
}
