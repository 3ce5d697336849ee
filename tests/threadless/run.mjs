// Runs program.py in Pyodide, with the packages of a folder, and prints what it returns as JSON.
// node run.mjs PYODIDE PACKAGES FRAMEWORK
import { pathToFileURL } from "node:url";

const [pyodide, packages, framework] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide });
const folders = { "/packages": packages, "/framework": framework, "/program": import.meta.dirname };
for (const [name, folder] of Object.entries(folders)) python.mountNodeFS(name, folder);
const found = await python.runPythonAsync(`
import json, sys
sys.dont_write_bytecode = True
sys.path[:0] = ["/packages", "/framework", "/program"]
from program import run
json.dumps({"platform": sys.platform, **await run()})
`);
console.log(found);
