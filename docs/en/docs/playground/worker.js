// Runs Python, and the application in it, in a thread of its own: the page stays usable whatever happens here.
// Messages come as {id, call, ...arguments}; they are answered by {id, result}, {id, error} and {id, event}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = (path) => new URL(path, import.meta.url).href;
const archives = new Map();
const exchanges = new Map();
let assets, loaded, python, runner;

// Pyodide fetches its parts itself, so their bytes are counted here.
const plainly = self.fetch;
self.fetch = async (...request) => {
  const response = await plainly(...request);
  count(response.clone());
  return response;
};

async function count(response) {
  for await (const part of response.body) {
    loaded += part.length;
    self.postMessage({ progress: { step: "download", loaded, total: Math.max(loaded, assets.bytes) } });
  }
}

const bytesOf = async (path) => new Uint8Array(await (await fetch(here(path))).arrayBuffer());

async function start() {
  loaded = 0;
  assets = await (await plainly(here("assets.json"))).json();
  const parts = Promise.all(["packages.zip", "framework.zip", "runner.py"].map(bytesOf));
  const log = { batched: (text) => self.postMessage({ log: `${text}\n` }) };
  python = await loadPyodide({ indexURL: here("pyodide/") });
  python.setStdout(log);
  python.setStderr(log);
  const [packages, framework, source] = await parts;
  self.postMessage({ progress: { step: "start", loaded, total: loaded } });
  const [folder] = python.runPython("import site; site.getsitepackages()");
  for (const archive of [packages, framework]) python.unpackArchive(archive, "zip", { extractDir: folder });
  python.FS.writeFile(`${folder}/runner.py`, source);
  runner = python.pyimport("runner");
  const modules = Object.entries(assets.packages).flatMap(([name, { modules }]) => modules.map((module) => [module, name]));
  runner.prepare(python.toPy(Object.fromEntries(modules)), archiveOf);
}

// An import cannot wait, so what was not expected is fetched while everything else in this thread waits.
function archiveOf(name) {
  self.postMessage({ beat: true });
  if (!archives.has(name)) {
    const request = new XMLHttpRequest();
    request.open("GET", here(assets.packages[name].file), false);
    request.responseType = "arraybuffer";
    request.send();
    archives.set(name, new Uint8Array(request.response));
  }
  return python.toPy(archives.get(name));
}

async function load({ files, data, entry, app, packages, environment }) {
  const missing = (packages ?? []).filter((name) => name in assets.packages && !archives.has(name));
  await Promise.all(missing.map(async (name) => archives.set(name, await bytesOf(assets.packages[name].file))));
  const all = { ...files };
  for (const [path, { text, base64 }] of Object.entries(data ?? {})) {
    all[path] = text ?? Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  }
  const known = await runner.load(python.toPy(all), entry, app ?? "", python.toPy(environment ?? {}));
  return JSON.parse(known);
}

async function request({ id, method, url, headers, body }) {
  const begun = performance.now();
  const exchange = runner.request(method, url, python.toPy(headers), python.toPy(body), (message) => report(id, message));
  exchanges.set(id, exchange);
  const traceback = await exchange.end();
  exchanges.delete(id);
  return { milliseconds: performance.now() - begun, traceback };
}

async function connect({ id, url, headers, subprotocols }) {
  const exchange = runner.connect(url, python.toPy(headers), python.toPy(subprotocols), (message) => report(id, message));
  exchanges.set(id, exchange);
  const traceback = await exchange.end();
  exchanges.delete(id);
  return { traceback };
}

const report = (id, message) => self.postMessage({ id, event: message.toJs({ dict_converter: Object.fromEntries }) });
const receive = ({ of, data }) => exchanges.get(of)?.receive(typeof data === "string" ? data : python.toPy(data));
const leave = ({ of, code }) => exchanges.get(of)?.leave(code);
const calls = { start, load, request, connect, receive, leave };

self.onmessage = async ({ data: { call, ...rest } }) => {
  try {
    self.postMessage({ id: rest.id, result: await calls[call](rest) });
  } catch (error) {
    const [, traceback] = /^[^]*?Refused: ([^]*)$/.exec(error.message) ?? [];
    self.postMessage({ id: rest.id, error: { message: traceback?.trim().split("\n").pop() ?? error.message, traceback } });
  }
};
setInterval(() => self.postMessage({ beat: true }), 1000);
