"""What runs examples in the pages: what it is made of, and what the pages have of it."""

from __future__ import annotations

import json
import re

import pytest

from docslib import playground, runnable

LOCK = json.loads(playground.LOCK.read_text(encoding="utf-8"))


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """Folders in the place of those under .cache/."""
    folders = {"ASSETS": "playground", "WORK": "work", "WHEELS": "work/wheels"}
    for name, folder in folders.items():
        monkeypatch.setattr(playground, name, tmp_path / folder)
    monkeypatch.setattr(runnable, "ASSETS", tmp_path / "playground")
    monkeypatch.setattr(runnable, "RESULTS", tmp_path / "work" / "results")
    (tmp_path / "work" / "results").mkdir(parents=True)
    (tmp_path / "playground").mkdir()
    return tmp_path


def know(root, **problems):
    """Writes results of examples in the topic `topic`, as the tool does."""
    results = {
        f"topic/{name}": {"problem": problem, "bytes": 1234567, "requests": 2, "same": 2}
        for name, problem in problems.items()
    }
    (root / "results" / "topic.json").write_text(json.dumps(results), encoding="utf-8")


def test_every_package_is_recorded_with_its_checksum_and_without_its_host():
    packages = {**LOCK["core"], **LOCK["extra"]}

    assert {"pydantic-core", "starlette", "jinja2", "markupsafe"} <= packages.keys()
    for checksum in [each["sha256"] for each in packages.values()] + [*LOCK["pyodide"].values()]:
        assert re.fullmatch("[0-9a-f]{64}", checksum)
    assert "://" not in playground.LOCK.read_text(encoding="utf-8")


def test_wheels_are_downloaded_by_their_checksums(cache, monkeypatch):
    commands = []
    monkeypatch.setattr(playground, "run", lambda *command: commands.append(command))

    playground.get_wheels(LOCK)

    assert {"download", "--no-deps", "--require-hashes"} <= {*commands[0]}
    requirements = (cache / "work" / "requirements.txt").read_text(encoding="utf-8").split("\n")
    starlette = LOCK["core"]["starlette"]
    line = f"starlette=={starlette['version']} --hash=sha256:{starlette['sha256']}"
    assert line in requirements
    assert len(requirements) == len(LOCK["core"]) + len(LOCK["extra"])


def test_another_pyodide_than_the_recorded_one_is_refused(cache, tmp_path, monkeypatch):
    (tmp_path / "pyodide.mjs").write_text("// another", encoding="utf-8")
    monkeypatch.setattr(playground, "PYODIDE", tmp_path)

    with pytest.raises(SystemExit, match=r"pyodide\.mjs of Pyodide is not the file"):
        playground.copy_pyodide({"pyodide": {"pyodide.mjs": LOCK["pyodide"]["pyodide.mjs"]}})


def test_something_is_made_again_only_when_what_it_is_made_of_has_changed(cache):
    made = []
    source = cache / "source"
    for text in ("one", "one", "two"):
        source.write_text(text, encoding="utf-8")
        playground.once("thing", [source], lambda: made.append(source.read_text(encoding="utf-8")))

    assert made == ["one", "two"]


def test_what_could_not_be_made_is_tried_again(cache):
    def fail():
        raise RuntimeError

    with pytest.raises(RuntimeError):
        playground.once("thing", [], fail)

    assert not playground.is_made("thing", [])


@pytest.mark.parametrize(
    ("requirement", "name"),
    [("Jinja2>=3.1", "jinja2"), ("typing_extensions", "typing-extensions"), ("a[b]; x", "a")],
)
def test_a_requirement_names_a_package(requirement, name):
    assert playground.named(requirement) == name


def test_only_examples_that_run_have_a_size(cache):
    know(cache / "work", good="", bad="No module named 'rq'")
    assert runnable.sizes() == {}

    (cache / "playground" / "assets.json").write_text("{}", encoding="utf-8")

    assert runnable.sizes() == {"topic/good": 1234567}


@pytest.fixture(scope="module")
def site(tmp_path_factory, make_site):
    """A site in two languages, with an example that runs and one that does not."""
    site = make_site(tmp_path_factory.mktemp("playground") / "repository")
    site.examples.write("topic/good.py", "a = 1\n")
    site.examples.write("topic/bad.py", "a = 1\n")
    site.write("tutorial/body.md", "# Body { #top }\n\n{* topic/good *}\n\n{* topic/bad *}\n")
    assert site.run("scripts/docs.py", "new-lang", "es").returncode == 0
    return site


def build(site):
    result = site.run("scripts/docs.py", "check")
    assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.site
def test_without_the_playground_no_page_offers_it(site):
    build(site)

    assert 'class="playground"' not in site.built("tutorial/body/index.html")


@pytest.mark.site
def test_pages_of_all_languages_offer_the_playground_of_the_root(site):
    cache = site.root / ".cache"
    for name in ("playground/examples", "playground-work/results"):
        (cache / name).mkdir(parents=True, exist_ok=True)
    (cache / "playground" / "assets.json").write_text("{}", encoding="utf-8")
    know(cache / "playground-work", good="", bad="No module named 'rq'")
    build(site)

    button = '<div class="playground" data-example="topic/good" data-bytes="1234567" data-base="'
    pages = {"tutorial/body/index.html": "../../", "es/tutorial/body/index.html": "../../../"}
    for page, root in pages.items():
        html = site.built(page)
        assert html.count('<div class="playground"') == 1
        assert f'{button}{root}playground/"' in html
        assert re.search('<div data-file="good.py" class="[^"]*highlight">', html)
        assert 'data-file="bad.py"' not in html
    assert (site.root / "site/playground/assets.json").is_file()
    assert not (site.root / "site/es/playground/assets.json").exists()
