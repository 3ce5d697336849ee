"""`scripts/examples.py`: the forms that the rule derives, and what `check` finds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Callable, NamedTuple

import pytest

pytest.importorskip("libcst", reason="the forms are derived where the extra [dev] is installed")
pytest.importorskip("ruff", reason="the forms are derived where the extra [dev] is installed")

import examples as command

SOURCE = """\
from typing import List, Optional

from etude import Etude, Query
from typing_extensions import Annotated

app = Etude()


@app.get("/items/")
async def read_items(q: Annotated[Optional[List[str]], Query(min_length=1)] = None):
    return {"q": q}
"""
NO_NEWER_SPELLING = """\
from etude import Etude

app = Etude()


@app.get("/items/{item_id}")
async def read_item(item_id: int):
    return {"item_id": item_id}
"""


class Outcome(NamedTuple):
    status: int
    output: str
    errors: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(topic: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of scripts/examples.py on the folder of the fixture `topic`."""

    def run(*arguments: str) -> Outcome:
        status = command.main(["--folder", str(topic.parent), *arguments])
        return Outcome(status, *capsys.readouterr())

    return run


def write(topic: Path, name: str, text: str) -> None:
    (topic / name).parent.mkdir(parents=True, exist_ok=True)
    (topic / name).write_text(text, encoding="utf-8")
    stem = name.split("/")[0].split("_")[0].split(".")[0]
    (topic / "tests" / f"{stem}.openapi.json").touch()
    (topic / "tests" / f"test_{stem}.py").touch()


def forms(topic: Path) -> list[str]:
    return sorted(path.stem for path in topic.iterdir() if path.name != "tests")


def signature(topic: Path, name: str) -> str:
    (line,) = [
        line for line in (topic / name).read_text("utf-8").splitlines() if line.startswith("async")
    ]
    return line[line.index("(") + 1 : line.rindex(")")]


def derived(topic: Path, run: Run, text: str = SOURCE, suffix: str = "_an") -> None:
    write(topic, f"tutorial001{suffix}.py", text)
    assert run("derive").status == 0


def listed(topic: Path, text: str) -> None:
    (topic.parent / "hand_written.toml").write_text(text, encoding="utf-8")


# What is derived


def test_six_forms_come_from_one_source(topic: Path, run: Run) -> None:
    derived(topic, run)

    assert {name: signature(topic, f"{name}.py") for name in forms(topic)} == {
        "tutorial001": "q: Optional[List[str]] = Query(default=None, min_length=1)",
        "tutorial001_py39": "q: Optional[list[str]] = Query(default=None, min_length=1)",
        "tutorial001_py310": "q: list[str] | None = Query(default=None, min_length=1)",
        "tutorial001_an": "q: Annotated[Optional[List[str]], Query(min_length=1)] = None",
        "tutorial001_an_py39": "q: Annotated[Optional[list[str]], Query(min_length=1)] = None",
        "tutorial001_an_py310": "q: Annotated[list[str] | None, Query(min_length=1)] = None",
    }


def test_each_form_imports_what_it_uses_and_no_more(topic: Path, run: Run) -> None:
    derived(topic, run)

    imports = {
        name: [line for line in (topic / f"{name}.py").read_text().splitlines() if "typing" in line]
        for name in forms(topic)
    }
    assert imports == {
        "tutorial001": ["from typing import List, Optional"],
        "tutorial001_py39": ["from typing import Optional"],
        "tutorial001_py310": [],
        "tutorial001_an": [
            "from typing import List, Optional",
            "from typing_extensions import Annotated",
        ],
        "tutorial001_an_py39": ["from typing import Annotated, Optional"],
        "tutorial001_an_py310": ["from typing import Annotated"],
    }


@pytest.mark.parametrize(
    ("suffix", "parameter", "expected"),
    [
        ("", "q: int", [""]),
        ("", "q: Optional[int]", ["", "_py310"]),
        ("", "q: List[int]", ["", "_py39"]),
        ("", "q: Optional[List[int]]", ["", "_py310", "_py39"]),
        ("_an", "q: Annotated[int, Query()]", ["", "_an", "_an_py39"]),
        ("_an", "q: Annotated[List[int], Query()]", ["", "_an", "_an_py39", "_py39"]),
        ("_an", "q: Annotated[Optional[int], Query()]",
         ["", "_an", "_an_py310", "_an_py39", "_py310"]),
        ("_an", "q: Annotated[Optional[int], AfterValidator(abs)]",
         ["_an", "_an_py310", "_an_py39"]),
    ],
)  # fmt: skip
def test_a_form_exists_where_its_text_differs_from_the_next_older_one(
    topic: Path, run: Run, suffix: str, parameter: str, expected: list[str]
) -> None:
    names = ["Annotated", "AfterValidator", "Query", "List", "Optional"]
    homes = {"Annotated": "typing_extensions", "AfterValidator": "pydantic", "Query": "etude"}
    imports = [
        f"from {homes.get(name, 'typing')} import {name}\n" for name in names if name in parameter
    ]
    derived(topic, run, "".join(imports) + f"\n\nasync def f({parameter}): ...\n", suffix)

    assert forms(topic) == sorted(f"tutorial001{suffix}" for suffix in expected)


def test_the_modules_of_a_package_are_derived_together(topic: Path, run: Run) -> None:
    write(topic, "app_an/__init__.py", "")
    write(topic, "app_an/main.py", SOURCE)
    write(topic, "app_an/names.py", "NAMES = ('oak', 'elm')\n")

    assert run("derive").status == 0
    assert (topic / "app_py310/names.py").read_text("utf-8") == 'NAMES = ("oak", "elm")\n'
    assert signature(topic, "app_py310/main.py").startswith("q: list[str] | None = Query(")
    assert run("check").status == 0


def test_deriving_a_package_leaves_its_other_files_alone(topic: Path, run: Run) -> None:
    write(topic, "app_an/__init__.py", "")
    write(topic, "app_an/main.py", SOURCE + "NAMES = ('oak', 'elm')\n")
    write(topic, "app_an/requirements.txt", "etude")

    assert "wrote shelves/app_an\n" in run("derive").output
    assert (topic / "app_an/requirements.txt").read_text(encoding="utf-8") == "etude"


def test_deriving_twice_changes_nothing(topic: Path, run: Run) -> None:
    derived(topic, run)

    assert run("derive") == Outcome(0, "", "")


def test_only_the_named_examples_are_derived(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_an.py", SOURCE)
    write(topic, "tutorial002_an.py", SOURCE)

    assert run("derive", "shelves/tutorial002").status == 0
    assert "tutorial002_py310" in forms(topic)
    assert "tutorial001_py310" not in forms(topic)


# What check finds


def test_a_derived_folder_is_up_to_date(topic: Path, run: Run) -> None:
    derived(topic, run)

    assert run("check") == Outcome(0, "1 examples, 6 forms up to date\n", "")


def test_a_stale_form_is_shown_with_its_difference_and_derived_anew(topic: Path, run: Run) -> None:
    derived(topic, run)
    path = topic / "tutorial001_py39.py"
    right = path.read_text("utf-8")
    path.write_text(right.replace("min_length=1", "min_length=2"), encoding="utf-8")

    checked = run("check")

    assert checked.status == 1
    assert "shelves/tutorial001_py39.py: this form is stale" in checked.output
    assert "-async def read_items(q: Optional[list[str]] = Query(default=None, min_length=2))" in (
        checked.output
    )
    assert "+async def read_items(q: Optional[list[str]] = Query(default=None, min_length=1))" in (
        checked.output
    )
    assert run("derive").output == "wrote shelves/tutorial001_py39.py\n"
    assert path.read_text("utf-8") == right


def test_a_changed_source_makes_every_other_form_stale(topic: Path, run: Run) -> None:
    derived(topic, run)
    write(topic, "tutorial001_an.py", SOURCE.replace("/items/", "/things/"))

    assert run("check").output.count("this form is stale") == 5


def test_a_missing_form_is_found(topic: Path, run: Run) -> None:
    derived(topic, run)
    (topic / "tutorial001_an_py310.py").unlink()

    checked = run("check")

    assert checked.status == 1
    assert "shelves/tutorial001_an_py310.py: this form is missing" in checked.output


def test_a_superfluous_form_is_found_and_removed(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING)
    write(topic, "tutorial001_py310.py", NO_NEWER_SPELLING)

    checked = run("check")

    assert checked.status == 1
    assert "shelves/tutorial001_py310.py: this form is superfluous" in checked.output
    assert run("derive").output == "removed shelves/tutorial001_py310.py\n"
    assert forms(topic) == ["tutorial001"]


def test_a_source_in_another_layout_is_stale_too(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING.replace('"', "'"))

    assert "shelves/tutorial001.py: this form is stale" in run("check").output


def test_an_example_without_source_is_found(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_py310.py", NO_NEWER_SPELLING)

    assert "shelves/tutorial001: it has no source" in run("check").output
    assert run("derive").status == 1
    assert forms(topic) == ["tutorial001_py310"]


def test_markers_ask_for_an_annotated_source(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", "from etude import Query\n\n\ndef f(q=Query()): ...\n")

    assert "its source must be tutorial001_an" in run("check").output


def test_what_the_tool_cannot_take_apart_must_be_written_by_hand(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_an.py", SOURCE.replace("Query(min_length=1)", "Query(3)"))

    checked = run("check")

    assert checked.status == 1
    assert "its plain form must be written by hand and listed in hand_written.toml" in (
        checked.output
    )


def test_snapshots_and_tests_without_example_are_found(topic: Path, run: Run) -> None:
    derived(topic, run)
    (topic / "tests/tutorial009.openapi.json").touch()
    (topic / "tests/test_tutorial008.py").touch()
    (topic / "tests/test_app09.py").touch()
    (topic / "app09").mkdir()

    checked = run("check")

    assert checked.status == 1
    assert "test_app09.py" not in checked.output
    assert "shelves/tests/tutorial009.openapi.json: no example" in checked.output
    assert "shelves/tests/test_tutorial008.py: no example" in checked.output


def test_examples_without_snapshot_or_tests_are_found(topic: Path, run: Run) -> None:
    derived(topic, run)
    (topic / "tests/tutorial001.openapi.json").unlink()
    (topic / "tests/test_tutorial001.py").unlink()

    checked = run("check")

    assert checked.status == 1
    assert "shelves/tutorial001: it has no snapshot" in checked.output
    assert "shelves/tutorial001: it has no behaviour tests" in checked.output


# Exceptions


KEPT = '["shelves/tutorial001"]\nkept = ["plain"]\nreason = "shows another order"\n'


def test_a_kept_form_is_left_alone_and_newer_ones_follow_it(topic: Path, run: Run) -> None:
    own = "from typing import List\n\n\nasync def by_hand(q: List[int]): ...\n"
    write(topic, "tutorial001_an.py", SOURCE)
    write(topic, "tutorial001.py", own)
    listed(topic, KEPT)

    assert run("derive").status == 0
    assert (topic / "tutorial001.py").read_text("utf-8") == own
    assert signature(topic, "tutorial001_py39.py") == "q: list[int]"
    assert "tutorial001_py310" not in forms(topic)
    assert run("check").status == 0


def test_what_cannot_be_derived_is_right_when_it_is_kept(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_an.py", SOURCE.replace("Query(min_length=1)", "Query(3)"))
    write(topic, "tutorial001.py", "async def by_hand(): ...\n")
    listed(topic, KEPT)

    assert run("derive").status == 0
    assert forms(topic) == [
        "tutorial001", "tutorial001_an", "tutorial001_an_py310", "tutorial001_an_py39",
    ]  # fmt: skip
    assert run("check").status == 0


def test_keeping_what_the_tool_derives_is_refused(topic: Path, run: Run) -> None:
    derived(topic, run)
    listed(topic, KEPT.replace("plain", "_py310"))

    assert "keeps py310, which is what the tool derives" in run("check").output


def test_keeping_a_form_that_does_not_exist_is_refused(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_an.py", SOURCE)
    listed(topic, KEPT)

    assert "keeps plain, which does not exist" in run("check").output


def test_an_omitted_form_is_neither_missing_nor_written(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_an.py", SOURCE)
    listed(topic, '["shelves/tutorial001"]\nomitted = ["_py310"]\nreason = "seen before"\n')

    assert run("derive").status == 0
    assert "tutorial001_py310" not in forms(topic)
    assert run("check").status == 0


def test_omitting_what_the_rule_does_not_make_is_refused(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING)
    listed(topic, '["shelves/tutorial001"]\nomitted = ["_py310"]\nreason = "seen before"\n')

    assert "omits py310, which the rule does not make" in run("check").output


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('["shelves/tutorial001"]\nkept = ["plain"]\n', "needs a reason"),
        ('["shelves/tutorial001"]\nreason = "none"\n', "needs forms"),
        (KEPT.replace("plain", "_py311"), "names '_py311'"),
        (KEPT + "keep = []\n", "unknown keys: keep"),
        (KEPT.replace("001", "777"), "there is no example shelves/tutorial777"),
        ("[", "hand_written.toml:"),
    ],
)
def test_a_bad_list_of_exceptions_stops_the_command(
    topic: Path, run: Run, text: str, problem: str
) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING)
    listed(topic, text)

    checked = run("check")

    assert checked.status == 2
    assert problem in checked.errors


# What stops a command


def test_an_unknown_name_is_refused(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING)

    derivation = run("derive", "shelves/tutorial002")

    assert derivation.status == 2
    assert "there is no topic or example 'shelves/tutorial002'" in derivation.errors


def test_an_unknown_suffix_is_refused(topic: Path, run: Run) -> None:
    write(topic, "tutorial001_py311.py", NO_NEWER_SPELLING)

    checked = run("check")

    assert checked.status == 2
    assert "in shelves/: tutorial001_py311 is not the name of an example's form" in checked.errors


def test_what_ruff_cannot_mend_is_shown_with_file_and_line(topic: Path, run: Run) -> None:
    write(topic, "tutorial001.py", NO_NEWER_SPELLING.replace("return {", "return unknown, {"))

    checked = run("check")

    assert checked.status == 2
    assert "shelves/tutorial001.py:8:12: F821" in checked.errors


@pytest.mark.parametrize("name", ["derive", "check"])
def test_missing_tools_are_named_with_what_installs_them(repository: Path, name: str) -> None:
    without_packages = [sys.executable, "-I", "-S", str(repository / "scripts" / "examples.py")]

    done = subprocess.run([*without_packages, name], capture_output=True, text=True)

    assert done.returncode == 2
    assert "has no ruff and no libcst. Install the tools of this repository:" in done.stderr


def test_list_needs_no_tools(repository: Path) -> None:
    without_packages = [sys.executable, "-I", "-S", str(repository / "scripts" / "examples.py")]

    done = subprocess.run([*without_packages, "list"], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert "first_steps" in done.stdout


def test_a_reader_that_stops_ends_a_command_without_a_traceback() -> None:
    reader, writer = os.pipe()
    os.close(reader)

    done = subprocess.run(
        [sys.executable, command.__file__, "list"],
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
    )

    os.close(writer)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "Broken" not in done.stderr


def test_list_shows_each_example_with_its_forms(
    topic: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("docslib.runnable.results", dict)  # as before the playground is made
    derived(topic, run)

    assert run("list").output.split() == [
        "shelves/tutorial001", "plain", "py39", "py310", "an", "an_py39", "an_py310",
    ]  # fmt: skip


def test_the_forms_of_this_repository_are_up_to_date_from_any_folder(
    repository: Path, tmp_path: Path
) -> None:
    script = repository / "scripts" / "examples.py"

    checked = subprocess.run(
        [sys.executable, str(script), "check"], cwd=tmp_path, capture_output=True, text=True
    )

    assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout


def test_a_union_that_is_a_value_is_respelled_by_hand(topic: Path, run: Run) -> None:
    source = NO_NEWER_SPELLING.replace(
        '"/items/{item_id}"', '"/items/{item_id}", response_model=Union[int, str]'
    )
    write(topic, "tutorial001.py", "from typing import Union\n\n" + source)

    assert run("derive").status == 0
    assert forms(topic) == ["tutorial001"]
