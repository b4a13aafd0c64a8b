/** One instruction of a container file, with its continued lines joined. */
export type Instruction = { readonly line: number; readonly name: string; readonly text: string };

const KNOWN = new Set(["ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR", "ADD"]);

/** The instructions of a container file in their order. A line that is none throws. */
export function instructionsOf(text: string): readonly Instruction[] {
  const found: Instruction[] = [];
  let open: { line: number; parts: string[] } | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    if (raw.trim() === "" || raw.trimStart().startsWith("#")) continue;
    open ??= { line: index + 1, parts: [] };
    open.parts.push(raw.trim().replace(/\\$/, "").trim());
    if (raw.trimEnd().endsWith("\\")) continue;
    const [, name = "", rest = ""] = /^(\S+)\s*(.*)$/s.exec(open.parts.join(" ")) ?? [];
    if (!KNOWN.has(name) || rest === "") throw new Error(`line ${open.line} is no instruction: ${open.parts.join(" ")}`);
    found.push({ line: open.line, name, text: rest });
    open = undefined;
  }
  if (open !== undefined) throw new Error(`line ${open.line} goes on after the end of the file`);
  return found;
}

export type Rule = "first" | "tag" | "user" | "secret" | "add" | "copy" | "apt" | "command";
export type Problem = { readonly line: number; readonly rule: Rule; readonly got: string };

/** What is against the project's rules: pinned bases, no root at the end, no secret, no ADD, sources that exist, words in place of a shell. */
export function lint(instructions: readonly Instruction[], exists: (source: string) => boolean): readonly Problem[] {
  const stages = new Set(instructions.filter(({ name }) => name === "FROM").flatMap(({ text }) => / AS (\S+)$/i.exec(text)?.[1] ?? []));
  const problems = instructions.flatMap(({ line, name, text }) => broken(name, text, stages, exists).map((rule) => ({ line, rule, got: text })));
  const lastStage = instructions.slice(instructions.findLastIndex(({ name }) => name === "FROM"));
  const user = lastStage.findLast(({ name }) => name === "USER")?.text;
  const end = instructions.at(-1)?.line ?? 0;
  return [
    ...(instructions[0]?.name === "FROM" ? [] : [{ line: 1, rule: "first" as const, got: instructions[0]?.name ?? "nothing" }]),
    ...problems,
    ...(user === undefined || /^(root|0)(:|$)/.test(user) ? [{ line: end, rule: "user" as const, got: user ?? "root" }] : []),
    ...(lastStage.some(({ name }) => name === "CMD") ? [] : [{ line: end, rule: "command" as const, got: "none" }]),
  ];
}

function broken(name: string, text: string, stages: ReadonlySet<string>, exists: (source: string) => boolean): readonly Rule[] {
  if (name === "FROM") {
    const base = text.split(/\s+/)[0]!;
    return stages.has(base) || /^[\w./-]+:v?\d+\.\d+[\w.-]*$/.test(base) ? [] : ["tag"];
  }
  if (name === "ADD") return ["add"];
  if ((name === "ENV" || name === "ARG") && /(PASSWORD|SECRET|TOKEN|KEY|CREDENTIAL|REDIS_URL|DATABASE_URL)/i.test(text)) return ["secret"];
  if (name === "COPY") {
    const words = text.split(/\s+/);
    const stage = words.find((word) => word.startsWith("--from="))?.slice("--from=".length);
    const sources = words.filter((word) => !word.startsWith("--")).slice(0, -1);
    return (stage === undefined ? sources.length > 0 && sources.every(exists) : stages.has(stage)) ? [] : ["copy"];
  }
  if (name === "RUN") return /apt-get install(?!.*--no-install-recommends)|apt-get install(?!.*rm -rf \/var\/lib\/apt\/lists)/.test(text) ? ["apt"] : [];
  return name === "CMD" && !text.startsWith("[") ? ["command"] : [];
}
