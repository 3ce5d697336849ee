import { Engine } from "./playground/engine.js";

const engine = new Engine("./playground/");
const examples = await (await fetch("examples.json")).json();
const form = document.querySelector("form");
const output = document.querySelector("pre");
let loaded = "";

form.example.append(...Object.keys(examples).map((name) => new Option(name)));

async function answer(name, path) {
  if (loaded !== name) {
    await engine.load({ files: { [name]: examples[name] }, entry: name });
    loaded = name;
  }
  const { status, body } = await engine.request({ method: "GET", url: path });
  return `${status} ${new TextDecoder().decode(body)}`;
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  output.textContent = "Please wait";
  try {
    output.textContent = await answer(form.example.value, form.path.value);
  } catch (error) {
    loaded = "";
    output.textContent = error.traceback ?? error.message;
  }
});
