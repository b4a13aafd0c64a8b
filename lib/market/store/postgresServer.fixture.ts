import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import pg from "pg";

type Commands = (folder: string) => { readonly initdb: string; readonly postgres: string; readonly uid?: number; readonly gid?: number };
export type Server = {
  readonly address: (user?: string, password?: string) => string;
  readonly fresh: () => Promise<string>;
  /** Ends the server as its owner would, in the middle of whatever it does; its files stay. */
  readonly halt: () => Promise<void>;
  /** Starts it again, or anew with these files as its certificate and key. */
  readonly start: (certificate?: Certificate) => Promise<void>;
  readonly stop: () => Promise<void>;
};
type Certificate = { readonly certificate: string; readonly key: string };

/** A real server on a free port of the loopback interface, with a password and files of its own, gone when stopped. */
export async function startPostgres(commands: Commands): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  const { initdb, postgres, ...user } = commands(folder);
  const [data, secret, password] = [join(folder, "data"), join(folder, "password"), randomBytes(12).toString("hex")];
  writeFileSync(secret, password, { mode: 0o600 });
  if (user.uid !== undefined && user.gid !== undefined) chownSync(secret, user.uid, user.gid);
  execFileSync(initdb, ["-D", data, "-U", "market", "--auth=scram-sha-256", `--pwfile=${secret}`, "--no-sync", "--encoding=UTF8", "--locale=C"], { ...user, cwd: folder, stdio: "pipe" });
  let port = await freePort();
  const addressOf = (name: string, owner = "market", secretOf = password): string => `postgres://${owner}:${secretOf}@127.0.0.1:${port}/${name}`;
  let server: ChildProcess | undefined;
  const start = async (certificate?: Certificate): Promise<void> => {
    const tls = certificate === undefined ? [] : ["-c", "ssl=on", ...ownFiles(folder, certificate, user)];
    server = spawn(postgres, ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off", ...tls], { ...user, cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    await reachable(addressOf("postgres"), server);
  };
  const halt = async (): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGINT");
    await ended;
  };
  // Between being found free and being bound a port may be taken by another test.
  for (let attempt = 1; ; attempt++) {
    try {
      await start();
      break;
    } catch (error) {
      await halt();
      if (attempt === 3) throw error;
      port = await freePort();
    }
  }
  let count = 0;
  return {
    start, halt,
    address: (owner, secretOf) => addressOf("postgres", owner, secretOf),
    fresh: async () => {
      const name = `store${count++}`;
      await sql(addressOf("postgres"), `create database ${name}`);
      return addressOf(name);
    },
    stop: async () => {
      await halt();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The server reads its certificate and key from files that belong to its user alone. */
function ownFiles(folder: string, { certificate, key }: Certificate, { gid, uid }: { readonly uid?: number; readonly gid?: number }): readonly string[] {
  return [["ssl_cert_file", certificate], ["ssl_key_file", key]].flatMap(([setting = "", text = ""]) => {
    const file = join(folder, setting);
    writeFileSync(file, text, { mode: 0o600 });
    if (uid !== undefined && gid !== undefined) chownSync(file, uid, gid);
    return ["-c", `${setting}=${file}`];
  });
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

/** Comes back when the server answers; an error says what it said itself. */
async function reachable(address: string, server: ChildProcess): Promise<void> {
  let said = "";
  server.stderr?.setEncoding("utf8").on("data", (text: string) => void (said = `${said}${text}`.slice(-2000)));
  for (let attempt = 0; ; attempt++) {
    try {
      return await sql(address, "select 1");
    } catch (error) {
      if (server.exitCode !== null || attempt > 300) throw new Error(`Postgres does not answer. It said: ${said}`, { cause: error });
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
