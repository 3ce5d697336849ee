"""What a reader does with the examples that run in a page, in Chromium over the built site."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser

# The first start compiles 10 MB of WebAssembly, on machines that do other things as well.
MILLISECONDS = 120_000
EXAMPLES = {
    "tutorial/first-steps": ["first_steps/tutorial001", "first_steps/tutorial003"],
    "tutorial/path-params": [
        *("path_params/tutorial001", "path_params/tutorial003"),
        *("path_params/tutorial004", "path_params/tutorial005"),
    ],
    "tutorial/query-params": [
        *("query_params/tutorial001", "query_params/tutorial003", "query_params/tutorial005"),
    ],
    "tutorial/body": ["body/tutorial001", "body/tutorial003", "body/tutorial004"],
    "tutorial/query-params-str-validations": [
        "query_params_str_validations/tutorial004",
        "query_params_str_validations/tutorial011",
        "query_params_str_validations/tutorial015",
    ],
    "tutorial/header-params": [
        *("header_params/tutorial001", "header_params/tutorial002", "header_params/tutorial003"),
    ],
    "tutorial/cookie-params": ["cookie_params/tutorial001"],
    "tutorial/response-model": [
        *("response_model/tutorial001", "response_model/tutorial003", "response_model/tutorial005"),
    ],
    "tutorial/extra-models": ["extra_models/tutorial001", "extra_models/tutorial003"],
    "tutorial/handling-errors": [
        *("handling_errors/tutorial001", "handling_errors/tutorial003"),
        *("handling_errors/tutorial004", "handling_errors/tutorial006"),
    ],
    "tutorial/request-forms": ["request_forms/tutorial001"],
    "tutorial/request-files": ["request_files/tutorial001", "request_files/tutorial002"],
    "tutorial/dependencies": ["dependencies/tutorial001"],
    "tutorial/dependencies/dependencies-with-yield": ["dependencies/tutorial008b"],
    "advanced/security/http-basic-auth": ["security/tutorial006"],
    "advanced/custom-response": [
        *("custom_response/tutorial002", "custom_response/tutorial005"),
        *("custom_response/tutorial006", "custom_response/tutorial007"),
    ],
    "tutorial/server-sent-events": ["server_sent_events/tutorial001"],
    "tutorial/stream-json-lines": ["stream_json_lines/tutorial001"],
    "tutorial/sql-databases": ["sql_databases/tutorial001"],
    "tutorial/static-files": ["static_files/tutorial001"],
    "advanced/templates": ["templates/tutorial001"],
    "advanced/sub-applications": ["sub_applications/tutorial001"],
    "tutorial/bigger-applications": ["bigger_applications/app"],
}
QUERY = "query_params_str_validations/tutorial002"
BROWSER = Path(__file__).resolve().parents[2] / "docs_src/browser"
HEAD = "from etude import Etude\n\napp = Etude()\n"


@dataclass
class Panel:
    """An example on a page, and the panel below it."""

    page: Any
    example: str

    @property
    def place(self) -> Any:
        return self.page.locator(f".playground[data-example='{self.example}']").first

    @property
    def button(self) -> Any:
        return self.place.locator(".playground-run")

    @property
    def line(self) -> Any:
        """What is said of an answer that is whole: its status, its time, its size."""
        return self.place.locator(".playground-line", has_text=" ms ")

    def part(self, name: str) -> Any:
        return self.place.locator(f"[data-part={name}]")

    def press(self, name: str) -> None:
        self.place.get_by_role("button", name=name, exact=True).click()

    def run(self) -> None:
        self.button.click()
        self.line.wait_for(timeout=MILLISECONDS)

    def send(self) -> None:
        self.press("Send")
        self.line.wait_for(timeout=MILLISECONDS)

    def ask(self, url: str) -> str:
        """Sends a request to an address; gives the body."""
        self.part("url").fill(url)
        self.send()
        return self.body()

    def body(self) -> str:
        return self.part("answer").locator(":scope > pre").text_content()

    def status(self) -> str:
        return self.line.inner_text().split()[0]

    def alert(self) -> str:
        self.part("alert").locator("p").wait_for(timeout=MILLISECONDS)
        return self.part("alert").inner_text()


@pytest.fixture
def turn_to(reader, playground):
    """Opens a page as a link inside of the site does, so that what was loaded stays."""

    def turn(path: str, example: str) -> Panel:
        address = f"{playground}/{path}/"
        if reader.page.url == "about:blank":
            reader.page.goto(address)
        elif reader.page.url.split("#")[0] != address:
            reader.page.evaluate(
                """address => {
                    const link = document.createElement("a");
                    link.href = address;
                    document.querySelector("article").append(link);
                    link.click();
                }""",
                address,
            )
            reader.page.wait_for_url(f"{address}*")  # the theme adds the heading in view
        panel = Panel(reader.page, example)
        panel.button.wait_for()
        return panel

    return turn


@pytest.fixture
def panel(turn_to):
    """The panel of a small example, without edits and with its first answer."""
    panel = turn_to("tutorial/query-params-str-validations", QUERY)
    panel.run()
    yield panel
    if panel.part("reset").is_enabled():
        panel.press("Reset")
    panel.press("Close")


def recorded(page: Any, site: str, example: str) -> dict[str, Any]:
    """The first request that the tests of an example send."""
    answer = page.request.get(f"{site}/playground/examples/{example}.json")
    found: dict[str, Any] = answer.json()["requests"][0]
    return found


def as_data(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


@pytest.mark.parametrize(
    ("path", "example"), [(path, example) for path in EXAMPLES for example in EXAMPLES[path]]
)
def test_an_example_gives_the_answer_that_its_tests_get(turn_to, playground, reader, path, example):
    panel = turn_to(path, example)
    panel.run()

    request = recorded(reader.page, playground, example)
    answer = request["answer"]["text"].replace("testserver", "127.0.0.1:8000")  # its own address
    assert panel.status() == str(request["status"])
    assert as_data(panel.body()) == as_data(answer)
    assert reader.outside == []


def test_nothing_is_loaded_before_somebody_presses(visit, playground):
    loaded = []
    visit.page.on("request", lambda request: loaded.append(request.url))
    visit.page.goto(f"{playground}/tutorial/query-params/", wait_until="networkidle")
    button = Panel(visit.page, "query_params/tutorial001").button

    assert re.fullmatch(r"Run · loads \d+(\.\d)? MB once", button.inner_text())
    assert [url for url in loaded if "playground/" in url] == []


def test_a_reader_without_a_connection_is_told(visit, playground):
    visit.page.goto(f"{playground}/tutorial/query-params/", wait_until="networkidle")
    visit.page.context.set_offline(True)
    button = Panel(visit.page, "query_params/tutorial001").button

    button.click()

    button.get_by_text("Could not be loaded").wait_for()
    assert visit.outside == []


def test_changed_code_answers(panel):
    panel.part("area").fill(f'{HEAD}\n@app.get("/new")\ndef new():\n    return [1.0, "é"]\n')

    assert panel.ask("/new") == '[\n  1.0,\n  "é"\n]'
    assert panel.ask("/items/") == '{\n  "detail": "Not Found"\n}'


def test_edits_are_kept_when_the_reader_goes_and_comes_back(panel, turn_to):
    panel.part("area").fill(f"{HEAD}# mine\n")
    turn_to("tutorial/first-steps", "first_steps/tutorial001")
    panel = turn_to("tutorial/query-params-str-validations", QUERY)
    panel.run()

    assert panel.part("area").input_value().endswith("# mine\n")
    panel.press("Reset")
    assert "# mine" not in panel.part("area").input_value()


def test_the_panel_follows_the_form_that_the_page_shows(panel):
    label = panel.page.locator(".tabbed-labels > label", has_text="Python 3.8+").first
    label.click()
    assert panel.part("form").inner_text() == "tutorial002_an"
    assert "from typing import" in panel.part("area").input_value()
    panel.send()

    panel.part("area").press_sequentially("# mine ")
    panel.page.locator(".tabbed-labels > label", has_text="Python 3.10+").first.click()
    assert panel.part("form").inner_text() == "tutorial002_an"
    assert "your changes" in panel.part("note").inner_text()

    panel.press("Reset")
    assert panel.part("form").inner_text() == "tutorial002_an_py310"
    assert "# mine" not in panel.part("area").input_value()


def test_an_error_shows_its_traceback_and_its_line(panel):
    panel.part("area").fill(f'{HEAD}raise LookupError("on purpose")\n')
    panel.press("Send")

    assert "LookupError: on purpose" in panel.alert()
    assert "line 4" in panel.part("alert").locator("pre").inner_text()
    assert "playground-wrong" in panel.part("area").get_attribute("class")
    panel.press("Go to line 4")
    assert (
        panel.part("area")
        .evaluate("area => area.value.slice(area.selectionStart)")
        .startswith("raise")
    )

    panel.press("Reset")
    panel.send()
    assert panel.status() == "200"
    assert panel.part("alert").inner_text() == ""


def test_an_error_of_an_operation_is_shown_beside_its_answer(panel):
    panel.part("area").fill(
        f'{HEAD}\n@app.get("/")\ndef fail():\n    print("seen")\n    return 1 / 0\n'
    )

    assert panel.ask("/") == "Internal Server Error"
    assert panel.status() == "500"
    assert "ZeroDivisionError" in panel.alert()
    assert "seen" in panel.part("output").inner_text()


def test_problems_of_a_request_stand_in_a_table(panel):
    panel.ask(f"/items/?q={'x' * 51}")

    rows = panel.part("answer").locator("tr").all_inner_texts()
    assert panel.status() == "422"
    assert rows[0] == "Where\tWhat\tInput"
    assert rows[1].startswith("query → q\tString should have at most 50 characters")
    assert json.loads(panel.body())["detail"][0]["type"] == "string_too_long"


def test_events_are_shown_while_they_arrive_until_the_reader_stops(panel):
    panel.part("area").fill(
        f"import asyncio\n\n{HEAD}"
        "from etude.sse import EventSourceResponse\n\n\n"
        '@app.get("/", response_class=EventSourceResponse)\n'
        "async def read_events():\n"
        "    try:\n"
        "        for number in range(100_000):\n"
        "            yield number\n"
        "            await asyncio.sleep(0.05)\n"
        "    finally:\n"
        '        print("the client has gone")\n'
    )
    panel.part("url").fill("/")
    panel.press("Send")

    answer = panel.part("answer").locator(":scope > pre")
    answer.get_by_text("data: 3").wait_for(timeout=MILLISECONDS)
    panel.press("Stop")

    panel.part("line").get_by_text("stopped").wait_for()
    panel.part("output").get_by_text("the client has gone").wait_for()
    assert "data: 99999" not in panel.body()


def test_an_endless_loop_is_stopped_and_the_next_application_runs(panel):
    panel.part("area").fill(
        f'{HEAD}\n@app.get("/")\nasync def spin():\n    while True:\n        pass\n'
    )
    panel.part("url").fill("/")
    panel.press("Send")

    assert "10 seconds" in panel.alert()
    panel.press("Reset")
    assert as_data(panel.ask("/items/"))["items"]


def test_a_websocket_answers_and_closes(turn_to):
    panel = turn_to("advanced/websockets", "websockets/tutorial002")
    panel.button.click()
    panel.part("status").get_by_text("runs in this page").wait_for(timeout=MILLISECONDS)
    panel.part("choice").select_option(label="WEBSOCKET /items/{item_id}/ws")
    panel.part("url").fill("/items/3/ws?token=fresh")
    panel.press("Connect")
    messages = panel.place.get_by_role("log")
    messages.get_by_text("connected").wait_for()

    panel.place.get_by_label("Message", exact=True).fill("hi")
    panel.place.get_by_label("Message", exact=True).press("Enter")
    messages.get_by_text("Message about 3: hi").wait_for()
    panel.press("Stop")

    messages.get_by_text("closed 1000").wait_for()
    panel.press("Close")


def test_a_file_that_the_reader_chooses_is_sent(turn_to):
    panel = turn_to("tutorial/request-files", "request_files/tutorial001")
    panel.run()
    panel.part("choice").select_option(label="POST /uploadfile/")
    panel.part("body").locator("input[type=file]").set_input_files(
        {"name": "notes.txt", "mimeType": "text/plain", "buffer": b"some notes"}
    )
    panel.send()

    assert json.loads(panel.body()) == {"filename": "notes.txt"}
    panel.press("Close")


def test_swagger_ui_sends_requests_to_the_running_application(panel, reader):
    panel.place.get_by_label("Swagger UI").check()
    operation = panel.place.locator(".opblock-get")
    operation.locator(".opblock-summary-control").click(timeout=MILLISECONDS)
    operation.get_by_role("button", name="Try it out").click()
    operation.locator("input[placeholder=q]").fill("lamp")
    operation.get_by_role("button", name="Execute").click()

    answer = operation.locator(".live-responses-table .response")
    assert answer.locator(".response-col_status").inner_text().split()[0] == "200"
    body = answer.locator(".response-col_description .highlight-code code").first.inner_text()
    assert json.loads(body)["q"] == "lamp"
    assert reader.outside == []
    panel.place.get_by_label("Requests").check()


def test_the_request_is_shown_as_a_command(panel):
    panel.part("url").fill("/items/?q=it's")
    panel.place.get_by_text("As a command").click()

    assert panel.part("command").inner_text() == (
        """curl -X GET 'http://127.0.0.1:8000/items/?q=it'\\''s'"""
    )


def test_everything_is_done_with_the_keyboard_alone(panel):
    page = panel.page
    panel.press("Close")
    panel.button.focus()
    page.keyboard.press("Enter")
    panel.line.wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Close"
    while page.evaluate("document.activeElement.dataset.part") != "area":
        page.keyboard.press("Tab")

    page.keyboard.press("Control+Home")
    page.keyboard.press("Tab")
    assert panel.part("area").input_value().startswith("    from")
    page.keyboard.press("Control+Z")
    assert panel.part("area").input_value().startswith("from")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.part") != "area"
    while page.evaluate("document.activeElement.dataset.part") != "url":
        page.keyboard.press("Tab")
    page.keyboard.press("End")
    page.keyboard.type("?q=keys")
    page.keyboard.press("Enter")

    panel.part("answer").get_by_text("keys").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_open_panel_is_usable_with_a_screen_reader_and_weak_eyes(
    panel, reader, serious_findings, scheme
):
    reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    panel.ask(f"/items/?q={'x' * 51}")

    assert serious_findings(reader.page) == []


def test_a_narrow_page_does_not_scroll_sideways(panel, reader):
    reader.page.set_viewport_size({"width": 360, "height": 740})
    panel.ask(f"/items/?q={'x' * 51}")

    width = reader.page.evaluate("document.documentElement.scrollWidth")
    reader.page.set_viewport_size({"width": 1280, "height": 900})
    assert width <= 360


def test_paper_shows_no_panel(panel, reader):
    reader.page.emulate_media(media="print")
    is_visible = panel.place.is_visible()
    reader.page.emulate_media(media="screen")

    assert not is_visible


def test_a_link_brings_code_which_runs_only_when_the_reader_sends(panel, visit, playground):
    panel.part("area").fill(f'{HEAD}\n@app.get("/items/")\ndef shared():\n    return "from afar"\n')
    panel.press("Link to this code")
    panel.part("link").wait_for()
    link = panel.part("link").get_attribute("href")
    assert link.startswith(f"{playground}/learn/playground/#code=")

    visit.page.goto(link)
    opened = Panel(visit.page, "home/tutorial003")
    assert "nothing runs before you press" in opened.button.inner_text()
    opened.button.click()
    opened.part("status").get_by_text("Read it, then press Send").wait_for()
    assert "from afar" in opened.part("area").input_value()
    assert opened.part("line").inner_text() == ""
    opened.send()

    assert opened.body() == '"from afar"'
    assert visit.errors == []
    assert visit.outside == []


def test_a_broken_link_says_so(visit, playground):
    visit.page.goto(f"{playground}/learn/playground/#code=broken")
    panel = Panel(visit.page, "home/tutorial003")
    panel.button.click()

    panel.part("status").get_by_text("The link is broken").wait_for()
    assert "read_root" in panel.part("area").input_value()


def test_a_translated_page_speaks_its_language(visit, playground):
    visit.page.goto(f"{playground}/es/tutorial/first-steps/")
    panel = Panel(visit.page, "first_steps/tutorial001")
    assert panel.button.inner_text().startswith("Ejecutar · carga ")
    panel.run()

    assert json.loads(panel.body()) == {"message": "Hello World"}
    assert panel.place.get_by_role("button", name="Enviar").is_visible()
    assert panel.place.locator("section").get_attribute("lang") == "es"
    assert visit.errors == []
    assert visit.outside == []


def test_the_engine_speaks_the_language_of_the_page(visit, playground):
    visit.page.route("**/playground/worker.js", lambda route: route.abort())
    visit.page.goto(f"{playground}/es/tutorial/first-steps/")
    panel = Panel(visit.page, "first_steps/tutorial001")

    panel.button.click()

    assert panel.alert() == "No se pudo cargar Python."


def test_a_page_from_right_to_left_keeps_code_from_left_to_right(
    visit, playground, serious_findings
):
    visit.page.goto(f"{playground}/fa/tutorial/first-steps/")
    panel = Panel(visit.page, "first_steps/tutorial001")
    panel.run()

    direction = "element => getComputedStyle(element).direction"
    assert json.loads(panel.body()) == {"message": "Hello World"}
    assert panel.place.locator("section").evaluate(direction) == "rtl"
    assert panel.part("area").evaluate(direction) == "ltr"
    assert panel.part("url").evaluate(direction) == "ltr"
    assert serious_findings(visit.page) == []
    assert visit.errors == []


def test_the_runner_for_other_sites_runs_examples_of_a_folder(visit, playground):
    source = (BROWSER / "tutorial001.py").read_text(encoding="utf-8")
    listed = json.dumps({"tutorial001.py": source})
    visit.page.route("**/runner.html", lambda route: route.fulfill(path=BROWSER / "runner.html"))
    visit.page.route("**/runner.js", lambda route: route.fulfill(path=BROWSER / "runner.js"))
    visit.page.route("**/examples.json", lambda route: route.fulfill(body=listed))
    worker = visit.page.request.get(f"{playground}/playground/worker.js").text()
    assert worker == (BROWSER / "worker.js").read_text(encoding="utf-8")
    visit.page.goto(f"{playground}/runner.html", wait_until="networkidle")

    visit.page.get_by_label("Path").fill("/items/5?q=lamp")
    visit.page.get_by_role("button", name="Run").click()

    answer = visit.page.get_by_role("status")
    answer.get_by_text('200 {"item_id":5,"q":"lamp"}').wait_for(timeout=MILLISECONDS)
    assert visit.errors == []
    assert visit.outside == []
