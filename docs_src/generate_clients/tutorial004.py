import json
from pathlib import Path

file = Path("openapi.json")
document = json.loads(file.read_text(encoding="utf-8"))

for path_item in document["paths"].values():
    for operation in path_item.values():
        prefix = f"{operation['tags'][0]}-"
        if operation["operationId"].startswith(prefix):
            operation["operationId"] = operation["operationId"][len(prefix) :]

file.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
