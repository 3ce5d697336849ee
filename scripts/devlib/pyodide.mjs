// Runs a Python module in Pyodide, and prints as JSON what `await run()` of it returns.
// node pyodide.mjs PYODIDE MODULE NAME=FOLDER...   each folder is /NAME there, and holds modules
import { pathToFileURL } from "node:url";

const [pyodide, module, ...folders] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide });
const names = [];
for (const [name, folder] of folders.map((each) => each.split("="))) {
  names.push(`/${name}`);
  python.mountNodeFS(`/${name}`, folder);
}
const found = await python.runPythonAsync(`
import importlib, json, sys
sys.dont_write_bytecode = True
sys.path[:0] = ${JSON.stringify(names)}
json.dumps(await importlib.import_module("${module}").run())
`);
// What a program leaves behind, such as a task that waits, shall not keep this one alive.
process.stdout.write(`${found}\n`, () => process.exit());
