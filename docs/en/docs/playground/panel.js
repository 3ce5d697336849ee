/* The panel below an example that runs: its code, requests to it and answers, and its Swagger UI.
 * js/playground.js loads this module when somebody presses a button. One engine serves all panels.
 * panel.html shows what a Panel holds, and calls its methods: Alpine.js sees to that.
 */
import { isText, LONGEST, shown } from "./answer.js";
import { pack, storage, unpack } from "./keeping.js";
import { asLines, command, described, encoded, recorded } from "./requests.js";

let Alpine = null;
let engine = null;
let running = null; // the panel whose application the engine holds
let last = Promise.resolve(); // what the engine does last; one thing after the other
let count = 0;

/* The theme changes pages in place: what runs on a page ends with it. */
window.document$.subscribe(() => running?.root.isConnected || running?.stop());

async function get(address, base = import.meta.url) {
  const response = await fetch(new URL(address, base));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response.text();
}

const getExample = async (name, base) => JSON.parse(await get(`examples/${name}.json`, base));

/** The example that a link names, with the code that the link holds; nothing for a broken link. */
async function exampleOf(fragment, base) {
  try {
    const { name, form, files } = await unpack(fragment);
    const example = await getExample(name, base);
    return { ...example, forms: { [form]: { ...example.forms[form], files } } };
  } catch {
    return null;
  }
}

/** Opens the panel of a place and runs its example, or starts its application anew. */
export async function open(place, button, fragment) {
  if (place.panel) return place.panel.start();
  const base = new URL(place.dataset.base, location.href).href;
  const shared = fragment && (await exampleOf(fragment, base));
  const [example, words, html, { Engine }, alpine] = await Promise.all([
    shared || getExample(place.dataset.example, base),
    get("words.json").then(JSON.parse),
    get("panel.html"),
    import(`${base}engine.js`),
    import(`${base}alpinejs/module.esm.min.js`),
    import(`${base}openapi-sampler/openapi-sampler.js`),
  ]);
  Alpine = alpine.default;
  engine ??= new Engine(base, words);
  const values = { ...words, id: `playground-${(count += 1)}`, example: example.name };
  const escaped = (text) => text.replace(/[&<"]/g, (each) => `&#${each.charCodeAt()};`);
  const filled = html.replace(/\{(\w+)\}/g, (_, key) => escaped(values[key]));
  place.insertAdjacentHTML("beforeend", filled);
  const root = place.lastElementChild;
  const key = `playground:${(shared && fragment) || example.name}`;
  place.panel = Alpine.reactive(new Panel({ place, root, button, base, words, example, key }));
  place.panel.begin();
  Alpine.addScopeToNode(root, { panel: place.panel });
  Alpine.initTree(root);
  if (!fragment) return place.panel.start();
  place.panel.status = shared ? words.read : words.broken;
}

class Panel {
  status = "";
  progress = {};
  note = "";
  link = "";
  wrong = 0; // the line that fails, of the file that is open
  failure = null;
  isBusy = false;
  requests = [];
  chosen = 0;
  request = {}; // as it was prepared; what the reader changes of it follows
  method = "";
  url = "";
  headers = "";
  cookies = {};
  messages = "";
  message = "";
  line = "";
  answer = null;
  output = "";
  loaded = ""; // what the engine has of this panel

  constructor(known) {
    Object.assign(this, known);
  }

  // The code: the form that the page shows, and what the reader changes in it.

  begin() {
    this.around = this.place.closest(".example") ?? this.place;
    this.edits = JSON.parse(storage.getItem(this.key) ?? "{}"); // texts by form and file
    const follow = ({ target }) =>
      this.place.contains(target) || this.follow(target.closest("details[open], .tabbed-set"));
    for (const event of ["change", "toggle"]) this.around.addEventListener(event, follow, true);
    const file = this.shownFile(this.around);
    const forms = Object.keys(this.example.forms);
    this.show(Object.keys(this.edits)[0] ?? this.formOf(file) ?? forms.at(-1), file);
  }

  shownFile(scope) {
    const blocks = [...scope.querySelectorAll("[data-file]")];
    return blocks.find((block) => block.getClientRects().length)?.dataset.file;
  }

  formOf(file) {
    return Object.keys(this.example.forms).find((form) => file in this.example.forms[form].files);
  }

  /** Shows the form that the page shows now, unless the reader has edited this one. */
  follow(scope) {
    const file = this.shownFile(scope ?? this.around);
    const form = this.formOf(file);
    const isEdited = this.form in this.edits;
    this.note = isEdited && form !== this.form ? this.words.edited : "";
    if (form && !isEdited) this.show(form, file);
  }

  show(form, file) {
    const { entry, files } = this.example.forms[form];
    Object.assign(this, { form, files: { ...files, ...this.edits[form] } });
    this.open(file in files ? file : entry);
  }

  open(file, wrong = 0) {
    const rows = Math.min(this.files[file].split("\n").length + 1, 24);
    Object.assign(this, { file, wrong, rows });
  }

  get code() {
    return this.files[this.file];
  }

  set code(text) {
    this.files[this.file] = text;
    this.wrong = 0;
    this.keep({ [this.form]: { ...this.edits[this.form], [this.file]: text } });
  }

  reset() {
    this.keep({});
    this.show(this.form, this.file);
    this.follow();
  }

  /** Keeps the edits of one form: the panel leaves a form that was edited only after a reset. */
  keep(edits) {
    this.edits = edits;
    storage.setItem(this.key, JSON.stringify(edits));
  }

  /** Tab indents, and Enter keeps the indentation; after Escape, Tab leads on as everywhere. */
  type(event) {
    if (event.key === "Enter" && event.ctrlKey) this.send();
    const line = event.target.value.slice(0, event.target.selectionStart).split("\n").pop();
    const insertions = { Tab: this.isLeaving ? "" : "    ", Enter: `\n${line.match(/^ */)[0]}` };
    const inserted = insertions[event.key];
    this.isLeaving = event.key === "Escape";
    if (!inserted || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    document.execCommand("insertText", false, inserted); // the only way that the reader can undo
  }

  /** Goes to the line that fails. */
  go() {
    const area = this.root.querySelector("textarea");
    const lines = this.code.split("\n").slice(0, this.wrong - 1);
    const start = lines.reduce((length, line) => length + line.length + 1, 0);
    area.focus();
    area.setSelectionRange(start, start);
  }

  async share() {
    const { example, form, files } = this;
    const code = await pack({ name: example.name, form, files });
    this.link = new URL(`../learn/playground/#code=${code}`, import.meta.url).href;
    await navigator.clipboard?.writeText(this.link);
  }

  // What the engine does.

  /** Runs the application anew, and sends the first request. */
  start() {
    Object.assign(this, { loaded: "", requests: [], cookies: {} });
    return this.send();
  }

  send() {
    this.line = "";
    return this.attempt(() => this.load().then(() => this.exchange()));
  }

  stop() {
    this.stopping?.abort();
    this.connection?.close();
  }

  close() {
    this.stop();
    this.root.remove();
    delete this.place.panel;
    this.button.focus();
  }

  /** Does something after what is being done has been stopped, and tells what fails. */
  async attempt(work) {
    running?.stop();
    const mine = last.then(() => {
      Object.assign(this, { failure: null, isBusy: true });
      return work();
    });
    last = mine.catch(() => {});
    try {
      await mine;
    } catch (error) {
      if (error.name === "AbortError") return (this.line += ` · ${this.words.stopped}`);
      this.loaded = ""; // what fails may have ended the engine
      this.fail(error);
    } finally {
      Object.assign(this, { isBusy: false, progress: {} });
    }
  }

  /** Shows what fails, and the last place in the reader's files that the traceback names. */
  fail({ message, traceback = "" }) {
    Object.assign(this, { status: "", failure: { message, traceback } });
    const places = [...traceback.matchAll(/File "([^"]+)", line (\d+)/g)];
    const place = places.findLast(([, file]) => file in this.files);
    if (place) this.open(place[1], Number(place[2]));
  }

  /** Gives the engine the code that is shown, unless it runs it already. */
  async load() {
    const { words, form, files } = this;
    const example = Alpine.raw(this.example);
    const shown = JSON.stringify([form, files]);
    if (running === this && this.loaded === shown) return;
    running = this;
    this.output = "";
    engine.onlog = (text) => (this.output += text);
    engine.onprogress = (progress) => {
      const status = progress.loaded < progress.total ? words.download : words.start;
      Object.assign(this, { progress, status });
    };
    await engine.start();
    document.querySelectorAll(".playground-size").forEach((each) => each.remove());
    Object.assign(this, { progress: {}, status: words.start });
    const application = { ...example, ...example.forms[form], files: Alpine.raw(files) };
    const { openapi, websockets } = await engine.load(application);
    const known = await Promise.all(example.requests.map(recorded));
    const method = "WEBSOCKET";
    const sockets = websockets.map((url) => ({ label: `${method} ${url}`, method, url }));
    const requests = [...known, ...described(openapi), ...sockets];
    if (!requests.length) requests.push({ label: "GET /", method: "GET", url: "/" });
    const isFirst = !this.requests.length;
    const again = requests.findIndex(({ label }) => label === this.request.label);
    Object.assign(this, { loaded: shown, openapi, requests, chosen: Math.max(again, 0) });
    if (isFirst) this.choose(0);
    if (this.root.querySelector("[data-part=isDocument]").checked) await this.drawDocument();
    this.status = words.running;
  }

  // Requests and answers.

  choose(chosen) {
    this.stop();
    const request = this.requests[chosen];
    const { method, url, headers = [] } = request;
    Object.assign(this, { chosen, request, method, url, headers: asLines(headers) });
  }

  fill(target, values) {
    Object.assign(target, values);
    this.request.exact = null;
  }

  get isSocket() {
    return this.method === "WEBSOCKET";
  }

  /** The request as it stands in the form. */
  read() {
    const { method, url, request: { fields, text = "", exact, type } } = this;
    const lines = [...this.headers.matchAll(/^([^:\n]+):(.*)$/gm)];
    const headers = lines.map(([, name, value]) => [name.trim().toLowerCase(), value.trim()]);
    const cookies = Object.entries(this.cookies).map((pair) => pair.join("=")).join("; ");
    if (cookies && !headers.some(([name]) => name === "cookie")) headers.push(["cookie", cookies]);
    return { method, url, fields, text, type, headers, body: exact ?? text };
  }

  get command() {
    return command(this.read());
  }

  async exchange() {
    const request = this.read();
    this.answer = null;
    if (this.isSocket) return this.connect(request);
    if (request.fields && !this.request.exact) {
      const [type, body] = await encoded(request.fields, request.type);
      const others = request.headers.filter(([name]) => name !== "content-type");
      Object.assign(request, { body, headers: [...others, ["content-type", type]] });
    }
    const decoder = new TextDecoder();
    this.stopping = new AbortController();
    const result = await engine.request(request, {
      signal: this.stopping.signal,
      onStart: (answer) => this.begun(answer),
      onChunk: (bytes) => {
        const isShort = isText(this.answer.type) && this.answer.text.length < LONGEST;
        if (isShort) this.answer.text += decoder.decode(bytes, { stream: true });
      },
    });
    if (result.status) Object.assign(this.answer, shown(result, this.answer.type));
    this.line += ` · ${result.milliseconds.toFixed(1)} ms · ${result.body.length} B`;
    if (result.traceback) this.fail({ message: this.words.raised, traceback: result.traceback });
  }

  begun({ status, headers }) {
    const all = (wanted) =>
      headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
    const [type = ""] = all("content-type");
    this.answer = { type, headers: asLines(headers), text: "" };
    this.line = [status, ...all("location")].join(" → ");
    for (const cookie of all("set-cookie")) {
      const [, name, value] = cookie.match(/^([^=]*)=([^;]*)/);
      if (/max-age=0/i.test(cookie)) delete this.cookies[name];
      else this.cookies[name] = value;
    }
  }

  /** Opens a WebSocket; ends when it is closed. */
  connect({ url, headers }) {
    const note = (mark, text) => (this.messages += `${mark} ${text}\n`);
    this.messages = "";
    this.prepared = [...(this.request.sent ?? [])];
    this.message = this.prepared.shift() ?? "";
    return new Promise((resolve) => {
      this.connection = engine.socket(url, {
        headers,
        onOpen: () => note("●", this.words.opened),
        onMessage: (data) => note("←", typeof data === "string" ? data : `${data.length} B`),
        onClose: ({ code, reason }) =>
          resolve(note("○", `${this.words.closed} ${code} ${reason}`)),
      });
    });
  }

  speak() {
    this.messages += `→ ${this.message}\n`;
    this.connection.send(this.message);
    this.message = this.prepared.shift() ?? "";
  }

  // Swagger UI.

  showDocument() {
    return this.attempt(() => this.load().then(() => this.drawDocument()));
  }

  async drawDocument() {
    const ui = `${this.base}swagger/swagger-ui`;
    if (!window.SwaggerUIBundle) {
      document.head.insertAdjacentHTML("beforeend", `<link rel="stylesheet" href="${ui}.css">`);
      const script = Object.assign(document.createElement("script"), { src: `${ui}-bundle.js` });
      document.head.append(script); // import() would run it as a module, which it is not
      await new Promise((resolve, reject) => {
        Object.assign(script, { onload: resolve, onerror: reject });
      });
    }
    const userFetch = (...call) => this.fetch(...call);
    window.SwaggerUIBundle({
      spec: Alpine.raw(this.openapi),
      domNode: this.root.querySelector("[data-part=document]"),
      requestInterceptor: (request) => Object.assign(request, { userFetch }),
    });
  }

  /** What Swagger UI calls in the place of fetch(). */
  async fetch(address, { method, headers, body }) {
    await this.load();
    const { pathname, search } = new URL(address, location.href);
    const sent = Object.entries(headers ?? {});
    const coded = new Response(body); // which knows the type of a form, with its boundary
    if (body instanceof FormData) sent.push(["content-type", coded.headers.get("content-type")]);
    const request = { method, url: pathname + search, headers: sent, body: await coded.bytes() };
    const answer = await engine.request(request);
    return new Response([204, 205, 304].includes(answer.status) ? null : answer.body, answer);
  }
}
