"""What runs examples in the pages: what it is made of, and what the pages have of it."""

from __future__ import annotations

import argparse
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
    packages = {name: each for group in LOCK["packages"].values() for name, each in group.items()}

    assert {"pydantic-core", "starlette", "jinja2", "markupsafe"} <= packages.keys()
    for checksum in [each[1] for each in packages.values()]:
        assert re.fullmatch("sha256:[0-9a-f]{64}", checksum)
    for checksum in LOCK["files"].values():
        assert re.fullmatch("[0-9a-f]{64}", checksum)
    assert "://" not in playground.LOCK.read_text(encoding="utf-8")


def test_wheels_are_downloaded_by_their_checksums(cache, monkeypatch):
    commands = []
    monkeypatch.setattr(playground, "run", lambda *command: commands.append(command))

    playground.get_packages({**LOCK, "files": {}})

    assert {"download", "--no-deps", "--require-hashes"} <= {*commands[0]}
    requirements = (cache / "work" / "requirements.txt").read_text(encoding="utf-8").split("\n")
    version, checksum = LOCK["packages"]["packages"]["starlette"]
    assert f"starlette=={version} --hash={checksum}" in requirements
    assert len(requirements) == len({*requirements})
    assert (cache / "playground" / "swagger" / "swagger-ui.css").is_file()


def test_another_file_than_the_recorded_one_is_refused(cache, tmp_path, monkeypatch):
    (tmp_path / "node_modules" / "pyodide").mkdir(parents=True)
    (tmp_path / "node_modules" / "pyodide" / "pyodide.mjs").write_text("// other", encoding="utf-8")
    monkeypatch.setattr(playground, "NODE", tmp_path)
    monkeypatch.setattr(playground, "run", lambda *command: None)

    name = "pyodide/pyodide.mjs"
    with pytest.raises(SystemExit, match=r"pyodide/pyodide\.mjs is not the file"):
        playground.get_packages({"packages": {}, "files": {name: LOCK["files"][name]}})


def test_all_is_made_unless_topics_are_named(monkeypatch):
    made = []
    monkeypatch.setattr(playground, "PYODIDE", playground.PROGRAMS)
    monkeypatch.setattr(playground.shutil, "which", lambda name: name)
    monkeypatch.setattr(playground.importlib.util, "find_spec", lambda name: name)
    monkeypatch.setattr(playground.shutil, "rmtree", lambda *folder, **options: None)
    for name in ("get_packages", "write_archives"):
        monkeypatch.setattr(playground, name, lambda lock, name=name: made.append(name))
    monkeypatch.setattr(playground, "look_at_examples", made.append)

    for topics in (["body"], []):
        playground.playground(argparse.Namespace(topics=topics, renew=False))

    assert made[:3] == [["body"], "get_packages", "write_archives"]
    assert {"body", "websockets"} <= {*made[3]}


def test_the_newest_packages_are_recorded(cache, monkeypatch):
    def install(*command):
        wanted = [name for name in ("starlette", "jinja2") if name in command]
        found = {
            "install": [
                {
                    "metadata": {"name": name.title(), "version": "9.0"},
                    "download_info": {"archive_info": {"hashes": {"sha256": "ab"}}},
                }
                for name in wanted
            ]
        }
        (cache / "work" / "report.json").write_text(json.dumps(found), encoding="utf-8")

    monkeypatch.setattr(playground, "run", install)
    monkeypatch.setattr(playground, "LOCK", cache / "lock.json")

    playground.renew({"files": {}, "wanted": ["starlette"], "extra": ["jinja2"]})

    lock = json.loads((cache / "lock.json").read_text(encoding="utf-8"))
    assert lock["packages"] == {
        "packages": {"starlette": ["9.0", "sha256:ab"]},
        "extra-jinja2": {"jinja2": ["9.0", "sha256:ab"]},
    }


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
    site.examples.write("browser/worker.js", "// works\n")
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
    assert site.built("playground/worker.js") == "// works\n"
    assert not (site.root / "site/es/playground/assets.json").exists()
