import ast
import sys
from importlib import import_module
from pathlib import Path

from etude.compat.fastapi import install


def imported_names(folder):
    for file in sorted(Path(folder).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                if node.module.split(".")[0] == "fastapi":
                    for alias in node.names:
                        yield node.module, alias.name


def is_found(module, name):
    try:
        if not hasattr(import_module(module), name):
            import_module(f"{module}.{name}")
    except ImportError:
        return False
    return True


def main(folder):
    install()
    missing = 0
    for module, name in sorted(set(imported_names(folder))):
        found = is_found(module, name)
        missing += not found
        print(f"{module}.{name}: {'yes' if found else 'no'}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
