"""`etude migrate`: what it changes in files, what it tells, and how it ends."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("libcst", reason="`etude migrate` needs the extra etude[migrate]")

from hypothesis import given, settings
from hypothesis import strategies as st

from etude.cli.rewriting import rewrite


def changed(source: str) -> str:
    return rewrite(source.encode())[0].decode()


def told(source: str) -> list:
    return rewrite(source.encode())[1]


# --- imports and names


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("from fastapi import FastAPI\napp = FastAPI()", "from etude import Etude\napp = Etude()"),
        ("from fastapi import FastAPI as App\nApp()", "from etude import Etude as App\nApp()"),
        ("from fastapi import Query, Depends as D", "from etude import Query, Depends as D"),
        ("import fastapi\nfastapi.FastAPI()", "import etude\netude.Etude()"),
        ("import fastapi as fa\nfa.FastAPI(fa.Query)", "import etude as fa\nfa.Etude(fa.Query)"),
        ("import fastapi.routing\nfastapi.routing.x", "import etude.routing\netude.routing.x"),
        ("import fastapi.routing as r, os", "import etude.routing as r, os"),
        ("import fastapi\nimport etude", "import etude\nimport etude"),
        ("from fastapi.security import http", "from etude.security import http"),
        (
            "from fastapi.exceptions import FastAPIError\ntry: ...\nexcept FastAPIError: ...",
            "from etude.exceptions import EtudeError\ntry: ...\nexcept EtudeError: ...",
        ),
        (
            "from fastapi import applications\napplications.FastAPI",
            "from etude import applications\napplications.Etude",
        ),
        (
            "def f():\n    from fastapi import FastAPI\n    return FastAPI()",
            "def f():\n    from etude import Etude\n    return Etude()",
        ),
        (
            "from fastapi import FastAPI\nf(FastAPI=FastAPI, fastapi=x.FastAPI)",
            "from etude import Etude\nf(FastAPI=Etude, fastapi=x.FastAPI)",
        ),
        (
            "from fastapi import FastAPI\nclass A(FastAPI): ...",
            "from etude import Etude\nclass A(Etude): ...",
        ),
    ],
)
def test_imports_and_the_names_that_differ_are_changed(before, after):
    assert changed(before) == after
    assert told(before) == []


@pytest.mark.parametrize(
    "rest",
    [
        "try: ...\nexcept ImportError:\n    FastAPI = None\nFastAPI()",
        "class Etude: ...\nFastAPI()",
        "def f(FastAPI): return FastAPI\nFastAPI()",
        "import Etude\nFastAPI()",
    ],
)
def test_a_name_that_means_something_else_too_stays_and_is_imported_as_it(rest):
    assert changed(f"from fastapi import FastAPI\n{rest}") == (
        f"from etude import Etude as FastAPI\n{rest}"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('def f(a: "FastAPI") -> "list[FastAPI]": ...', 'def f(a: "Etude") -> "list[Etude]": ...'),
        ("a: 'Optional[FastAPI]' = 1", "a: 'Optional[Etude]' = 1"),
        ('a: Optional["FastAPI"]', 'a: Optional["Etude"]'),
        ('a: Annotated["FastAPI", "kept"]', 'a: Annotated["Etude", "kept"]'),
        ('a = cast("FastAPI", b)', 'a = cast("Etude", b)'),
        ('a = typing.cast("FastAPI", b)', 'a = typing.cast("Etude", b)'),
        ('T = TypeVar("T", bound="FastAPI")', 'T = TypeVar("T", bound="Etude")'),
        ('a: "other.FastAPI | FastAPI"', 'a: "other.FastAPI | Etude"'),
        ('a: "FastAPI ("', 'a: "Etude ("'),
        ("a: \"List['FastAPI']\"", "a: \"List['Etude']\""),
        ('a: r"FastAPI" "[int]"', 'a: r"Etude" "[int]"'),
    ],
)
def test_names_in_strings_that_are_types_are_changed(before, after):
    line = "from fastapi import FastAPI\n"
    assert changed(line + before) == f"from etude import Etude\n{after}"
    assert told(line + before) == []


def test_a_string_may_name_the_package():
    assert changed('import fastapi\na: "fastapi.FastAPI"') == 'import etude\na: "etude.Etude"'


FORMATTED = """\
# fastapi here
import fastapi , os   # both

from fastapi import (
    FastAPI,   # the app
      Query as Q ,
)
app=FastAPI( title = 'FastAPI shop' , )\t
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_the_format_stays_as_it_is(newline, encoding):
    before = f"# coding: {encoding}\nname = 'café'\n{FORMATTED}".replace("\n", newline)
    after = (
        before.replace("import fastapi", "import etude")
        .replace("from fastapi", "from etude")
        .replace("FastAPI,", "Etude,")
        .replace("FastAPI(", "Etude(")
    )
    assert rewrite(before.encode(encoding)) == (after.encode(encoding), [])


def test_a_file_without_the_word_is_not_even_parsed():
    assert rewrite(b"not = [python") == (b"not = [python", [])


PIECES = st.sampled_from(
    [
        *("import fastapi\n", "from fastapi import FastAPI\n", "import fastapi.routing as r\n"),
        *(
            "from fastapi import FastAPI as F\n",
            "FastAPI = 1\n",
            "etude = 1\n",
            "class Etude: ...\n",
        ),
        *("from etude import Etude\n", "x: 'FastAPI' = FastAPI\n", "fastapi.FastAPI()\n"),
        *("def f(FastAPI: 'fastapi.FastAPI'): return FastAPI\n", "'fastapi.x'\n", "r.APIRoute\n"),
        *("from fastapi import *\n", "import fastapi_users\n", "from x import FastAPI\n"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_what_was_changed_once_is_not_changed_again(source):
    once, _ = rewrite(source.encode())
    compile(once, "rewritten", "exec")
    assert rewrite(once)[0] == once


# --- what is left to the user


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("from fastapi import *", "name what is imported from fastapi"),
        ("import fastapi_users", "fastapi_users imports FastAPI itself"),
        ("from fastapi_users.db import x", "etude run --as-fastapi"),
        ("from .deps import FastAPI", "it may be Etude now"),
        ("from deps import FastAPI", "FastAPI of another module"),
        ("from fastapi.utils import nothing", "etude.utils has no nothing"),
        ("from fastapi.nothing import x", "etude.nothing has no x"),
        ("import fastapi; etude = 1", "the name `etude` is taken here"),
        ("from x import etude; import fastapi", "the name `etude` is taken here"),
        ('patch("fastapi.routing.x")', "the text 'fastapi.routing.x' is left as it is"),
        ('__all__ = ["FastAPI"]', "the text 'FastAPI' is left as it is"),
        ('scope["fastapi_inner_astack"]', "the text 'fastapi_inner_astack'"),
        ('install_requires=["fastapi[all]>=0.1"]', r"the text 'fastapi\[all\]>=0.1'"),
        ('a: Literal["FastAPI"]', "the text 'FastAPI' is left"),
        ('a: Annotated[str, "FastAPI"]', "the text 'FastAPI' is left"),
    ],
)
def test_what_cannot_be_changed_is_told_with_its_line(line, message):
    [(number, text)] = told(f"# one\n{line}")
    assert number == 2
    assert __import__("re").search(message, text)


@pytest.mark.parametrize(
    "line",
    [
        *('"FastAPI is fast"', 'b"fastapi"', '"the fastapi way"', "from etude import FastAPI"),
        "from fastapi.security import OAuth2, http",
        "from fastapi import security",
        "import fastapi; from os import *",
    ],
)
def test_what_needs_no_one_is_not_told(line):
    assert told(line) == []


def test_a_module_that_needs_a_package_may_have_every_name(monkeypatch):
    monkeypatch.setitem(sys.modules, "etude.templating", None)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.delitem(sys.modules, "etude.templating")
    monkeypatch.delitem(sys.modules, "starlette.templating", raising=False)
    assert told("from fastapi.templating import Jinja2Templates") == []


def test_a_file_that_cannot_be_changed_whole_stays_whole():
    source = "import fastapi\nfrom fastapi import FastAPI\netude = fastapi"
    assert changed(source) == source


# --- the command

OLD = "from fastapi import FastAPI\n\napp = FastAPI()\n"
NEW = "from etude import Etude\n\napp = Etude()\n"
DIFF = """\
--- a/app/main.py
+++ b/app/main.py
@@ -1,3 +1,3 @@
-from fastapi import FastAPI
+from etude import Etude
\x20
-app = FastAPI()
+app = Etude()
"""


def text_of(project, name):
    return (project.directory / name).read_text(encoding="utf-8")


def test_a_directory_is_changed_file_by_file_without_what_others_wrote(etude, project):
    others = [".venv/x.py", "env/x.py", "node_modules/x.py", "lib/site-packages/x.py"]
    own = ["main.py", "app/main.py", "stubs/main.pyi"]
    project.write({"env/pyvenv.cfg": "", "notes.txt": OLD, **dict.fromkeys(own + others, OLD)})

    outcome = etude("migrate", ".")

    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "Files that changed: 3. Places that are left to you: 0.\n"
    assert {text_of(project, name) for name in own} == {NEW}
    assert {text_of(project, name) for name in [*others, "notes.txt"]} == {OLD}
    assert etude("migrate", ".").err.startswith("Files that changed: 0.")


def test_a_difference_is_printed_and_nothing_written(etude, project):
    project.write({"app/main.py": OLD})

    outcome = etude("migrate", "app", "--diff")

    assert (outcome.status, outcome.out) == (1, DIFF)
    assert outcome.err == "Files that would change: 1. Places that are left to you: 0.\n"
    assert text_of(project, "app/main.py") == OLD
    etude("migrate", "app")
    assert etude("migrate", "app", "--diff").status == 0


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_the_printed_difference_can_be_applied(etude, project, end):
    project.write({"main.py": OLD.rstrip("\n") + end})

    patch = etude("migrate", "main.py", "--diff").out
    subprocess.run(["git", "apply", "-"], input=patch.encode(), check=True)

    assert (project.directory / "main.py").read_bytes() == (NEW.rstrip("\n") + end).encode()


def test_what_is_left_is_told_with_file_and_line(etude, project):
    project.write(
        {
            "main.py": OLD + 'patch("fastapi.x")\n',
            "broken.py": "import fastapi\nx = (\n",
            "unknown.py": "# coding: nothing\nimport fastapi\n",
            "pyproject.toml": '[project]\ndependencies = ["fastapi[all]>0.1", "fastapi-users"]\n',
            "requirements/dev-requirements.txt": "fastapi-users\nFastAPI==0.1\n",
            "Dockerfile": 'CMD ["fastapi", "run"]\n',
        }
    )

    (project.directory / "other.py").write_bytes(b"import fastapi\nname = '\xe9'\n")

    outcome = etude("migrate", ".")

    assert outcome.status == 1
    lines = outcome.err.splitlines()
    assert lines[0] == 'Dockerfile:1: names FastAPI, and should name Etude: CMD ["fastapi", "run"]'
    assert lines[1].startswith("broken.py:2: cannot be read: ")
    assert lines[2] == "main.py:4: the text 'fastapi.x' is left as it is"
    assert lines[3].startswith("other.py:1: cannot be read: ")
    assert lines[4].startswith("pyproject.toml:2: names FastAPI")
    assert lines[5].startswith("unknown.py:1: cannot be read: ")
    assert lines[6].startswith("requirements/dev-requirements.txt:2: names FastAPI")
    assert lines[7] == "Files that changed: 1. Places that are left to you: 7."
    assert text_of(project, "broken.py") == "import fastapi\nx = (\n"


def test_a_path_that_is_not_there_ends_with_status_2(etude):
    outcome = etude("migrate", "nowhere")

    assert outcome.status == 2
    assert "nowhere" in outcome.err


def test_without_libcst_it_tells_what_to_install(etude, project, monkeypatch):
    project.write({"main.py": OLD})
    monkeypatch.setitem(sys.modules, "libcst", None)
    monkeypatch.delitem(sys.modules, "etude.cli.rewriting")

    outcome = etude("migrate", ".")

    assert outcome.status == 2
    assert 'pip install "etude[migrate]"' in outcome.err
    assert text_of(project, "main.py") == OLD


def test_another_module_that_is_missing_is_no_matter_of_the_extra(etude, project, monkeypatch):
    project.write({"main.py": OLD})
    monkeypatch.setitem(sys.modules, "libcst.matchers", None)
    monkeypatch.delitem(sys.modules, "etude.cli.rewriting")

    with pytest.raises(ModuleNotFoundError, match=r"libcst\.matchers"):
        etude("migrate", ".")


def test_other_commands_do_not_need_libcst(process):
    ended = process(
        "-c",
        "import sys; sys.modules['libcst'] = None; import etude.cli.commands; print('imported')",
    )
    assert ended.stdout == "imported\n"
