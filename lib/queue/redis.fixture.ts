import { spawn, type ChildProcess } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, connect, type Socket } from "node:net";
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

/** A real server on a free port of the loopback interface, with a password, an append-only file and a folder of its own, gone when stopped. in: the program, as the set-up found it */
export async function startRedis(program: string): Promise<RedisFixture> {
  const folder = mkdtempSync(path.join(tmpdir(), "redis-"));
  const [password, port] = [randomBytes(12).toString("hex"), await freePort()];
  // The password is in a file: the arguments of a process can be read by everyone.
  writeFileSync(path.join(folder, "redis.conf"), [`port ${port}`, "bind 127.0.0.1", `dir ${folder}`, `requirepass ${password}`, "appendonly yes", "appendfsync always", "save \"\"", "daemonize no"].join("\n"), { mode: 0o600 });
  let server: ChildProcess | undefined;
  const url = `redis://:${password}@127.0.0.1:${port}`;
  const clients: Redis[] = [];
  const start = async (): Promise<void> => {
    server = spawn(program, [path.join(folder, "redis.conf")], { stdio: "ignore" });
    for (let tries = 0; ; tries++) {
      const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null });
      client.on("error", () => {});
      const isReady = await client.connect().then(() => client.ping()).then((said) => said === "PONG", () => false);
      client.disconnect();
      if (isReady) return;
      if (server.exitCode !== null || tries === 200) throw new Error("Redis did not start for this test");
      await sleep(50);
    }
  };
  const kill = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  };
  await start();
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = addressOf(server.address());
  server.close();
  return port;
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
