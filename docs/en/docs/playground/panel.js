/* The panel below an example that runs: its code, requests to it and answers, and its Swagger UI.
 * js/playground.js loads this module when somebody presses a button. One engine serves all panels.
 */
import { Answer, make } from "./answer.js";
import { Code } from "./code.js";
import { command, described, encoded, recorded } from "./requests.js";
import { pack, unpack } from "./share.js";

const EVENTS = ["click", "change", "input", "keydown", "submit", "toggle"];
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
    const { entry, app } = example.forms[form];
    return { ...example, forms: { [form]: { entry, app, files } } };
  } catch {
    return null;
  }
}

/** Opens the panel of a place and runs its example, or starts its application anew. */
export async function open(place, button, fragment) {
  if (place.panel) return place.panel.start();
  const base = new URL(place.dataset.base, location.href).href;
  const shared = fragment && (await exampleOf(fragment, base));
  const [example, { Engine }, words, html] = await Promise.all([
    shared || getExample(place.dataset.example, base),
    import(`${base}engine.js`),
    get("words.json").then(JSON.parse),
    get("panel.html"),
  ]);
  engine ??= new Engine(base);
  place.panel = new Panel({ place, button, base, words, example, fragment: shared && fragment }, html);
  if (!fragment) return place.panel.start();
  return place.panel.say(shared ? words.read : words.broken);
}

class Panel extends Code {
  cookies = new Map();
  request = null;

  constructor(known, html) {
    super();
    Object.assign(this, known);
    const values = { ...known.words, id: `playground-${(count += 1)}`, example: known.example.name };
    const escaped = (text) => make("p", { textContent: text }).innerHTML.replaceAll('"', "&quot;");
    this.place.insertAdjacentHTML("beforeend", html.replace(/\{(\w+)\}/g, (_, key) => escaped(values[key])));
    this.root = this.place.lastElementChild;
    const parts = [...this.root.querySelectorAll("[data-part]")];
    this.parts = Object.fromEntries(parts.map((part) => [part.dataset.part, part]));
    for (const event of EVENTS) this.root.addEventListener(event, (happened) => this.happen(happened), true);
    this.prepareCode();
  }

  happen(event) {
    const place = event.target.closest(`[data-${event.type}]`);
    if (event.type === "submit") event.preventDefault();
    if (place) this[place.dataset[event.type]](event);
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
    const { example, form, files, parts } = this;
    const code = await pack({ name: example.name, form, files });
    Object.assign(parts.link, { href: new URL(`../learn/playground/#code=${code}`, import.meta.url), hidden: false });
    await navigator.clipboard?.writeText(parts.link.href);
  }

  /** Runs the application anew, and sends the first request. */
  start() {
    this.loaded = this.request = null;
    return this.send();
  }

  send() {
    this.parts.line.textContent = "";
    return this.attempt(async () => {
      await this.load();
      if (this.request) await this.exchange();
    });
  }

  /** Does something after what is being done has been stopped, and tells what fails. */
  async attempt(work) {
    const { parts, words } = this;
    running?.stop();
    const mine = last.then(() => {
      parts.alert.replaceChildren();
      parts.stop.hidden = false;
      return work();
    });
    last = mine.catch(() => {});
    try {
      await mine;
    } catch (error) {
      if (error.name === "AbortError") return parts.line.append(` · ${words.stopped}`);
      this.loaded = null; // what fails may have ended the engine
      this.fail(error.message, error.traceback);
    } finally {
      parts.stop.hidden = parts.loading.hidden = true;
    }
  }

  fail(message, traceback) {
    const { alert } = this.parts;
    this.say("");
    alert.replaceChildren(make("p", { textContent: message }));
    if (!traceback) return;
    alert.append(make("pre", { tabIndex: 0, dir: "ltr", textContent: traceback }));
    const line = this.openPlaceIn(traceback);
    const textContent = this.words.go.replace("{line}", line);
    if (line) alert.append(make("button", { type: "button", textContent, onclick: () => this.goTo(line) }));
  }

  /** Gives the engine the code that is shown, unless it runs it already. */
  async load() {
    const { words, parts, example, form, files } = this;
    const shown = JSON.stringify([form, files]);
    if (running === this && this.loaded === shown) return;
    running = this;
    parts.output.textContent = "";
    engine.onlog = (text) => {
      parts.outputBox.hidden = false;
      parts.output.append(text);
    };
    await engine.start((progress) => this.tell(progress));
    document.querySelectorAll(".playground-size").forEach((each) => each.remove());
    parts.loading.hidden = true;
    this.say(words.start);
    const { openapi, websockets } = await engine.load({ ...example, ...example.forms[form], files });
    Object.assign(this, { loaded: shown, openapi: openapi ?? {}, cookies: new Map() });
    const sockets = websockets.map((url) => ({ method: "WEBSOCKET", label: `WEBSOCKET ${url}`, url }));
    this.requests = [...(await Promise.all(example.requests.map(recorded))), ...described(this.openapi), ...sockets];
    parts.choice.replaceChildren(...this.requests.map(({ label }) => new Option(label)));
    parts.choice.selectedIndex = Math.max(this.requests.findIndex(({ label }) => label === this.request?.label), 0);
    if (!this.request) this.choose();
    if (parts.isDocument.checked) await this.drawDocument();
    this.say(words.running);
  }

  tell({ step, loaded, total }) {
    this.say(this.words[step]);
    const { loading, progress, bytes } = this.parts;
    loading.hidden = false;
    Object.assign(progress, { max: total, value: loaded });
    bytes.textContent = `${[loaded, total].map((each) => (each / 1e6).toFixed(1)).join(" / ")} MB`;
  }

  choose() {
    const { parts, words } = this;
    this.stop();
    this.request = this.requests[parts.choice.selectedIndex] ?? null;
    if (!this.request) return;
    const { method, url, headers = [], fields, text = "" } = this.request;
    parts.method.value = method;
    parts.url.value = url;
    parts.headers.value = headers.map((pair) => pair.join(": ")).join("\n");
    parts.headersBox.open = headers.length > 0;
    parts.send.textContent = method === "WEBSOCKET" ? words.connect : words.send;
    const area = make("textarea", { value: text, rows: 6, dir: "ltr", spellcheck: false, ariaLabel: words.body });
    area.addEventListener("input", () => Object.assign(this.request, { text: area.value, exact: null }));
    parts.body.replaceChildren(...(fields?.map((field) => this.labelled(field)) ?? [area]));
    parts.bodyBox.open = Boolean(fields || text);
    this.showCommand();
  }

  labelled(field) {
    const { name, value, isFile, isList } = field;
    const input = make("input", isFile ? { type: "file", multiple: isList } : { value, dir: "auto" });
    input.addEventListener("input", () => {
      field.value = isFile ? [...input.files] : input.value;
      this.request.exact = null;
    });
    return make("label", {}, isFile ? `${name} (${[value].flat()[0]?.name})` : name, input);
  }

  /** The request as it stands in the form. */
  async read() {
    const { method, url, headers: lines } = this.parts;
    const { fields, text, exact, type } = this.request;
    const pairs = lines.value.split("\n").map((line) => line.match(/^([^:]+):(.*)$/)).filter(Boolean);
    const headers = pairs.map(([, name, value]) => [name.trim().toLowerCase(), value.trim()]);
    const request = { method: method.value, url: url.value, fields, text, type, headers, body: exact ?? text };
    if (fields && !exact) {
      const [written, body] = await encoded(fields, type);
      const others = headers.filter(([name]) => name !== "content-type");
      Object.assign(request, { body, headers: [...others, ["content-type", written]] });
    }
    const cookies = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    if (cookies && !headers.some(([name]) => name === "cookie")) request.headers.push(["cookie", cookies]);
    return request;
  }

  async showCommand() {
    if (this.parts.commandBox.open && this.request) this.parts.command.textContent = command(await this.read());
  }

  copy() {
    return navigator.clipboard?.writeText(this.parts.command.textContent);
  }

  async exchange() {
    const { parts, words, cookies } = this;
    const request = await this.read();
    const answer = new Answer(parts.answer, words);
    parts.socket.hidden = request.method !== "WEBSOCKET";
    if (request.method === "WEBSOCKET") return this.connect(request);
    this.stopping = new AbortController();
    const result = await engine.request(request, {
      signal: this.stopping.signal,
      onStart: ({ status, headers }) => {
        answer.start({ status, headers });
        const to = headers.find(([name]) => name === "location")?.[1];
        parts.line.textContent = to ? `${status} → ${to}` : status;
        for (const [, value] of headers.filter(([name]) => name === "set-cookie")) {
          const [, name, text] = value.match(/^([^=]*)=([^;]*)/);
          if (/max-age=0/i.test(value)) cookies.delete(name);
          else cookies.set(name, text);
        }
      },
      onChunk: (bytes) => answer.add(bytes),
    });
    if (result.status) answer.end(result.body);
    parts.line.append(` · ${result.milliseconds.toFixed(1)} ms · ${result.body.length} B`);
    if (result.traceback) this.fail(words.raised, result.traceback);
  }

  /** Opens a WebSocket; ends when it is closed. */
  connect({ url, headers }) {
    const { parts, words } = this;
    const note = (mark, text) => parts.messages.append(`${mark} ${text}\n`);
    const prepared = [...(this.request.sent ?? [])];
    parts.messages.replaceChildren();
    parts.message.value = prepared.shift() ?? "";
    this.speak = () => {
      note("→", parts.message.value);
      this.connection.send(parts.message.value);
      parts.message.value = prepared.shift() ?? "";
    };
    return new Promise((resolve) => {
      this.connection = engine.socket(url, {
        headers,
        onOpen: () => note("●", words.opened),
        onMessage: (data) => note("←", typeof data === "string" ? data : `${data.length} B`),
        onClose: ({ code, reason }) => resolve(note("○", `${words.closed} ${code} ${reason}`)),
      });
    });
  }

  showDocument() {
    return this.attempt(() => this.load().then(() => this.drawDocument()));
  }

  async drawDocument() {
    if (!window.SwaggerUIBundle) {
      const script = make("script", { src: `${this.base}swagger/swagger-ui-bundle.js` });
      document.head.append(make("link", { rel: "stylesheet", href: `${this.base}swagger/swagger-ui.css` }), script);
      await new Promise((resolve, reject) => Object.assign(script, { onload: resolve, onerror: reject }));
    }
    const requestInterceptor = (request) => Object.assign(request, { userFetch: (...call) => this.fetch(...call) });
    window.SwaggerUIBundle({ spec: this.openapi, domNode: this.parts.document, requestInterceptor });
  }

  /** What Swagger UI calls in the place of fetch(). */
  async fetch(address, { method, headers, body }) {
    await this.load();
    const { pathname, search } = new URL(address, location.href);
    const coded = new Response(body); // which knows the type of a form, with its boundary
    const type = body instanceof FormData ? [["content-type", coded.headers.get("content-type")]] : [];
    const bytes = new Uint8Array(await coded.arrayBuffer());
    const sent = [...Object.entries(headers ?? {}), ...type];
    const answer = await engine.request({ method, url: pathname + search, headers: sent, body: bytes });
    return new Response([204, 205, 304].includes(answer.status) ? null : answer.body, answer);
  }
}
