// tslab's Jupyter server, completed: real `error` messages, execution counts, `stop_on_error`, values as `execute_result`.
const path = require("node:path");

/** After an error the requests which are queued already are aborted; those take less than this to arrive. */
const ABORT_MS = 20;

function startServer(cells, connectionFile) {
  const jupyter = require(path.join(cells.tslab, "dist/jupyter.js"));
  new (serverClass(jupyter))(new (handlerClass(jupyter))(cells), connectionFile).init();
}

function handlerClass({ JupyterHandlerImpl }) {
  return class Handler extends JupyterHandlerImpl {
    constructor(cells) {
      const executor = { ...cells, execute: (source) => this.runCell(source) };
      super(executor, false);
      this.cells = cells;
      const reset = this.execQueue.reset.bind(this.execQueue);
      this.execQueue.reset = () => (this.request?.stop_on_error === false ? reset() : setTimeout(reset, ABORT_MS));
    }
    handleKernel() {
      const info = super.handleKernel();
      return { ...info, status: "ok", language_info: { ...info.language_info, version: "5.9", pygments_lexer: "typescript" } };
    }
    handleExecuteImpl(request, ...writers) {
      this.request = request;
      request.publish("execute_input", { code: request.code, execution_count: this.execCount + 1 });
      return super.handleExecuteImpl(request, ...writers);
    }
    async runCell(source) {
      const outcome = await this.cells.run(source);
      const { publish } = this.request;
      if (outcome.bundle) publish("execute_result", { execution_count: this.execCount, data: outcome.bundle, metadata: {} });
      if (!outcome.ok) publish("error", outcome.error);
      this.request.error = outcome.error;
      return outcome.ok;
    }
    async handleExecute(request, ...writers) {
      const reply = await super.handleExecute(request, ...writers);
      if (reply.status === "abort") return { ...reply, status: "aborted" };
      return { ...reply, ...request.error, user_expressions: {}, payload: [] };
    }
  };
}

function serverClass({ ZmqServer }) {
  return class Server extends ZmqServer {
    handleExecute(socket, message) {
      message.content.publish = (type, content) => {
        const reply = message.createReply();
        reply.header.msg_type = type;
        reply.content = content;
        reply.signAndSend(this.connInfo.key, this.iopub);
      };
      return super.handleExecute(socket, message);
    }
  };
}

module.exports = { startServer };
