// Runs Python, and an application in it, in a thread of its own, so that the page stays usable.
// A message {id, call, ...} is answered by {id, event}, and at last {id, result} or {id, error}.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const here = (path) => new URL(path, import.meta.url).href;
const archives = new Map();
const exchanges = new Map();
let assets, python, runner;
let loaded = 0;

// Pyodide fetches its parts itself, so that all bytes are counted here.
const fetchPlainly = self.fetch;
self.fetch = async (...request) => {
  const response = await fetchPlainly(...request);
  count(response.clone().body);
  return response;
};

async function count(body) {
  for await (const part of body) {
    loaded += part.length;
    self.postMessage({ progress: { loaded, total: Math.max(loaded, assets.bytes) } });
  }
}

const bytesOf = async (path) => (await fetch(here(path))).bytes();

// The memory of a Python that has started already, and has imported what all applications need.
async function memory() {
  const { body } = await fetch(here("memory.gz"));
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

async function start() {
  assets = await (await fetchPlainly(here("assets.json"))).json();
  const ours = Promise.all(["runner.py", "packages.zip", "framework.zip"].map(bytesOf));
  python = await loadPyodide({ indexURL: here("pyodide/"), _loadSnapshot: await memory() });
  const log = { batched: (text) => self.postMessage({ log: `${text}\n` }) };
  python.setStdout(log);
  python.setStderr(log);
  const [folder] = python.runPython("import site; site.getsitepackages()");
  const [source, ...archives] = await ours;
  self.postMessage({ progress: { loaded, total: loaded } });
  for (const archive of archives) python.unpackArchive(archive, "zip", { extractDir: folder });
  python.FS.writeFile(`${folder}/runner.py`, source);
  runner = python.pyimport("runner");
  runner.prepare(python.toPy(assets.modules), archiveOf);
}

// An import cannot wait, so a package that nobody announced is fetched while all else here waits.
function archiveOf(name) {
  if (!archives.has(name)) {
    const request = new XMLHttpRequest();
    request.open("GET", here(`extra-${name}.zip`), false);
    request.responseType = "arraybuffer";
    request.send();
    archives.set(name, new Uint8Array(request.response));
  }
  self.postMessage({ beat: true });
  return python.toPy(archives.get(name));
}

async function load({ files, data = {}, entry, packages = [], environment = {} }) {
  for (const name of packages.filter((each) => !archives.has(each))) {
    archives.set(name, await bytesOf(`extra-${name}.zip`));
  }
  const all = { ...files };
  for (const [path, { text, base64 }] of Object.entries(data)) {
    all[path] = text ?? Uint8Array.fromBase64(base64);
  }
  return JSON.parse(await runner.load(python.toPy(all), entry, python.toPy(environment)));
}

async function begin({ id, scope, url, headers, first }) {
  const begun = performance.now();
  const asObjects = { dict_converter: Object.fromEntries };
  const send = (message) => self.postMessage({ id, event: message.toJs(asObjects) });
  exchanges.set(id, runner.begin(python.toPy(scope), url, headers, send));
  tell({ of: id, message: first });
  const traceback = await exchanges.get(id).end();
  exchanges.delete(id);
  return { traceback, milliseconds: performance.now() - begun };
}

function tell({ of, message }) {
  exchanges.get(of)?.tell(python.toPy(message));
}

const calls = { start, load, begin, tell };

self.onmessage = async ({ data: { call, ...rest } }) => {
  try {
    self.postMessage({ id: rest.id, result: await calls[call](rest) });
  } catch (error) {
    self.postMessage({ id: rest.id, error: error.message });
  }
};
setInterval(() => self.postMessage({ beat: true }), 1000);
