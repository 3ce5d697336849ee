// Runs applications in a page: new Engine(address of this folder), then load(), request(), socket().
const SECONDS = 10;

export class Engine {
  onlog = () => {};
  #onprogress = () => {};
  #pending = new Map();
  #number = 0;
  #silence = 0;
  #started;
  #worker;

  constructor(base) {
    this.base = new URL(base, document.baseURI).href;
    // Counted, not timed: while the page sleeps, neither this nor the messages of the worker come.
    setInterval(() => this.#watch(), 1000);
  }

  start(onProgress = this.#onprogress) {
    this.#onprogress = onProgress;
    if (!this.#worker) {
      this.#worker = new Worker(`${this.base}worker.js`, { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#receive(data);
      this.#worker.onerror = () => this.#end("Python could not be loaded.");
      this.#started = this.#call("start").catch((error) => {
        this.stop();
        throw error;
      });
    }
    return this.#started;
  }

  async load(application) {
    await this.start();
    return this.#call("load", application);
  }

  async request({ method, url, headers = [], body }, { onStart, onChunk, signal } = {}) {
    const answer = { status: 0, headers: [] };
    const parts = [];
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body ?? 0);
    const length = bytes.length ? [["content-length", String(bytes.length)]] : [];
    const sent = [...headers.filter(([name]) => name.toLowerCase() !== "content-length"), ...length];
    const ended = this.#call("request", { method, url, headers: sent, body: bytes }, (message) => {
      if (message.type === "http.response.start") {
        clearTimeout(timer);
        Object.assign(answer, { status: message.status, headers: message.headers });
        onStart?.(answer);
      } else if (message.body?.length) {
        parts.push(message.body);
        onChunk?.(message.body);
      }
    });
    const abandon = (reason) => this.#abandon(ended.id, reason);
    const late = new Error(`The application sent nothing for ${SECONDS} seconds, so the request was stopped.`);
    const timer = setTimeout(abandon, SECONDS * 1000, late);
    signal?.addEventListener("abort", () => abandon(signal.reason));
    try {
      const result = await ended;
      if (!answer.status && !result.traceback) throw new Error("The application sent no response.");
      return { ...answer, ...result, body: new Uint8Array(await new Blob(parts).arrayBuffer()) };
    } finally {
      clearTimeout(timer);
    }
  }

  socket(url, { headers = [], subprotocols = [], onOpen, onMessage, onClose } = {}) {
    const close = (code, reason = "") => {
      onClose?.({ code, reason });
      onClose = undefined;
    };
    const ended = this.#call("connect", { url, headers, subprotocols }, (message) => {
      if (message.type === "websocket.accept") onOpen?.(message.subprotocol);
      if (message.type === "websocket.send") onMessage?.(message.text ?? message.bytes);
      if (message.type === "websocket.close") close(message.code ?? 1000, message.reason ?? "");
      if (message.type === "websocket.http.response.start") close(1006, `HTTP ${message.status}`);
    });
    ended.then(
      ({ traceback }) => {
        if (traceback) this.onlog(traceback);
        close(traceback ? 1011 : 1000);
      },
      (error) => close(1006, error.message),
    );
    return {
      send: (data) => this.#call("receive", { of: ended.id, data }),
      close: (code = 1000) => {
        this.#call("leave", { of: ended.id, code });
        close(code);
      },
    };
  }

  stop() {
    this.#end("Python was stopped.");
  }

  #call(call, rest = {}, onEvent = () => {}) {
    const id = ++this.#number;
    const promise = new Promise((resolve, reject) => {
      if (!this.#worker) reject(new Error("No application is loaded."));
      this.#pending.set(id, { call, resolve, reject, onEvent });
    });
    this.#worker?.postMessage({ ...rest, id, call });
    return Object.assign(promise, { id });
  }

  #receive({ id, result, error, event, log, progress }) {
    this.#silence = 0;
    if (log) this.onlog(log);
    if (progress) this.#onprogress(progress);
    const pending = this.#pending.get(id);
    if (event) return pending?.onEvent(event);
    this.#pending.delete(id);
    if (error) pending?.reject(Object.assign(new Error(error.message), { traceback: error.traceback }));
    else pending?.resolve(result);
  }

  #abandon(id, reason) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) this.#call("leave", { of: id });
    pending?.reject(reason);
  }

  #watch() {
    const waiting = [...this.#pending.values()].some(({ call }) => call !== "start");
    this.#silence = waiting ? this.#silence + 1 : 0;
    if (this.#silence >= SECONDS) this.#end(`Python did not answer for ${SECONDS} seconds and was stopped.`);
  }

  #end(message) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(new Error(message));
    this.#pending.clear();
  }
}
