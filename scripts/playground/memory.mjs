// Keeps the memory of a Python that has started, and has imported what takes long.
// node memory.mjs PYODIDE FILE
import { writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const [pyodide, file] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ indexURL: pyodide, _makeSnapshot: true });
python.runPython(`
import asyncio, dataclasses, decimal, email.message, email.utils, fractions, html, http.cookies
import importlib.metadata, inspect, ipaddress, json, logging, mimetypes, random, secrets, shutil
import tempfile, traceback, typing, urllib.parse, uuid, zipfile, zoneinfo
`);
writeFileSync(file, gzipSync(python.makeMemorySnapshot(), { level: 9 }));
