"""How an application is found, through `etude.cli.discovery`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from etude.cli.discovery import Found, find
from etude.cli.targets import DiscoveryError, Origin, Search, locate

ONE_APP = "from etude import Etude\n\napp = Etude()\n"
NO_APP = "answer = 42\n"


def search(project, path=None, **given) -> Search:
    return Search(project.directory, path, **given)


def found(project, path=None, **given) -> Found:
    return find(search(project, path, **given))


def refusal(project, path=None, **given) -> DiscoveryError:
    with pytest.raises(DiscoveryError) as refused:
        found(project, path, **given)
    return refused.value


# --- files and packages


@pytest.mark.parametrize(
    ("files", "path", "module", "root"),
    [
        (["main.py"], "main.py", "main", "."),
        (["inner/main.py"], "inner/main.py", "main", "inner"),
        (["shop/__init__.py", "shop/main.py"], "shop/main.py", "shop.main", "."),
        (
            ["shop/__init__.py", "shop/api/__init__.py", "shop/api/v1.py"],
            "shop/api/v1.py",
            "shop.api.v1",
            ".",
        ),
        (["src/shop/__init__.py", "src/shop/main.py"], "src/shop/main.py", "shop.main", "src"),
        (["shop/__init__.py"], "shop/__init__.py", "shop", "."),
        (["shop/__init__.py"], "shop", "shop", "."),
        (["plain/main.py"], "plain", "main", "plain"),
        (["my-shop.py"], "my-shop.py", "my-shop", "."),
    ],
)
def test_a_path_becomes_a_module_below_the_first_directory_that_is_no_package(
    project, files, path, module, root
):
    project.write(dict.fromkeys(files, ONE_APP))

    result = found(project, path)

    assert (result.module, result.root) == (module, (project.directory / root).resolve())
    assert result.import_string == f"{module}:app"
    assert result.origin is Origin.PATH
    assert sys.path[0] == str(result.root)


def test_an_absolute_path_is_found_from_anywhere(project, monkeypatch):
    project.write({"main.py": ONE_APP, "elsewhere/empty.txt": ""})
    monkeypatch.chdir("elsewhere")

    result = find(Search(Path.cwd(), str(project.directory / "main.py")))

    assert result.file == project.directory / "main.py"


@pytest.mark.parametrize("name", ["main.py", "app.py"])
def test_a_package_without_an_application_of_its_own_uses_its_main_or_app_file(project, name):
    project.write({"shop/__init__.py": NO_APP, f"shop/{name}": ONE_APP})

    assert found(project, "shop").import_string == f"shop.{name[:-3]}:app"


def test_the_application_of_the_package_comes_before_that_of_its_main_file(project):
    project.write({"shop/__init__.py": ONE_APP, "shop/main.py": "raise ValueError('imported')"})

    assert found(project, "shop").module == "shop"


def test_a_named_application_of_a_package_may_be_in_its_main_file(project):
    project.write({"shop/__init__.py": NO_APP, "shop/main.py": ONE_APP})

    assert found(project, "shop", app_name="app").module == "shop.main"


# --- default files


@pytest.mark.parametrize(
    "name", ["main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py"]
)
def test_each_default_file_is_found_without_a_path(project, name):
    project.write({name: ONE_APP})

    result = found(project)

    assert result.file == project.directory / name
    assert result.origin is Origin.DEFAULT_FILE


def test_the_default_files_have_an_order(project):
    project.write({"app/main.py": ONE_APP, "api.py": ONE_APP, "app.py": ONE_APP})

    assert found(project).module == "app"


def test_without_a_default_file_the_error_names_all_that_were_looked_for(project):
    message = str(refusal(project))

    assert str(project.directory) in message
    for name in ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py"):
        assert name in message
    assert "[tool.etude]" in message


# --- which application


def test_app_is_preferred_to_api_and_api_to_the_others(project):
    project.write({"main.py": "from etude import Etude\nfirst = Etude()\napi = Etude()\n"})
    assert found(project).app_name == "api"

    project.write(
        {"other.py": "from etude import Etude\nx = Etude()\napi = Etude()\napp = Etude()\n"}
    )
    assert found(project, "other.py").app_name == "app"


def test_a_preferred_name_that_holds_something_else_is_passed_over(project):
    project.write({"main.py": "from etude import Etude\napp = 1\nservice = Etude()\n"})

    assert found(project).app_name == "service"


def test_the_first_application_in_definition_order_is_taken_and_the_others_are_named(project):
    project.write(
        {"main.py": "from etude import Etude\nzeta = Etude()\nsame = zeta\nbeta = Etude()\n"}
    )

    result = found(project)

    assert (result.app_name, result.others) == ("zeta", ("beta",))
    assert "first" in result.reason


def test_a_single_application_of_any_name_has_no_others(project):
    project.write({"main.py": "from etude import Etude\nservice = Etude()\n"})

    assert found(project).others == ()


def test_an_instance_of_a_subclass_is_an_application(project):
    project.write(
        {"main.py": "from etude import Etude\nclass Shop(Etude):\n    pass\nshop = Shop()\n"}
    )

    assert found(project).app_name == "shop"


def test_app_names_the_variable(project):
    project.write({"main.py": ONE_APP + "admin = Etude()\n"})

    result = found(project, "main.py", app_name="admin")

    assert result.import_string == "main:admin"
    assert result.app is not None


def test_app_is_looked_for_in_the_default_file_even_when_an_entrypoint_is_configured(project):
    project.write(
        {
            "main.py": ONE_APP + "admin = Etude()\n",
            "pyproject.toml": '[tool.etude]\nentrypoint = "other:app"\n',
        }
    )

    assert found(project, app_name="admin").import_string == "main:admin"


def test_a_name_that_is_not_there_is_refused_with_the_file(project):
    project.write({"main.py": ONE_APP})

    message = str(refusal(project, "main.py", app_name="admin"))

    assert "`admin`" in message
    assert str(project.directory / "main.py") in message


@pytest.mark.parametrize(
    ("line", "kind", "advises_factory"),
    [("admin = 42", "int", False), ("def admin(): ...", "function", True)],
)
def test_a_name_that_holds_no_application_is_refused_with_its_type(
    project, line, kind, advises_factory
):
    project.write({"main.py": line})

    message = str(refusal(project, "main.py", app_name="admin"))

    assert f"`admin` in {project.directory / 'main.py'} is a {kind}" in message
    assert ("--factory" in message) is advises_factory


def test_a_file_without_an_application_is_refused_with_what_was_looked_for(project):
    project.write({"main.py": NO_APP})

    message = str(refusal(project, "main.py"))

    assert str(project.directory / "main.py") in message
    assert "`app`" in message
    assert "`api`" in message
    assert "app = Etude()" in message


def test_a_package_without_an_application_is_refused_with_all_the_files(project):
    project.write({"shop/__init__.py": NO_APP, "shop/main.py": NO_APP, "shop/app.py": NO_APP})

    message = str(refusal(project, "shop"))

    for name in ("__init__.py", "main.py", "app.py"):
        assert str(project.directory / "shop" / name) in message


# --- paths that cannot be


def test_a_missing_file_names_what_was_looked_for(project):
    error = refusal(project, "missing.py")

    assert str(project.directory / "missing.py") in str(error)
    assert "main:app" in str(error)
    assert error.exit_status == 1


def test_a_directory_without_python_files_of_the_known_names_is_refused(project):
    project.write({"shop/items.py": ONE_APP})

    message = str(refusal(project, "shop"))

    assert "__init__.py, main.py and app.py" in message


@pytest.mark.parametrize("name", ["README.md", "main.v2.py"])
def test_a_file_that_no_import_can_name_is_refused(project, name):
    project.write({name: ONE_APP})

    assert name in str(refusal(project, name))


@pytest.mark.parametrize("name", ["json.py", "sys.py"])
def test_a_file_whose_name_belongs_to_another_module_is_refused(project, name):
    project.write({name: ONE_APP})

    message = str(refusal(project, name))

    assert f"`{name[:-3]}`" in message
    assert "Rename the file." in message


# --- import strings


def test_an_entrypoint_is_imported_from_the_current_directory(project):
    project.write({"shop/__init__.py": "", "shop/main.py": ONE_APP})

    result = found(project, entrypoint="shop.main:app")

    assert result.import_string == "shop.main:app"
    assert result.root == project.directory
    assert result.origin is Origin.ENTRYPOINT
    assert result.app is not None


def test_an_import_string_is_accepted_as_the_path(project):
    project.write({"main.py": ONE_APP})

    result = found(project, "main:app")

    assert (result.import_string, result.origin) == ("main:app", Origin.IMPORT_STRING)


def test_an_import_string_reaches_an_attribute_of_an_object(project):
    project.write({"main.py": ONE_APP + "class Box:\n    service = app\n"})

    assert found(project, "main:Box.service").app is not None


@pytest.mark.parametrize("value", ["main", "main:", ":app", "main:1", "a/b:app", "main:app:x", ""])
def test_an_entrypoint_of_another_form_is_refused(project, value):
    error = refusal(project, entrypoint=value)

    assert repr(value) in str(error)
    assert "module:name" in str(error)
    assert error.exit_status == 1


@pytest.mark.parametrize(
    ("given", "named"),
    [({"path": "main.py"}, "a path (main.py)"), ({"app_name": "app"}, "--app (app)")],
)
def test_an_entrypoint_beside_a_path_or_a_name_is_refused(project, given, named):
    project.write({"main.py": ONE_APP})

    assert named in str(refusal(project, entrypoint="main:app", **given))


def test_an_import_string_beside_a_name_is_refused(project):
    project.write({"main.py": ONE_APP})

    assert "--app (app)" in str(refusal(project, "main:app", app_name="app"))


def test_a_file_with_a_name_behind_a_colon_is_told_how_to_be_written(project):
    project.write({"main.py": ONE_APP})

    assert "main.py --app admin" in str(refusal(project, "main.py:admin"))


def test_an_import_string_with_a_missing_attribute_has_the_exit_status_of_the_server(project):
    project.write({"main.py": ONE_APP})

    error = refusal(project, entrypoint="main:aplication")

    assert "no attribute `aplication`" in str(error)
    assert "It has app" in str(error)
    assert error.exit_status == 3


def test_a_missing_attribute_of_a_module_without_applications_says_so(project):
    project.write({"main.py": NO_APP})

    assert "It holds no application." in str(refusal(project, entrypoint="main:app"))


def test_a_missing_module_names_the_files_that_were_looked_for(project):
    message = str(refusal(project, entrypoint="shop.main:app"))

    assert "no module `shop.main`" in message
    assert str(project.directory / "shop.py") in message


def test_an_application_of_another_framework_is_left_to_the_server(project):
    project.write({"main.py": "async def app(scope, receive, send): ...\n"})

    result = found(project, entrypoint="main:app")

    assert result.app is None
    assert not result.factory


# --- factories

FACTORY = ONE_APP + "def create_app():\n    raise ValueError('called')\n"


@pytest.mark.parametrize(
    "given",
    [
        {"path": "main.py", "app_name": "create_app"},
        {"path": "main:create_app"},
        {"entrypoint": "main:create_app"},
    ],
)
def test_a_factory_is_found_and_left_to_the_server_to_call(project, given):
    project.write({"main.py": FACTORY})

    result = found(project, factory=True, **given)

    assert result.import_string == "main:create_app"
    assert result.factory
    assert result.app is None


def test_a_factory_needs_a_name(project):
    project.write({"main.py": FACTORY})

    assert "--app create_app --factory" in str(refusal(project, "main.py", factory=True))


@pytest.mark.parametrize(("name", "kind"), [("app", "an application"), ("number", "a int")])
def test_what_is_no_function_is_refused_as_a_factory(project, name, kind):
    project.write({"main.py": ONE_APP + "number = 1\n"})

    message = str(refusal(project, "main.py", app_name=name, factory=True))

    assert f"is {kind}" in message


# --- imports that fail


def test_a_failing_import_shows_only_the_users_frames_and_the_failing_line(project):
    project.write(
        {
            "main.py": "import importlib\nimportlib.import_module('routers')\n",
            "routers.py": "from etude import Etude\nimport not_installed_anywhere\n",
        }
    )

    message = str(refusal(project, "main.py"))

    frames = [line for line in message.splitlines() if line.lstrip().startswith("File ")]
    assert [Path(frame.split('"')[1]).name for frame in frames] == ["main.py", "routers.py"]
    assert "import not_installed_anywhere" in message
    assert "No module named 'not_installed_anywhere'" in message
    assert "__init__.py" in message
    assert str(project.directory) in message


def test_an_import_of_a_name_that_is_not_there_shows_the_line(project):
    project.write({"main.py": "from json import not_there\n"})

    message = str(refusal(project, "main.py"))

    assert "from json import not_there" in message
    assert "ImportError: cannot import name 'not_there'" in message
    assert "__init__.py" in message


def test_another_error_in_the_module_shows_the_line_without_the_hint_on_packages(project):
    project.write({"main.py": "import json\n\njson.loads('{')\n"})

    message = str(refusal(project, "main.py"))

    assert 'main.py", line 3' in message
    assert "json.loads('{')" in message
    assert "decoder.py" not in message
    assert "__init__.py" not in message


def test_a_syntax_error_shows_file_and_line(project):
    project.write({"main.py": "app = (\n"})

    message = str(refusal(project, "main.py"))

    assert f'File "{project.directory / "main.py"}", line 1' in message
    assert "SyntaxError" in message


def test_a_frame_of_an_installed_package_is_not_the_users(project):
    project.write(
        {
            "main.py": "import sys\nsys.path.append('venv/site-packages')\nimport broken\n",
            "venv/site-packages/broken.py": "1 / 0\n",
        }
    )

    message = str(refusal(project, "main.py"))

    assert "import broken" in message
    assert "ZeroDivisionError" in message
    assert "broken.py" not in message


# --- nothing is imported too early


def test_locating_imports_nothing(project):
    project.write({"main.py": "raise ValueError('imported')\n"})

    (target,) = locate(search(project, "main.py"))

    assert (target.module, target.file) == ("main", project.directory / "main.py")
    assert "main" not in sys.modules
