// tslab's Jupyter server, completed: real `error` messages, execution counts, `stop_on_error`, values as `execute_result`.
const path = require("node:path");
const { exitingByError } = require("./exiting.cjs");
const { gathered } = require("./printing.cjs");

/** Requests which were sent before a cell failed arrive within this time after it; they are aborted, later ones are not. */
const ARRIVAL_MS = 20;
/** The answer to a request to end is on its way by then. */
const EXIT_MS = 20;
/** What was started without `await` may still fail within this time after the last cell. */
const STRAY_MS = 200;
void [process.stdout, process.stderr]; // opened when they are first asked for
/** Open streams, which count as resources though nothing is on its way there. */
const STANDING = process.getActiveResourcesInfo().length;

/** Resolves when its sockets are bound. */
function startServer(cells, { ts, tslab, connectionFile }) {
  const jupyter = require(path.join(tslab, "dist/jupyter.js"));
  const Handler = handlerClass(jupyter, ts);
  const Server = serverClass(jupyter);
  return new Server(new Handler(cells), connectionFile).init();
}

function handlerClass({ JupyterHandlerImpl }, ts) {
  return class Handler extends JupyterHandlerImpl {
    constructor(cells) {
      super({ ...cells, execute: (source) => this.runCell(source) }, false);
      this.cells = cells;
      this.turn = Promise.resolve();
      this.failures = 0;
    }
    handleKernel() {
      const info = super.handleKernel();
      return { ...info, status: "ok", language_info: { ...info.language_info, version: ts.version, pygments_lexer: "typescript" } };
    }
    handleExecuteImpl(request, writeStream, writeDisplay) {
      const printed = gathered(writeStream, process.env.MARKETBOOK_PRINTED === "whole");
      const after = (printing, send) => (...content) => (printing(), send(...content));
      Object.assign(request, { endPrinting: printed.end, publish: after(printed.end, request.publish) });
      this.request = request;
      if (!request.silent) request.publish("execute_input", { code: request.code, execution_count: this.execCount + 1 });
      return super.handleExecuteImpl(request, printed.write, after(printed.flush, writeDisplay));
    }
    async runCell(source) {
      const { request } = this;
      if (request.silent && !source) await strayTime();
      const { ok, bundle, error } = await this.cells.run(source, this.execCount, request.publish);
      if (bundle) request.publish("execute_result", { execution_count: this.execCount, data: bundle, metadata: {} });
      if (error) request.publish("error", (request.error = error));
      return ok;
    }
    handleExecute(request, ...writers) {
      const before = this.failures;
      this.turn = this.turn.then(() => (this.failures > before ? { status: "aborted" } : this.executeInTurn(request, writers)));
      return this.turn;
    }
    async executeInTurn(request, writers) {
      // tslab's own method throws the count of a cell that failed.
      const failed = await exitingByError(() => this.handleExecuteImpl(request, ...writers)).then(() => false, () => true);
      request.endPrinting();
      if (failed && request.stop_on_error !== false) {
        await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS));
        this.failures++;
      }
      return { status: failed ? "error" : "ok", execution_count: this.execCount, ...request.error, user_expressions: {}, payload: [] };
    }
    // A half-typed cell can bring the compiler to an inner failure: there is nothing to complete then, and nothing has failed.
    handleInspect({ code, cursor_pos }) {
      return orElse(() => super.handleInspect({ code, cursor_pos }), { status: "ok", found: false, data: {}, metadata: {} });
    }
    handleComplete({ code, cursor_pos }) {
      const nothing = { cursor_start: cursor_pos, cursor_end: cursor_pos, matches: [], metadata: {}, status: "ok" };
      return orElse(() => super.handleComplete({ code, cursor_pos }), nothing);
    }
    handleShutdown({ restart }) {
      return { restart, status: "ok" };
    }
  };
}

/** Who asks for an empty cell asks whether unawaited work has failed: if something is still on its way, it gets a moment to do so. */
async function strayTime() {
  const until = performance.now() + STRAY_MS;
  do await new Promise((resolve) => setTimeout(resolve, 5));
  while (process.getActiveResourcesInfo().length > STANDING && performance.now() < until);
}

function orElse(ask, nothing) {
  try {
    return ask();
  } catch {
    return nothing;
  }
}

function serverClass({ ZmqServer }) {
  return class Server extends ZmqServer {
    bindSocket(socket, port) {
      // Beyond 1,000 waiting messages zeromq would drop some without a word, and beyond 512 in one turn of the event loop its binding
      // refuses all that follow, unless sending may not wait.
      if (socket === this.iopub) Object.assign(socket, { sendHighWaterMark: 0, sendTimeout: 0 });
      const { ip, transport } = this.connInfo;
      return transport === "ipc" ? socket.bind(`ipc://${ip}-${port}`) : super.bindSocket(socket, port);
    }
    handleExecute(socket, message) {
      message.content.publish = (type, content) => this.send(message, type, content, this.iopub);
      return super.handleExecute(socket, message);
    }
    handleCommInfoRequest(socket, message) {
      this.send(message, "comm_info_reply", { status: "ok", comms: {} }, socket);
    }
    handleShutdown(socket, message) {
      super.handleShutdown(socket, message);
      setTimeout(() => process.exit(0), EXIT_MS).unref();
    }
    handleShellMessage(socket, ...frames) {
      const known = frames.findIndex((frame) => frame.toString() === "<IDS|MSG>");
      const type = JSON.parse(frames[known + 2].toString()).msg_type;
      return /^comm_(open|msg|close)$|^history_request$|^debug_request$/.test(type) ? undefined : super.handleShellMessage(socket, ...frames);
    }
    send(message, type, content, socket) {
      const reply = message.createReply();
      reply.header.msg_type = type;
      reply.content = content;
      reply.signAndSend(this.connInfo.key, socket);
    }
  };
}

module.exports = { startServer };
