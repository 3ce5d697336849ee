"""What is printed before the server speaks, through `etude.cli.output`."""

from __future__ import annotations

import sys

import pytest

from etude.cli.discovery import find
from etude.cli.output import banner, explanation
from etude.cli.targets import Search

LOCAL = ("127.0.0.1", 8000)


def application(project, arguments=""):
    project.write({"main.py": f"from etude import Etude\n\napp = Etude({arguments})\n"})
    return find(Search(project.directory, "main.py"))


def printed(found, address=LOCAL) -> str:
    return banner(found, *address)


def documentation(text: str) -> list[str]:
    return [
        line.split(None, 1)[1] for line in text.splitlines() if line.startswith("Documentation")
    ]


def test_the_banner_tells_mode_import_string_addresses_and_logs_in_this_order(project):
    text = printed(application(project))

    parts = [
        "production",
        "main:app",
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8000/docs",
        "Logs:",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_development_is_announced_with_the_command_for_production(project):
    text = banner(application(project), *LOCAL, production_command="etude run main.py")

    assert "development" in text.splitlines()[0]
    assert "for production use: etude run main.py" in text


@pytest.mark.parametrize(
    ("arguments", "path"),
    [
        ("", "/docs"),
        ("docs_url='/manual'", "/manual"),
        ("root_path='/api/v1'", "/api/v1/docs"),
        ("root_path='/api/v1/', docs_url='/manual'", "/api/v1/manual"),
    ],
)
def test_the_documentation_is_where_the_application_puts_it(project, arguments, path):
    assert documentation(printed(application(project, arguments))) == [
        f"http://127.0.0.1:8000{path}"
    ]


@pytest.mark.parametrize("arguments", ["docs_url=None", "openapi_url=None"])
def test_no_documentation_is_shown_where_it_is_disabled(project, arguments):
    assert documentation(printed(application(project, arguments))) == []


def test_no_documentation_is_shown_for_an_application_that_is_not_made_yet(project):
    project.write({"main.py": "def create_app(): ...\n"})
    found = find(Search(project.directory, "main:create_app", factory=True))

    text = printed(found, ("127.0.0.1", 8000, "/api"))

    assert documentation(text) == []
    assert "http://127.0.0.1:8000" in text


def test_the_root_path_of_the_server_is_part_of_the_documentation_address(project):
    text = printed(application(project), ("127.0.0.1", 8000, "/api"))

    assert documentation(text) == [
        "http://127.0.0.1:8000/api/docs (through the proxy that removes /api)"
    ]


def test_the_root_path_of_the_application_wins_over_that_of_the_server(project):
    text = printed(application(project, "root_path='/own'"), ("127.0.0.1", 8000, "/api"))

    assert documentation(text) == ["http://127.0.0.1:8000/own/docs"]


@pytest.mark.parametrize(
    ("host", "server", "docs"),
    [
        ("localhost", "http://localhost:80", "http://localhost:80/docs"),
        ("::1", "http://[::1]:80", "http://[::1]:80/docs"),
        (
            "0.0.0.0",
            "http://0.0.0.0:80 (on this machine: http://127.0.0.1:80)",
            "http://127.0.0.1:80/docs",
        ),
        ("::", "http://[::]:80 (on this machine: http://[::1]:80)", "http://[::1]:80/docs"),
    ],
)
def test_the_addresses_can_be_opened_as_they_are_shown(project, host, server, docs):
    text = printed(application(project), (host, 80))

    assert f"Server         {server}\n" in text
    assert documentation(text) == [docs]


def test_a_free_port_is_left_to_the_logs(project):
    text = printed(application(project), ("127.0.0.1", 0))

    assert "free port" in text
    assert ":0" not in text


def test_an_application_found_by_its_file_name_comes_with_the_lines_for_pyproject(project):
    project.write({"main.py": "from etude import Etude\n\napp = Etude()\n"})

    text = printed(find(Search(project.directory)))

    assert '\n    [tool.etude]\n    entrypoint = "main:app"\n' in text


def test_the_lines_for_pyproject_are_left_out_where_they_would_not_work(project):
    project.write({"app/main.py": "from etude import Etude\n\napp = Etude()\n"})

    assert "[tool.etude]" not in printed(find(Search(project.directory)))


@pytest.mark.parametrize("given", [{"path": "main.py"}, {"entrypoint": "main:app"}])
def test_the_lines_for_pyproject_are_left_out_where_the_application_was_named(project, given):
    project.write({"main.py": "from etude import Etude\n\napp = Etude()\n"})

    assert "[tool.etude]" not in printed(find(Search(project.directory, **given)))


def test_several_applications_are_named(project):
    project.write({"main.py": "from etude import Etude\nb = Etude()\na = Etude()\nc = Etude()\n"})

    text = printed(find(Search(project.directory)))

    assert "`b`, `a` and `c`; the first is taken" in text
    assert "--app" in text


# --- colours


def test_on_a_terminal_the_addresses_are_links_and_the_words_are_the_same(project, monkeypatch):
    found = application(project)
    assert "\x1b" not in printed(found)

    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    url = "http://127.0.0.1:8000/docs"
    assert f"\x1b]8;;{url}\x1b\\{url}\x1b]8;;\x1b\\" in printed(found)
    assert "\x1b[32mmain:app\x1b[0m" in printed(found)


def test_no_color_is_honoured_on_a_terminal(project, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b" not in printed(application(project))


# --- the explanation


def rows(text: str) -> dict[str, str]:
    return {
        label: value.strip()
        for label, _, value in (line.partition(":") for line in text.splitlines())
    }


def test_the_explanation_tells_how_a_path_became_an_application(project):
    project.write(
        {
            "shop/__init__.py": "",
            "shop/web/__init__.py": "",
            "shop/web/main.py": "from etude import Etude\n\napi = Etude()\n",
        }
    )

    text = explanation(find(Search(project.directory, "shop/web/main.py")))

    told = rows(text)
    assert told["Import root"] == str(project.directory)
    assert told["Module"] == "shop.web.main, from the path argument"
    assert told["Application"] == "api, the variable `api`"
    assert told["Import"] == "from shop.web.main import api"
    assert str(project.directory / "shop/web/main.py") in told["Searched"]
    assert text.endswith(
        "Package:\n  shop/\n    __init__.py\n    web/\n      __init__.py\n      main.py\n"
    )


def test_the_explanation_draws_a_package_with_its_init_file_once(project):
    project.write({"shop/__init__.py": "from etude import Etude\n\napp = Etude()\n"})

    text = explanation(find(Search(project.directory, "shop")))

    assert text.endswith("Package:\n  shop/\n    __init__.py\n")


@pytest.mark.parametrize(
    ("given", "source"),
    [
        ({"path": "main:app"}, "the import string given as the path"),
        ({"entrypoint": "main:app"}, "--entrypoint"),
        ({"path": "main.py"}, "the path argument"),
        ({}, "the default files"),
    ],
)
def test_the_explanation_names_the_source_of_the_module(project, given, source):
    project.write({"main.py": "from etude import Etude\n\napp = Etude()\n"})

    text = explanation(find(Search(project.directory, **given)))

    assert rows(text)["Module"] == f"main, from {source}"


def test_the_explanation_names_the_pyproject_in_use(project):
    project.write(
        {
            "main.py": "from etude import Etude\n\napp = Etude()\n",
            "pyproject.toml": '[tool.etude]\nentrypoint = "main:app"\n',
            "inner/notes.txt": "",
        }
    )

    told = rows(explanation(find(Search(project.directory / "inner"))))

    assert told["Module"] == "main, from [tool.etude] in pyproject.toml"
    assert told["Searched"].endswith(str(project.directory))


def test_the_explanation_of_an_installed_module_names_its_file(project):
    project.write({"elsewhere/installed.py": "from etude import Etude\n\napp = Etude()\n"})
    sys.path.append(str(project.directory / "elsewhere"))

    text = explanation(find(Search(project.directory / "inner", entrypoint="installed:app")))

    assert str(project.directory / "elsewhere" / "installed.py") in text


def test_the_explanation_of_a_namespace_package_says_that_it_has_no_file(project):
    project.write({"spread/notes.txt": ""})

    text = explanation(find(Search(project.directory, entrypoint="spread:__name__")))

    assert "several directories" in text
