import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { redactor } from "../../market/connection/redact.ts";
import type { Variables } from "../../market/connection/keys.ts";
import { projectFolder } from "../../runs/folders.ts";
import { oneLine } from "../../market/connection/shownText.ts";
import type { Alert } from "../alert.ts";
import type { ChannelOf } from "../alertConfig.ts";
import { AlertError } from "../error.ts";
import type { Channel, ChannelOptions } from "./channel.ts";
import { isLoopback } from "./isLoopback.ts";
import { Passing, patiently } from "./patient.ts";
import { secretOf } from "./secretOf.ts";

/** What another attempt cannot mend: a wrong password, a refused address, TLS that is not offered. */
const FINAL = new Set(["EAUTH", "EENVELOPE", "EMESSAGE", "ETLS", "ENOAUTH"]);

/** Sends an alert as a plain mail. TLS is required but on this machine; addresses and password come from the environment, and no header is made of foreign lines. */
export function emailChannel(config: ChannelOf<"email">, { variables, waits }: ChannelOptions): Channel {
  const { ca, host, port, timeout } = config;
  const tls = config.tls ?? (port === 465 ? "implicit" : isLoopback(host) ? "none" : "starttls");
  if (tls === "none" && !isLoopback(host)) throw new AlertError(`tls: none is for this machine's own server, and ${host} is another. Use starttls (port 587) or implicit (port 465)`);
  const [from, to] = [addressesOf(config.from, variables)[0]!, addressesOf(config.to, variables)];
  const user = variables[config.user]?.trim() ?? "";
  const password = user === "" ? undefined : secretOf(config.password, variables);
  const clean = redactor([user, password ?? ""].filter((one) => one !== ""));
  return {
    deliver: (alert, signal) => patiently(waits, signal, async () => {
      const { createTransport } = await import("nodemailer");
      const transport = createTransport({
        host, port, secure: tls === "implicit", requireTLS: tls === "starttls", ignoreTLS: tls === "none",
        connectionTimeout: timeout, greetingTimeout: timeout, socketTimeout: timeout, dnsTimeout: timeout,
        disableFileAccess: true, disableUrlAccess: true,
        ...(password === undefined ? {} : { auth: { user, pass: password } }),
        ...(ca === undefined ? {} : { tls: { ca: readFileSync(path.resolve(projectFolder, ca)) } }),
      });
      const close = (): void => transport.close();
      signal.addEventListener("abort", close);
      try {
        await transport.sendMail({ from: { name: "Marketbook", address: from }, to: to.map((address) => ({ name: "", address })), subject: `[marketbook] ${oneLine(alert.title, 200)}`, text: bodyOf(alert), messageId: `<${alert.id}@marketbook.invalid>` });
      } catch (error) {
        const words = `${host}:${port} did not take the mail: ${clean.text(error instanceof Error ? oneLine(error.message, 300) : String(error))}`;
        throw isFinal(error) ? new AlertError(`${words}. Check host, tls and the variables of user and password`) : new Passing(words);
      } finally {
        signal.removeEventListener("abort", close);
        close();
      }
    }),
  };
}

function isFinal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const [code, response] = [Reflect.get(error, "code"), Reflect.get(error, "responseCode")];
  // 4xx is a server that asks to come back.
  return typeof response === "number" ? response >= 500 : FINAL.has(String(code));
}

function bodyOf({ at, details, kind, schedule, text }: Alert): string {
  const facts = Object.entries(details).filter(([, value]) => value !== undefined && value !== null).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : String(value)}`);
  return [text, "", `kind: ${kind}`, `schedule: ${schedule}`, `at: ${at}`, ...facts, ""].join("\n");
}

/** Addresses of a variable. What is no plain address, a line break included, is refused. */
function addressesOf(variable: string, variables: Variables): readonly string[] {
  const addresses = secretOf(variable, variables).split(",").map((one) => one.trim());
  const wrong = addresses.findIndex((address) => !z.email().safeParse(address).success);
  if (wrong >= 0) throw new AlertError(`${variable} holds no mail address at place ${wrong + 1}. Write name@host, several with commas between`);
  return addresses;
}
