/* The panel below an example that runs: its code, requests to it and answers, and its Swagger UI.
 * js/playground.js loads this module when somebody presses a button. One engine serves all panels.
 */
import { Answer, make } from "./answer.js";
import { Code } from "./code.js";
import { curl, described, encoded, recorded } from "./requests.js";
import { pack, unpack } from "./share.js";

let engine = null;
let running = null; // the panel whose application the engine holds
let count = 0;

async function get(address, base = import.meta.url) {
  const response = await fetch(new URL(address, base));
  if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
  return response;
}

/** Opens the panel of a place and runs its example, or starts its application anew. */
export async function open(place, button, fragment) {
  if (place.panel) return place.panel.start();
  const base = new URL(place.dataset.base, location.href).href;
  const shared = fragment ? { fragment, ...(await unpack(fragment).catch(() => null)) } : null;
  const name = shared?.example ?? place.dataset.example;
  const [{ Engine }, words, html, example] = await Promise.all([
    import(`${base}engine.js`),
    get("words.json").then((response) => response.json()),
    get("panel.html").then((response) => response.text()),
    get(`examples/${name}.json`, base).then((response) => response.json()),
  ]);
  if (shared?.files) example.forms = { [shared.form]: { ...example.forms[shared.form], files: shared.files } };
  engine ??= new Engine(base);
  place.panel = new Panel({ place, button, base, words, example, shared }, html);
  if (!shared) return place.panel.start();
  return place.panel.say(shared.files ? words.read : words.broken);
}

class Panel {
  requests = [];
  cookies = new Map();

  constructor(known, html) {
    Object.assign(this, known);
    const values = { ...known.words, id: `playground-${(count += 1)}`, example: known.example.name };
    const escaped = (text) => make("p", { textContent: text }).innerHTML.replaceAll('"', "&quot;");
    this.place.insertAdjacentHTML("beforeend", html.replace(/\{(\w+)\}/g, (_, key) => escaped(values[key])));
    this.root = this.place.lastElementChild;
    this.parts = Object.fromEntries([...this.root.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.code = new Code(this);
    this.listen();
  }

  listen() {
    const { parts } = this;
    const actions = {
      close: () => this.close(),
      copy: () => navigator.clipboard?.writeText(parts.curl.textContent),
      requestsTab: () => this.turnTo(parts.requestsTab, parts.documentTab),
      documentTab: () => this.turnTo(parts.documentTab, parts.requestsTab),
      share: () => this.share(),
      stop: () => this.stop(),
    };
    for (const [part, action] of Object.entries(actions)) parts[part].addEventListener("click", action);
    const submitted = (event) => (event.preventDefault(), event.target === parts.request ? this.send() : this.speak());
    for (const form of [parts.request, parts.socket]) form.addEventListener("submit", submitted);
    for (const event of ["input", "toggle"]) parts.request.addEventListener(event, () => this.showCurl(), true);
    parts.choice.addEventListener("change", () => this.choose(this.requests[parts.choice.selectedIndex]));
    parts.code.addEventListener("keydown", (event) => event.key === "Enter" && event.ctrlKey && this.send());
    parts.tabs.addEventListener("keydown", ({ key, target }) => {
      if (/^Arrow(Left|Right)$/.test(key)) [...parts.tabs.children].find((tab) => tab !== target).click();
    });
  }

  say(text) {
    this.parts.status.textContent = text;
  }

  close() {
    this.stop();
    this.root.remove();
    delete this.place.panel;
    this.button.focus();
  }

  stop() {
    this.stopping?.abort();
    this.connection?.close();
  }

  async share() {
    const { form, files } = this.code;
    const { link } = this.parts;
    const code = await pack({ example: this.example.name, form, files });
    link.href = new URL(`../learn/playground/#code=${code}`, import.meta.url);
    link.hidden = false;
    await navigator.clipboard?.writeText(link.href);
  }

  /** Runs the application anew, and sends the first request. */
  start() {
    this.loaded = null;
    return this.attempt(async () => {
      await this.load();
      this.choose(this.requests[0]);
      if (this.request && this.request.method !== "WEBSOCKET") await this.exchange();
    });
  }

  send() {
    return this.attempt(async () => {
      await this.load();
      await this.exchange();
    });
  }

  /** Does one thing at a time, and tells what fails. */
  async attempt(work) {
    const { parts, code } = this;
    this.stop();
    await this.busy?.catch(() => {});
    parts.alert.replaceChildren();
    parts.stop.hidden = false;
    try {
      await (this.busy = work());
    } catch (error) {
      if (error.name === "AbortError") return;
      this.loaded = null; // what fails may have ended the engine
      this.fail(error.message, error.traceback);
    } finally {
      parts.stop.hidden = true;
      parts.progress.hidden = true;
    }
  }

  fail(message, traceback) {
    const { alert } = this.parts;
    this.say("");
    alert.replaceChildren(make("p", { textContent: message }));
    const place = traceback && this.code.placeIn(traceback);
    if (traceback) alert.append(make("pre", { tabIndex: 0, dir: "ltr", textContent: traceback }));
    if (!place) return;
    this.code.open(place.file, place.line);
    const textContent = this.words.go.replace("{line}", place.line);
    alert.append(make("button", { type: "button", textContent, onclick: () => this.code.goTo(place) }));
  }

  /** Gives the engine the code that is shown, unless it runs it already. */
  async load() {
    const { words, parts, example } = this;
    const { form, files } = this.code;
    const shown = JSON.stringify([form, files]);
    if (running === this && this.loaded === shown) return;
    if (running !== this) running?.stop();
    running = this;
    this.cookies.clear();
    parts.output.textContent = "";
    engine.onlog = (text) => {
      parts.outputBox.hidden = false;
      parts.output.append(text);
    };
    await engine.start((progress) => this.tell(progress));
    document.querySelectorAll(".playground-size").forEach((each) => each.remove());
    parts.progress.hidden = true;
    this.say(words.start);
    const found = await engine.load({ ...example, ...example.forms[form], files });
    Object.assign(this, { loaded: shown, document: found.openapi ?? {} });
    const sockets = found.websockets.map((url) => ({ method: "WEBSOCKET", label: `WEBSOCKET ${url}`, url }));
    this.requests = [...(await Promise.all(example.requests.map(recorded))), ...described(this.document), ...sockets];
    parts.choice.replaceChildren(...this.requests.map(({ label }) => new Option(label)));
    parts.choice.selectedIndex = Math.max(this.requests.findIndex(({ label }) => label === this.request?.label), 0);
    this.say(words.running);
    if (!this.request) this.choose(this.requests[0]);
  }

  tell({ step, loaded, total }) {
    const { progress } = this.parts;
    this.say(this.words[step]);
    const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
    Object.assign(progress, { hidden: false, max: total, value: loaded, title: `${megabytes(loaded)} / ${megabytes(total)} MB` });
  }

  choose(request) {
    const { parts, words } = this;
    this.stop();
    this.request = { fields: null, text: "", exact: null, ...request };
    const { method, headers = [], fields, text } = this.request;
    parts.method.value = method;
    parts.url.value = request.url;
    parts.headers.value = headers.map((pair) => pair.join(": ")).join("\n");
    parts.headersBox.open = headers.length > 0;
    parts.send.textContent = method === "WEBSOCKET" ? words.connect : words.send;
    const area = make("textarea", { value: text, rows: 6, dir: "ltr", spellcheck: false });
    area.addEventListener("input", () => Object.assign(this.request, { text: area.value, exact: null }));
    const isHidden = !text && /^(GET|HEAD|WEBSOCKET)$/.test(method);
    const bodies = fields?.map((field) => this.field(field)) ?? [make("label", { hidden: isHidden }, words.body, area)];
    parts.body.replaceChildren(...bodies);
    this.showCurl();
  }

  field(field) {
    const { name, value, isFile, isList } = field;
    const input = make("input", isFile ? { type: "file", multiple: isList } : { value, dir: "auto" });
    input.addEventListener("input", () => {
      field.value = isFile ? [...input.files] : input.value;
      this.request.exact = null;
    });
    return make("label", {}, isFile ? `${name} (${value.name})` : name, input);
  }

  /** The request as it stands in the form. */
  async read() {
    const { method, url, headers: lines } = this.parts;
    const { fields, text, exact, type } = this.request;
    const pairs = lines.value.split("\n").map((line) => line.match(/^([^:]+):(.*)$/)).filter(Boolean);
    const headers = new Map(pairs.map(([, name, value]) => [name.trim().toLowerCase(), value.trim()]));
    const request = { method: method.value, url: url.value, fields, text, type, body: exact ?? text };
    if (fields && !exact) {
      const [written, body] = await encoded(fields, type);
      headers.set("content-type", written);
      request.body = body;
    }
    const cookies = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    if (cookies && !headers.has("cookie")) headers.set("cookie", cookies);
    return { ...request, headers: [...headers] };
  }

  async showCurl() {
    if (this.parts.curlBox.open && this.request) this.parts.curl.textContent = curl(await this.read());
  }

  async exchange() {
    const { parts, words, cookies } = this;
    const request = await this.read();
    const answer = new Answer(parts.answer, words);
    parts.line.textContent = "";
    parts.socket.hidden = request.method !== "WEBSOCKET";
    if (request.method === "WEBSOCKET") return this.connect(request);
    this.stopping = new AbortController();
    const onStart = ({ status, headers }) => {
      answer.start({ status, headers });
      const to = headers.find(([name]) => name === "location")?.[1];
      parts.line.textContent = to ? `${status} → ${to}` : status;
      for (const [name, value] of headers) {
        if (name === "set-cookie") cookies.set(...value.split(";")[0].split("=", 2));
      }
    };
    const onChunk = (bytes) => answer.add(bytes);
    const result = await engine.request(request, { signal: this.stopping.signal, onStart, onChunk });
    if (result.status) answer.end(result.body);
    parts.line.append(` · ${result.milliseconds.toFixed(1)} ms · ${result.body.length} B`);
    if (result.traceback) this.fail(words.raised, result.traceback);
  }

  /** Opens a WebSocket; comes back when it is closed. */
  connect({ url, headers }) {
    const { parts, words } = this;
    const note = (mark, text) => parts.messages.append(`${mark} ${text}\n`);
    const pending = [...(this.request.sent ?? [])];
    parts.messages.replaceChildren();
    parts.message.value = pending.shift() ?? "";
    return new Promise((resolve) => {
      this.connection = engine.socket(url, {
        headers,
        onOpen: () => note("●", words.opened),
        onMessage: (data) => note("←", typeof data === "string" ? data : `${data.length} B`),
        onClose: ({ code, reason }) => resolve(note("○", `${words.closed} ${code} ${reason}`)),
      });
      this.speak = () => {
        note("→", parts.message.value);
        this.connection.send(parts.message.value);
        parts.message.value = pending.shift() ?? "";
      };
    });
  }

  speak() {} // nothing is open

  turnTo(tab, other) {
    tab.ariaSelected = "true";
    other.ariaSelected = "false";
    [tab.tabIndex, other.tabIndex] = [0, -1];
    tab.focus();
    this.root.querySelector(`#${tab.getAttribute("aria-controls")}`).hidden = false;
    this.root.querySelector(`#${other.getAttribute("aria-controls")}`).hidden = true;
    if (tab === this.parts.documentTab) this.attempt(() => this.load().then(() => this.showDocument()));
  }

  async showDocument() {
    if (!window.SwaggerUIBundle) {
      const styles = make("link", { rel: "stylesheet", href: `${this.base}swagger/swagger-ui.css` });
      const script = make("script", { src: `${this.base}swagger/swagger-ui-bundle.js` });
      document.head.append(styles, script);
      await new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    }
    const requestInterceptor = (request) => Object.assign(request, { userFetch: (...call) => this.fetch(...call) });
    window.SwaggerUIBundle({ spec: this.document, domNode: this.parts.swagger, requestInterceptor });
  }

  /** What Swagger UI calls in the place of fetch(). */
  async fetch(address, { method, headers, body }) {
    const { pathname, search } = new URL(address, location.href);
    const coded = new Response(body);
    const sent = new Map([["content-type", coded.headers.get("content-type")], ...new Headers(headers)]);
    await this.load();
    const bytes = new Uint8Array(await coded.arrayBuffer());
    const kept = [...sent].filter(([, value]) => value);
    const answer = await engine.request({ method, url: pathname + search, headers: kept, body: bytes });
    return new Response([204, 205, 304].includes(answer.status) ? null : answer.body, answer);
  }
}
