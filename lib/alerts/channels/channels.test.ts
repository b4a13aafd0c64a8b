import { createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { afterEach, describe, expect, test } from "vitest";
import { type Alert, alertOf } from "../alert.ts";
import { channelShape } from "../alertConfig.ts";
import { openChannel } from "./openChannel.ts";

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

const alert = alertOf({ kind: "failed-run", schedule: "nightly", at: Date.UTC(2026, 2, 8, 7), title: "nightly failed", text: "The run failed.", details: { run: "r1" } });
const VARIABLES = { FROM: "from@example.com", TO: "one@example.com, two@example.com", USER: "someone", PASSWORD: "very-secret-word", SECRET: "hook-secret-word" };

const deliver = (config: unknown, given: Alert = alert, variables: Readonly<Record<string, string>> = VARIABLES): Promise<void> =>
  openChannel(channelShape.parse(config), { variables, waits: [1, 1] }).deliver(given, new AbortController().signal);

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address.port;
}

type Heard = { readonly headers: IncomingMessage["headers"]; readonly body: string; readonly url: string };

async function webServer(answer: (count: number, response: ServerResponse) => void): Promise<{ readonly origin: string; readonly heard: Heard[] }> {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += chunk)).on("end", () => {
      heard.push({ headers: request.headers, body, url: request.url ?? "" });
      answer(heard.length, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => (server.closeAllConnections(), server.close()));
  return { origin: `http://127.0.0.1:${portOf(server)}`, heard };
}

describe("a webhook", () => {
  test("posts the alert as JSON, signed with time and body", async () => {
    const { heard, origin } = await webServer((_, response) => response.end());
    await deliver({ type: "webhook", url: `${origin}/hook`, secretFrom: "SECRET" });
    expect(JSON.parse(heard[0]!.body)).toEqual(alert);
    const { "x-marketbook-signature": signature, "x-marketbook-timestamp": timestamp } = heard[0]!.headers;
    expect(signature).toBe(`sha256=${createHmac("sha256", VARIABLES.SECRET).update(`${String(timestamp)}.${heard[0]!.body}`).digest("hex")}`);
  });

  test("is tried again where the server is busy, and not where it refuses", async () => {
    const busy = await webServer((count, response) => response.writeHead(count < 3 ? 503 : 200).end());
    await deliver({ type: "webhook", url: busy.origin });
    expect(busy.heard).toHaveLength(3);
    const refusing = await webServer((_, response) => response.writeHead(403).end());
    await expect(deliver({ type: "webhook", url: refusing.origin })).rejects.toThrow(`${refusing.origin} answered 403. Check the address and the secret`);
    expect(refusing.heard).toHaveLength(1);
  });

  test("follows a redirect on its own host, and goes to no other", async () => {
    const own = await webServer((count, response) => response.writeHead(count === 1 ? 307 : 200, { location: "/moved" }).end());
    await deliver({ type: "webhook", url: own.origin });
    expect(own.heard.map(({ url }) => url)).toEqual(["/", "/moved"]);
    const other = await webServer((_, response) => response.end());
    const sending = await webServer((_, response) => response.writeHead(307, { location: other.origin }).end());
    await expect(deliver({ type: "webhook", url: sending.origin })).rejects.toThrow(`${sending.origin} sends to ${other.origin}, and an alert goes to no other host`);
    expect(other.heard).toEqual([]);
  });

  test("that does not answer ends after its time", async () => {
    const { origin } = await webServer(() => {});
    await expect(deliver({ type: "webhook", url: origin, timeout: "1s" })).rejects.toThrow("did not answer within 1 s");
  });

  test("goes in the clear to this machine alone, unless allowed", async () => {
    await expect(async () => deliver({ type: "webhook", url: "http://example.com/x" })).rejects.toThrow("http://example.com is neither https nor this machine");
    await expect(async () => deliver({ type: "webhook", url: "ftp://localhost/x" })).rejects.toThrow("neither https nor this machine");
    await expect(async () => deliver({ type: "webhook", url: "http://localhost.example.com/x" })).rejects.toThrow("neither https nor this machine");
  });

  test("shows an address that is a secret in no error", async () => {
    const { origin } = await webServer((_, response) => response.writeHead(404).end());
    const error = await deliver({ type: "webhook", urlFrom: "URL" }, alert, { URL: `${origin}/services/T0K3N` }).catch(String);
    expect(error).toContain("answered 404");
    expect(error).not.toContain("T0K3N");
  });
});

type Mail = { readonly from: string; readonly to: readonly string[]; readonly text: string; readonly isSecure: boolean };

async function mailServer(options: SMTPServerOptions = {}): Promise<{ readonly port: number; readonly mails: Mail[] }> {
  const mails: Mail[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ["STARTTLS"], logger: false, ...options,
    onData: (stream, session, done) => {
      let text = "";
      stream.on("data", (chunk) => (text += chunk)).on("end", () => {
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom === false ? "" : mailFrom.address, to: rcptTo.map(({ address }) => address), text, isSecure: session.secure });
        done();
      });
    },
  });
  server.on("error", () => {});
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  closers.push(() => server.close(() => {}));
  return { port: portOf(server.server), mails };
}

const mail = (port: number, more: Readonly<Record<string, unknown>> = {}) => ({ type: "email", host: "127.0.0.1", port, from: "FROM", to: "TO", user: "NOBODY", password: "PASSWORD", ...more });

describe("e-mail", () => {
  test("brings the alert as text to each address of the environment", async () => {
    const { mails, port } = await mailServer();
    await deliver(mail(port));
    expect(mails).toMatchObject([{ from: "from@example.com", to: ["one@example.com", "two@example.com"] }]);
    expect(mails[0]!.text).toContain("Subject: [marketbook] nightly failed");
    expect(mails[0]!.text).toContain("run: r1");
  });

  test("makes no header of a title's lines, nor of an address", async () => {
    const { mails, port } = await mailServer();
    await deliver(mail(port), alertOf({ ...alert, at: 0, title: "x\r\nBcc: thief@example.com\r\n\r\nbody" }));
    expect(mails[0]!.to).toHaveLength(2);
    expect(mails[0]!.text.split("\r\n\r\n")[0]).not.toMatch(/^Bcc:/m);
    await expect(async () => deliver(mail(port), alert, { ...VARIABLES, TO: "a@example.com\r\nBcc: thief@example.com" })).rejects.toThrow("TO holds no mail address at place 1");
  });

  test("goes without TLS to this machine alone", async () => {
    await expect(async () => deliver(mail(25, { host: "mail.example.com", tls: "none" }))).rejects.toThrow("tls: none is for this machine's own server");
    const { mails, port } = await mailServer();
    await expect(deliver(mail(port, { tls: "starttls" }))).rejects.toThrow(`127.0.0.1:${port} did not take the mail`);
    expect(mails).toEqual([]);
  });

  test("is not sent where the certificate is nobody's, and is where its authority is named", async () => {
    const { generate } = await import("selfsigned");
    const { cert, private: key } = await generate([{ name: "commonName", value: "localhost" }], { extensions: [{ name: "subjectAltName", altNames: [{ type: 7, ip: "127.0.0.1" }] }, { name: "basicConstraints", cA: true }] });
    const { mails, port } = await mailServer({ secure: true, key, cert, disabledCommands: [] });
    await expect(deliver(mail(port, { tls: "implicit" }))).rejects.toThrow("did not take the mail");
    expect(mails).toEqual([]);
    const folder = mkdtempSync(path.join(tmpdir(), "alerts-ca-"));
    closers.push(() => rmSync(folder, { recursive: true }));
    const ca = path.join(folder, "ca.pem");
    writeFileSync(ca, cert);
    await deliver(mail(port, { tls: "implicit", ca }));
    expect(mails).toMatchObject([{ isSecure: true }]);
  });

  test("says a wrong password without showing it, and does not try again", async () => {
    let asked = 0;
    const { port } = await mailServer({ authOptional: false, allowInsecureAuth: true, onAuth: ({ password }, _, done) => {
      asked++;
      done(new Error(`not ${password}`));
    } });
    const error = await deliver(mail(port, { user: "USER" })).catch(String);
    expect(error).toContain("did not take the mail");
    expect(error).not.toContain(VARIABLES.PASSWORD);
    expect(asked).toBe(1);
  });
});

const titleOf = (line: string): string => {
  const { title }: Alert = JSON.parse(line);
  return title;
};

describe("a file", () => {
  test("holds a line an alert, and is put aside when it is full", async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "alerts-file-"));
    closers.push(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, "alerts.jsonl");
    for (let k = 0; k < 12; k++) await deliver({ type: "file", path: file, megabytes: 0.001, keep: 2 }, { ...alert, title: `alert ${k}` });
    expect(readdirSync(folder).sort()).toEqual(["alerts.jsonl", "alerts.jsonl.1", "alerts.jsonl.2", "alerts.jsonl.lock"]);
    const titles = ["alerts.jsonl.2", "alerts.jsonl.1", "alerts.jsonl"].flatMap((name) => readFileSync(path.join(folder, name), "utf8").trimEnd().split("\n").map((line) => titleOf(line)));
    expect(titles.at(-1)).toBe("alert 11");
    expect(titles).toEqual([...titles].sort((a, b) => Number(a.slice(6)) - Number(b.slice(6))));
  });
});
