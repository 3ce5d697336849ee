// Runs Python, and the application in it, in a thread of its own: the page stays usable whatever happens here.
// Messages come as {id, call, ...arguments}; they are answered by {id, event}, and {id, result} or {id, error}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = (path) => new URL(path, import.meta.url).href;
const bytesOf = async (path) => new Uint8Array(await (await fetch(here(path))).arrayBuffer());
const archives = new Map();
const exchanges = new Map();
let assets, python, runner;
let loaded = 0;

// Pyodide fetches its parts itself, so that their bytes are counted here.
const fetchPlainly = self.fetch;
self.fetch = async (...request) => {
  const response = await fetchPlainly(...request);
  count(response.clone());
  return response;
};

async function count({ body }) {
  for (const reader = body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return;
    loaded += value.length;
    self.postMessage({ progress: { step: "download", loaded, total: Math.max(loaded, assets.bytes) } });
  }
}

async function start() {
  assets = await (await fetchPlainly(here("assets.json"))).json();
  const ours = Promise.all(["runner.py", "packages.zip", "framework.zip"].map(bytesOf));
  python = await loadPyodide({ indexURL: here("pyodide/") });
  const log = { batched: (text) => self.postMessage({ log: `${text}\n` }) };
  python.setStdout(log);
  python.setStderr(log);
  const [folder] = python.runPython("import site; site.getsitepackages()");
  const [source, ...parts] = await ours;
  self.postMessage({ progress: { step: "start", loaded, total: loaded } });
  for (const part of parts) python.unpackArchive(part, "zip", { extractDir: folder });
  python.FS.writeFile(`${folder}/runner.py`, source);
  runner = python.pyimport("runner");
  const packages = Object.entries(assets.packages);
  const modules = packages.flatMap(([name, each]) => each.modules.map((module) => [module, name]));
  runner.prepare(python.toPy(Object.fromEntries(modules)), archiveOf);
}

// An import cannot wait, so a package that nobody announced is fetched while all else here waits.
function archiveOf(name) {
  if (!archives.has(name)) {
    const request = new XMLHttpRequest();
    request.open("GET", here(assets.packages[name].file), false);
    request.responseType = "arraybuffer";
    request.send();
    archives.set(name, new Uint8Array(request.response));
  }
  self.postMessage({ beat: true });
  return python.toPy(archives.get(name));
}

async function load({ files, data = {}, entry, app = "", packages = [], environment = {} }) {
  const missing = packages.filter((name) => name in assets.packages && !archives.has(name));
  await Promise.all(missing.map(async (name) => archives.set(name, await bytesOf(assets.packages[name].file))));
  const all = { ...files };
  for (const [path, { text, base64 }] of Object.entries(data)) {
    all[path] = text ?? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }
  return JSON.parse(await runner.load(python.toPy(all), entry, app, python.toPy(environment)));
}

async function exchange(id, begin) {
  const begun = performance.now();
  const asObjects = { dict_converter: Object.fromEntries };
  const exchange = begin((message) => self.postMessage({ id, event: message.toJs(asObjects) }));
  exchanges.set(id, exchange);
  const traceback = await exchange.end();
  exchanges.delete(id);
  return { traceback, milliseconds: performance.now() - begun };
}

const calls = {
  start,
  load,
  request: ({ id, method, url, headers, body }) =>
    exchange(id, (send) => runner.request(method, url, headers, python.toPy(body), send)),
  connect: ({ id, url, headers, subprotocols }) =>
    exchange(id, (send) => runner.connect(url, headers, subprotocols, send)),
  receive: ({ of, data }) => exchanges.get(of)?.receive(typeof data === "string" ? data : python.toPy(data)),
  leave: ({ of, code }) => exchanges.get(of)?.leave(code),
};

self.onmessage = async ({ data: { call, ...rest } }) => {
  try {
    self.postMessage({ id: rest.id, result: await calls[call](rest) });
  } catch (error) {
    const [, traceback] = /Refused: ([^]*)/.exec(error.message) ?? [];
    const message = traceback?.split("\n").findLast((line) => /^[\w.]+(:|$)/.test(line)) ?? error.message;
    self.postMessage({ id: rest.id, error: { message, traceback } });
  }
};
setInterval(() => self.postMessage({ beat: true }), 1000);
