"""What is checked before mdx-include reads a file."""

from __future__ import annotations

import pytest

from docslib.plain import checked_includes

GOOD = [
    "{!../../docs_src/docker/Dockerfile!}",
    "{! ../../docs_src/docker/Dockerfile !}",
    "{!> ../../docs_src/docker/Dockerfile [ln:1-2]!}",
    "{!../../docs_src/docker/Dockerfile[ln:3-]!}",
    "{!../../docs_src/docker/Dockerfile[ln:1,2-3]!}",
    "\\{!missing!}",
]
FAULTY = {
    "{!../../docs_src/docker/Dockefile!}": (
        "there is no file docs_src/docker/Dockefile. Nearest: Dockerfile."
    ),
    "{!../../docs_src/dock/Dockerfile!}": "There is no folder dock either.",
    "{!../../../outside!}": "the file is outside of the repository, counted from docs/en",
    "{!https://example.org/file!}": "files are never included over the network",
    "{!+../../docs_src/docker/Dockerfile!}": "includes are not recursive",
    "{!../../docs_src/docker/Dockerfile[ln:2-e]!}": "cannot read the lines '2-e'",
    "{!../../docs_src/docker/Dockerfile[ln:-2]!}": "cannot read the lines '-2'",
    "{!../../docs_src/docker/Dockerfile[ln:2-9]!}": "the file has lines 1 to 3, not 2-9",
    "{!../../docs_src/docker/Dockerfile[ln:3-2]!}": "the file has lines 1 to 3, not 3-2",
    "{!!}": "cannot be read",
}


@pytest.fixture
def check(tmp_path):
    folder = tmp_path / "docs/en"
    folder.mkdir(parents=True)
    file = tmp_path / "docs_src/docker/Dockerfile"
    file.parent.mkdir(parents=True)
    file.write_text("FROM python\nCOPY . .\nCMD etude run\n")
    (tmp_path.parent / "outside").write_text("secret")

    def check_page(markdown):
        problems = []
        result = checked_includes(
            markdown, folder, tmp_path, lambda line, message: problems.append((line, message))
        )
        return result, problems

    return check_page


@pytest.mark.parametrize("include", GOOD)
def test_an_include_that_resolves_stays_as_it_is(check, include):
    assert check(f"a\n{include}\nb") == (f"a\n{include}\nb", [])


@pytest.mark.parametrize(("include", "message"), FAULTY.items())
def test_a_faulty_include_is_reported_with_its_line_and_taken_out(check, include, message):
    result, problems = check(f"a\n{include}\nb")

    assert result == "a\n\nb"
    assert len(problems) == 1
    assert problems[0][0] == 1
    assert problems[0][1].startswith(f"{include}: ")
    assert message in problems[0][1]
