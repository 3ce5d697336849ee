// Runs applications in a page: new Engine(address of this folder); load(), request(), socket().
const SECONDS = 10;
const WORDS = {
  unloaded: "Python could not be loaded.",
  ended: "Python was stopped.",
  silent: "Python did not answer for 10 seconds and was stopped.",
  late: "The application sent nothing for 10 seconds, so the request was stopped.",
  unanswered: "The application sent no response.",
};

export class Engine {
  onlog = () => {};
  onprogress = () => {};
  #pending = new Map();
  #number = 0;
  #silence = 0;
  #started;
  #worker;

  constructor(base, words = WORDS) {
    Object.assign(this, { base: new URL(base, document.baseURI).href, words });
    // Counted, not timed: while the page sleeps, neither this nor the messages of the worker come.
    setInterval(() => this.#watch(), 1000);
  }

  start() {
    if (!this.#worker) {
      this.#worker = new Worker(`${this.base}worker.js`, { type: "module" });
      this.#worker.onmessage = ({ data }) => this.#receive(data);
      this.#worker.onerror = () => this.#end("unloaded");
      this.#started = this.#call("start");
      this.#started.catch(() => this.stop());
    }
    return this.#started;
  }

  async load(application) {
    await this.start();
    const { error, traceback, ...known } = await this.#call("load", application);
    if (error) throw Object.assign(new Error(error), { traceback });
    return known;
  }

  async request({ method, url, headers = [], body }, { onStart, onChunk, signal } = {}) {
    const answer = { status: 0, headers: [] };
    const parts = [];
    const bytes = await new Response(body).bytes();
    const sent = headers.filter(([name]) => name.toLowerCase() !== "content-length");
    if (bytes.length) sent.push(["content-length", String(bytes.length)]);
    const first = { type: "http.request", body: bytes };
    const ended = this.#begin({ type: "http", method }, url, sent, first, (message) => {
      if (message.type === "http.response.start") {
        clearTimeout(timer);
        Object.assign(answer, { status: message.status, headers: message.headers });
        onStart?.(answer);
      } else if (message.body?.length) {
        parts.push(message.body);
        onChunk?.(message.body);
      }
    });
    const abandon = (reason) => {
      ended.tell({ type: "http.disconnect" });
      ended.reject(reason);
    };
    const timer = setTimeout(() => abandon(new Error(this.words.late)), SECONDS * 1000);
    signal?.addEventListener("abort", () => abandon(signal.reason));
    const result = await ended.finally(() => clearTimeout(timer));
    if (!answer.status && !result.traceback) throw new Error(this.words.unanswered);
    return { ...answer, ...result, body: await new Blob(parts).bytes() };
  }

  socket(url, { headers = [], subprotocols = [], onOpen, onMessage, onClose } = {}) {
    const close = (code, reason = "") => {
      onClose?.({ code, reason });
      onClose = undefined;
    };
    const [scope, first] = [{ type: "websocket", subprotocols }, { type: "websocket.connect" }];
    const session = this.#begin(scope, url, headers, first, (message) => {
      if (message.type === "websocket.accept") onOpen?.(message.subprotocol);
      if (message.type === "websocket.send") onMessage?.(message.text ?? message.bytes);
      if (message.type === "websocket.close") close(message.code ?? 1000, message.reason ?? "");
      if (message.type === "websocket.http.response.start") close(1006, `HTTP ${message.status}`);
    });
    session.then(({ traceback }) => {
      if (traceback) this.onlog(traceback);
      close(traceback ? 1011 : 1000);
    }, (error) => close(1006, error.message));
    return {
      send: (data) => {
        const kind = typeof data === "string" ? "text" : "bytes";
        session.tell({ type: "websocket.receive", [kind]: data });
      },
      close: (code = 1000) => {
        session.tell({ type: "websocket.disconnect", code });
        close(code);
      },
    };
  }

  stop() {
    this.#end("ended");
  }

  /** Asks the worker for something; `onEvent` gets what comes before the answer. */
  #call(call, rest = {}, onEvent = () => {}) {
    const id = ++this.#number;
    const { promise, resolve, reject } = Promise.withResolvers();
    this.#pending.set(id, { call, resolve, reject, onEvent });
    this.#worker.postMessage({ ...rest, id, call });
    return Object.assign(promise, { id, reject });
  }

  #begin(scope, url, headers, first, onEvent) {
    const ended = this.#call("begin", { scope, url, headers, first }, onEvent);
    const tell = (message) => {
      if (this.#pending.has(ended.id)) this.#call("tell", { of: ended.id, message });
    };
    return Object.assign(ended, { tell });
  }

  #receive({ id, result, error, event, log, progress }) {
    this.#silence = 0;
    if (log) this.onlog(log);
    if (progress) this.onprogress(progress);
    const pending = this.#pending.get(id);
    if (event) return pending?.onEvent(event);
    this.#pending.delete(id);
    if (error) pending?.reject(new Error(error));
    else pending?.resolve(result);
  }

  #watch() {
    const waiting = [...this.#pending.values()].some(({ call }) => call !== "start");
    this.#silence = waiting ? this.#silence + 1 : 0;
    if (this.#silence >= SECONDS) this.#end("silent");
  }

  #end(reason) {
    this.#worker?.terminate();
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) reject(new Error(this.words[reason]));
    this.#pending.clear();
  }
}
