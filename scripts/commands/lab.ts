import { Command, InvalidArgumentError } from "commander";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { projectFolder } from "../../lib/runs/folders.ts";
import { addEngineOption } from "../engineOption.ts";
import { runPython } from "../python.ts";

const FIRST_PORT = 8888;
const LAST_PORT = 8987;
const FIRST_NOTEBOOK = "notebooks/00-start.ipynb";

type Options = { port?: number; browser: boolean };

export function labCommand(): Command {
  return addEngineOption(new Command("lab"))
    .description("Opens JupyterLab with the TypeScript kernel, on this machine alone; Ctrl-C ends it.")
    .argument("[notebook]", "the notebook to open", FIRST_NOTEBOOK)
    .option("--port <number>", "the port to listen on; without it the first free one from 8888", portNumber)
    .option("--no-browser", "print the address and open no browser")
    .action(lab);
}

async function lab(notebook: string, { port: wanted, browser }: Options): Promise<void> {
  const port = wanted ?? (await firstFreePort());
  if (wanted !== undefined && !(await isFree(wanted))) {
    throw new Error(`port ${wanted} is in use by another program; stop that, or leave --port out and a free one is taken`);
  }
  if (port !== (wanted ?? FIRST_PORT)) console.log(`Port ${FIRST_PORT} is in use; JupyterLab takes ${port}.`);
  const page = path.relative(projectFolder, path.resolve(projectFolder, notebook)).split(path.sep).map(encodeURIComponent).join("/");
  const args = [
    "-m", "jupyterlab", `--ServerApp.port=${port}`, "--ServerApp.port_retries=0", `--ServerApp.root_dir=${projectFolder}`,
    `--LabApp.default_url=/lab/tree/${page}`, ...(browser ? [] : ["--no-browser"]),
    ...(process.getuid?.() === 0 ? ["--allow-root"] : []), // in a container there is often nobody else
  ];
  letYarnBeCommonJs();
  putStyle();
  const endFilling = fillCache();
  process.exitCode = await runPython(args, projectFolder).finally(endFilling);
}

/** Compiles what the notebooks import while their first page is read, so that the first cell does not wait for it. It ends by itself, at the latest with the Lab. */
function fillCache(): () => void {
  const program = path.join(projectFolder, "environment/jupyter/kernels/tslab/fill.cjs");
  const child = spawn(process.execPath, [program], { cwd: projectFolder, stdio: "ignore" });
  child.once("error", () => {}); // a cell does then what was not done before
  return () => void child.kill();
}

/** JupyterLab asks its own copy of yarn for a setting; below this project's package.json Node would take that for an ES module. */
function letYarnBeCommonJs(): void {
  const file = path.join(projectFolder, ".venv", "package.json");
  if (!existsSync(file)) writeFileSync(file, '{ "type": "commonjs" }\n');
}

/** JupyterLab reads a style of one's own from the user's configuration folder alone, which is the project's .jupyter here. */
function putStyle(): void {
  const folder = path.join(projectFolder, ".jupyter/config/custom");
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.join(projectFolder, "environment/jupyter/style/custom.css"), path.join(folder, "custom.css"));
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new InvalidArgumentError(`a port is a whole number from 1 to 65535, got "${text}"`);
  return port;
}

async function firstFreePort(): Promise<number> {
  for (let port = FIRST_PORT; port <= LAST_PORT; port++) if (await isFree(port)) return port;
  throw new Error(`every port from ${FIRST_PORT} to ${LAST_PORT} is in use; name a free one with --port`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
