"""`etude dev` and `etude run` in this process, with a server that only notes what it gets."""

from __future__ import annotations

import os
import runpy
import sys

import pytest

import etude as package

ONE_APP = "from etude import Etude\n\napp = Etude()\n"


@pytest.fixture(autouse=True)
def main_file(project):
    project.write({"main.py": ONE_APP})


# --- defaults and options


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("dev", {"host": "127.0.0.1", "reload": True}),
        ("run", {"host": "0.0.0.0", "reload": False}),
    ],
)
def test_each_command_has_its_defaults(etude, command, expected):
    outcome = etude(command)

    assert outcome.status == 0
    assert outcome.options == {
        "app": "main:app",
        "port": 8000,
        "reload_dirs": None,
        "workers": None,
        "root_path": "",
        "proxy_headers": True,
        "forwarded_allow_ips": None,
        "factory": False,
        "use_colors": None,
        **expected,
    }


@pytest.mark.parametrize("command", ["dev", "run"])
@pytest.mark.parametrize(
    ("arguments", "option", "value"),
    [
        (["--host", "::1"], "host", "::1"),
        (["--port", "9000"], "port", 9000),
        (["--reload"], "reload", True),
        (["--no-reload"], "reload", False),
        (["--root-path", "/api"], "root_path", "/api"),
        (["--no-proxy-headers"], "proxy_headers", False),
        (["--forwarded-allow-ips", "*"], "forwarded_allow_ips", "*"),
        (["main.py", "--app", "app"], "app", "main:app"),
        (["-e", "main:app"], "app", "main:app"),
        (["--entrypoint", "main:app"], "app", "main:app"),
        (["main:Factory", "--factory"], "factory", True),
    ],
)
def test_both_commands_hand_these_options_to_the_server(
    etude, project, command, arguments, option, value
):
    project.write({"main.py": ONE_APP + "Factory = type(app)\n"})

    outcome = etude(command, *arguments)

    assert outcome.status == 0
    assert outcome.options[option] == value


def test_dev_watches_the_given_directories(etude):
    outcome = etude("dev", "--reload-dir", "src", "--reload-dir", "templates")

    assert outcome.options["reload_dirs"] == ["src", "templates"]


def test_dev_watches_the_project_of_the_pyproject_in_use(etude, project, monkeypatch):
    project.write({"pyproject.toml": '[tool.etude]\nentrypoint = "main:app"\n', "in/notes.txt": ""})
    monkeypatch.chdir("in")

    assert etude("dev").options["reload_dirs"] == [str(project.directory)]
    assert etude("run").options["reload_dirs"] is None


def test_run_starts_several_processes(etude):
    assert etude("run", "--workers", "3").options["workers"] == 3


def test_the_port_is_read_from_the_environment(etude, monkeypatch):
    monkeypatch.setenv("PORT", "9001")

    assert etude("run").options["port"] == 9001
    assert etude("run", "--port", "9002").options["port"] == 9002


def test_no_color_reaches_the_server(etude, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    assert etude("run").options["use_colors"] is False


# --- the environment of the application


def test_dev_sets_the_environment_name_before_the_import(etude, project):
    project.write({"main.py": "import os\nprint('sees', os.environ['ETUDE_ENV'])\n" + ONE_APP})

    assert "sees development" in etude("dev").out


def test_dev_keeps_an_environment_name_that_is_set(etude, monkeypatch):
    monkeypatch.setenv("ETUDE_ENV", "staging")

    etude("dev")

    assert os.environ["ETUDE_ENV"] == "staging"


def test_run_sets_no_environment_name(etude):
    etude("run")

    assert "ETUDE_ENV" not in os.environ


# --- what is printed


@pytest.mark.parametrize(
    ("arguments", "command"),
    [
        ([], "etude run"),
        (["main.py", "--app", "app"], "etude run main.py --app app"),
        (["-e", "main:app"], "etude run --entrypoint main:app"),
        (["main:Factory", "--factory"], "etude run main:Factory --factory"),
        (["my files/main.py"], "etude run 'my files/main.py'"),
    ],
)
def test_dev_says_that_it_is_for_development_and_names_the_command_for_production(
    etude, project, arguments, command
):
    project.write({"main.py": ONE_APP + "Factory = type(app)\n", "my files/main.py": ONE_APP})

    out = etude("dev", *arguments).out

    assert "development mode" in out
    assert f"for production use: {command}\n" in out


def test_the_banner_goes_to_the_standard_output(etude):
    outcome = etude("run", "--port", "8123")

    assert "production mode" in outcome.out
    assert "http://0.0.0.0:8123 (on this machine: http://127.0.0.1:8123)" in outcome.out
    assert outcome.err == ""


@pytest.mark.parametrize("arguments", [["--verbose", "run"], ["run", "--verbose"], ["run", "-v"]])
def test_verbose_explains_how_the_application_was_found(etude, arguments):
    assert "Import root" in etude(*arguments).out
    assert "Import root" not in etude("run").out


def test_version_is_printed_with_those_of_the_foundations(etude):
    outcome = etude("--version")

    assert outcome.status == 0
    first, *others = outcome.out.splitlines()
    assert first == f"Etude {package.__version__}"
    assert [line.split()[0] for line in others] == [
        "Python",
        "Starlette",
        "Pydantic",
        "Uvicorn",
        "Typer",
    ]
    assert outcome.err == ""


HELP = {
    "": ["--version", "--verbose", "--install-completion", "--show-completion", "dev", "run"],
    "dev": [
        "--host HOST [default: 127.0.0.1]",
        "--port PORT [default: 8000; env var: PORT]",
        "--reload / --no-reload [default: reload]",
        "--reload-dir DIRECTORY [default: the current directory",
        "--root-path PATH",
        "--app NAME",
        "-e, --entrypoint MODULE:NAME",
        "--factory",
        "--proxy-headers / --no-proxy-headers [default: proxy-headers]",
        "--forwarded-allow-ips ADDRESSES [default: FORWARDED_ALLOW_IPS, else 127.0.0.1]",
        "-v, --verbose",
        "-h, --help",
    ],
    "run": [
        "--host HOST [default: 0.0.0.0]",
        "--port PORT [default: 8000; env var: PORT]",
        "--reload / --no-reload [default: no-reload]",
        "--workers NUMBER [default: WEB_CONCURRENCY, else 1]",
        "--root-path PATH",
        "--app NAME",
        "-e, --entrypoint MODULE:NAME",
        "--factory",
        "--proxy-headers / --no-proxy-headers [default: proxy-headers]",
        "--forwarded-allow-ips ADDRESSES [default: FORWARDED_ALLOW_IPS, else 127.0.0.1]",
        "-v, --verbose",
        "-h, --help",
    ],
}


@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", sorted(HELP))
def test_help_lists_every_option_with_its_default_and_variable(etude, command, flag):
    outcome = etude(*command.split(), flag)

    assert outcome.status == 0
    assert outcome.err == ""
    words = " ".join(outcome.out.replace("no-\n", "no-").split()).replace("no- reload", "no-reload")
    for expected in HELP[command]:
        option, _, default = expected.partition(" [")
        assert option in words
        assert default in words[words.index(option) :]


# --- what is refused


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "Missing command"),
        (["deploy"], "deploy"),
        (["dev", "--workers", "2"], "--workers"),
        (["run", "--reload-dir", "."], "--reload-dir"),
        (["run", "--workers", "2", "--reload"], "'--workers': 2 processes cannot be reloaded"),
        (["run", "--workers", "none"], "'--workers': 'none' is not a number of processes"),
        (["run", "--workers", "0"], "'--workers': '0' is not a number of processes"),
        (["run", "--port", "70000"], "'--port': '70000' is not a port"),
        (["run", "--port", "http"], "'--port': 'http' is not a port"),
    ],
)
def test_a_usage_error_is_told_with_status_2_on_the_error_stream(etude, arguments, told):
    outcome = etude(*arguments)

    assert (outcome.status, outcome.out, outcome.served) == (2, "", [])
    assert "Usage: etude" in outcome.err
    assert told in outcome.err


def test_a_port_in_the_environment_that_is_no_number_names_option_and_variable(etude, monkeypatch):
    monkeypatch.setenv("PORT", "http")

    outcome = etude("run")

    assert outcome.status == 2
    assert "--port" in outcome.err
    assert "environment variable PORT" in outcome.err


def test_one_worker_may_be_reloaded(etude):
    assert etude("run", "--workers", "1", "--reload").status == 0


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["missing.py"], 1, "missing.py"),
        (["no_app.py"], 1, "no_app.py"),
        (["broken.py"], 1, "import not_installed_anywhere"),
        (["-e", "main"], 1, "module:name"),
        (["-e", "main:nothing"], 3, "nothing"),
    ],
)
@pytest.mark.parametrize("command", ["dev", "run"])
def test_a_failed_search_is_told_on_the_error_stream_without_a_traceback(
    etude, project, command, arguments, status, told
):
    project.write({"no_app.py": "answer = 42\n", "broken.py": "import not_installed_anywhere\n"})

    outcome = etude(command, *arguments)

    assert (outcome.status, outcome.out, outcome.served) == (status, "", [])
    assert outcome.err.startswith("etude: ")
    assert told in outcome.err
    assert "Traceback" not in outcome.err


def test_verbose_shows_the_whole_traceback_of_a_failed_import(etude, project):
    project.write({"broken.py": "import not_installed_anywhere\n"})

    outcome = etude("run", "broken.py", "--verbose")

    assert outcome.status == 1
    assert "Traceback" in outcome.err
    assert "See the whole" not in outcome.err
    assert "importlib" in outcome.err


def test_verbose_adds_nothing_to_a_search_that_imported_nothing(etude):
    assert "Traceback" not in etude("run", "missing.py", "--verbose").err


# --- the program itself


@pytest.fixture
def forgotten_commands(monkeypatch):
    for name in ("etude.cli.commands", "etude.cli.targets", "etude.__main__"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.parametrize("name", ["typer", "uvicorn"])
def test_without_the_standard_extra_the_command_says_how_to_install_it(
    monkeypatch, project, forgotten_commands, name
):
    from etude.cli import main

    monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(SystemExit) as ended:
        main()

    assert f"`{name}`" in str(ended.value.code)
    assert 'pip install "etude[standard]"' in str(ended.value.code)


def test_another_missing_module_is_not_mistaken_for_the_extra(
    monkeypatch, project, forgotten_commands
):
    from etude.cli import main

    monkeypatch.setitem(sys.modules, "etude.cli.output", None)

    with pytest.raises(ModuleNotFoundError, match=r"etude\.cli\.output"):
        main()


def test_the_package_runs_as_the_command(monkeypatch, project, capsys, forgotten_commands):
    monkeypatch.setattr(sys, "argv", ["etude", "--version"])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module("etude", run_name="__main__", alter_sys=True)

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("Etude ")


def test_a_child_process_of_the_server_does_not_run_the_command(project, forgotten_commands):
    assert runpy.run_module("etude.__main__", run_name="__mp_main__")["main"] is not None
