// Runs applications in the page: new Engine(address of this folder), then load(), request(), socket().
const SECONDS = 10;

export class Engine {
  onlog = () => {};
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

  start(onProgress = () => {}) {
    this.onprogress = onProgress;
    if (!this.#started) {
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
    await this.start(this.onprogress);
    return this.#call("load", application);
  }

  async request({ method, url, headers = [], body = null }, { onStart, onChunk, signal } = {}) {
    const answer = { status: 0, headers: [], body: new Uint8Array() };
    const parts = [];
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : new Uint8Array(body ?? 0);
    const sent = [...headers];
    if (bytes.length && !sent.some(([name]) => name.toLowerCase() === "content-length")) {
      sent.push(["content-length", String(bytes.length)]);
    }
    const onEvent = (message) => {
      if (message.type === "http.response.start") {
        Object.assign(answer, { status: message.status, headers: message.headers });
        clearTimeout(timer);
        onStart?.({ status: answer.status, headers: answer.headers });
      } else if (message.body?.length) {
        parts.push(message.body);
        onChunk?.(message.body);
      }
    };
    const ended = this.#call("request", { method, url, headers: sent, body: bytes }, onEvent);
    const abort = (reason) => this.#abandon(ended.id, reason);
    const timer = setTimeout(() => abort(new Error(`The application sent nothing for ${SECONDS} seconds.`)), SECONDS * 1000);
    signal?.addEventListener("abort", () => abort(signal.reason));
    try {
      const { milliseconds, traceback } = await ended;
      if (!answer.status && !traceback) throw new Error("The application sent no response.");
      answer.body = new Uint8Array(await new Blob(parts).arrayBuffer());
      return { ...answer, milliseconds, traceback };
    } finally {
      clearTimeout(timer);
    }
  }

  socket(url, { headers = [], subprotocols = [], onOpen, onMessage, onClose } = {}) {
    let closed = false;
    const close = (code, reason) => {
      if (!closed) onClose?.({ code, reason });
      closed = true;
    };
    const onEvent = (message) => {
      if (message.type === "websocket.accept") onOpen?.(message.subprotocol);
      if (message.type === "websocket.send") onMessage?.(message.text ?? message.bytes);
      if (message.type === "websocket.close") close(message.code ?? 1000, message.reason ?? "");
      if (message.type === "websocket.http.response.start") close(1006, `HTTP ${message.status}`);
    };
    const ended = this.#call("connect", { url, headers, subprotocols }, onEvent);
    ended.then(({ traceback }) => {
      if (traceback) this.onlog(traceback);
      close(traceback ? 1011 : 1000, "");
    }, (error) => close(1006, error.message));
    return {
      send: (data) => this.#call("receive", { of: ended.id, data }),
      close: (code = 1000) => {
        this.#call("leave", { of: ended.id, code });
        close(code, "");
      },
    };
  }

  stop() {
    this.#end("Python was stopped.");
  }

  #call(call, rest = {}, onEvent = () => {}) {
    const id = ++this.#number;
    const promise = new Promise((resolve, reject) => this.#pending.set(id, { call, resolve, reject, onEvent }));
    this.#worker.postMessage({ ...rest, id, call });
    return Object.assign(promise, { id });
  }

  #receive({ id, result, error, event, log, progress }) {
    this.#silence = 0;
    if (log) this.onlog(log);
    if (progress) this.onprogress(progress);
    const pending = this.#pending.get(id);
    if (event) pending?.onEvent(event);
    else if (pending) {
      this.#pending.delete(id);
      if (error) pending.reject(Object.assign(new Error(error.message), { traceback: error.traceback }));
      else pending.resolve(result);
    }
  }

  #abandon(id, reason) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (pending) this.#call("leave", { of: id });
    pending?.reject(reason);
  }

  #watch() {
    const waiting = [...this.#pending.values()].filter(({ call }) => call !== "start");
    this.#silence = waiting.length && this.#worker ? this.#silence + 1 : 0;
    if (this.#silence >= SECONDS) this.#end(`Python did not answer for ${SECONDS} seconds and was stopped.`);
  }

  #end(message) {
    this.#worker?.terminate();
    this.#worker = this.#started = undefined;
    for (const { reject } of this.#pending.values()) reject(new Error(message));
    this.#pending.clear();
  }
}
