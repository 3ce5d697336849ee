import ast
import json
from pathlib import Path

AVAILABLE = {
    *("asyncio", "datetime", "decimal", "enum", "json", "random", "time", "uuid"),
    *("etude", "pydantic", "starlette", "typing", "typing_extensions"),
}


def imported_names(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "").split(".")[0]


def calls_open(source):
    names = (
        node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)
    )
    return "open" in names


def runs_in_a_page(source):
    return set(imported_names(source)) <= AVAILABLE and not calls_open(source)


def write_list(folder):
    sources = {
        path.name: path.read_text(encoding="utf-8")
        for path in sorted(folder.glob("*.py"))
    }
    found = {name: source for name, source in sources.items() if runs_in_a_page(source)}
    (folder / "examples.json").write_text(json.dumps(found, indent=2), encoding="utf-8")


if __name__ == "__main__":
    write_list(Path())
