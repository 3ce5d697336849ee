const reference = document.getElementById("reference");

function addLine(name, text) {
  const line = document.createElement(name);
  line.textContent = text;
  reference.append(line);
}

async function show() {
  const response = await fetch(reference.dataset.openapiUrl);
  const description = await response.json();
  addLine("h1", description.info.title);
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      addLine("h2", `${method.toUpperCase()} ${path}`);
      addLine("p", operation.summary);
    }
  }
}

show();
