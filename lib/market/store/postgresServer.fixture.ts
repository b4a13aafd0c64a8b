import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";

type Commands = (folder: string) => { readonly initdb: string; readonly postgres: string; readonly uid?: number; readonly gid?: number };
export type Server = { readonly address: (user?: string, password?: string) => string; readonly fresh: () => Promise<string>; readonly stop: () => Promise<void> };

/** A real server on a free port of the loopback interface, with a password and files of its own, gone when stopped. */
export async function startPostgres(commands: Commands): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  const { initdb, postgres, ...user } = commands(folder);
  const [data, secret, password] = [join(folder, "data"), join(folder, "password"), randomBytes(12).toString("hex")];
  writeFileSync(secret, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(secret, user.uid, user.gid);
  execFileSync(initdb, ["-D", data, "-U", "market", "--auth=scram-sha-256", `--pwfile=${secret}`, "--no-sync", "--encoding=UTF8", "--locale=C"], { ...user, cwd: folder, stdio: "pipe" });
  const port = await freePort();
  const server = spawn(postgres, ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off"], { ...user, cwd: folder, stdio: "ignore" });
  const addressOf = (name: string, owner = "market", secretOf = password): string => `postgres://${owner}:${secretOf}@127.0.0.1:${port}/${name}`;
  await reachable(addressOf("postgres"), server);
  let count = 0;
  return {
    address: (owner, secretOf) => addressOf("postgres", owner, secretOf),
    fresh: async () => {
      const name = `store${count++}`;
      await sql(addressOf("postgres"), `create database ${name}`);
      return addressOf(name);
    },
    stop: async () => {
      const ended = new Promise((resolve) => server.once("exit", resolve));
      server.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** One statement of a test's own. */
export async function sql(address: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

async function reachable(address: string, server: ChildProcess): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await sql(address, "select 1");
    } catch (error) {
      if (server.exitCode !== null || attempt > 300) throw error;
      await setTimeout(100);
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
