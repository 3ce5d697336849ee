"""The tables about compatibility are made of what is known."""

from __future__ import annotations

import pytest

pytest.importorskip("yaml", reason="the table of packages is made of a YAML file")

import compatibility


def test_the_tables_are_up_to_date():
    assert compatibility.main(["--check"]) == 0


def test_a_table_that_is_not_up_to_date_is_told_and_written(monkeypatch, tmp_path, capsys):
    table = tmp_path / "packages.md"
    monkeypatch.setattr(compatibility, "ROOT", tmp_path)
    monkeypatch.setattr(compatibility, "tables", lambda: {table: "new\n"})
    assert compatibility.main(["--check"]) == 1
    assert not table.exists()
    assert compatibility.main([]) == 0
    assert table.read_text() == "new\n"
    assert compatibility.main(["--check"]) == 0
    assert capsys.readouterr().out == "packages.md: is not up to date\npackages.md: written\n"


def test_differences_with_one_reason_are_one_row():
    rows = [
        {"app": "a", "request": "GET /x", "reason": "Better."},
        {"app": "b", "document": "paths |", "reason": "Better."},
        {"app": "c", "declaration": "d", "reason": "Also."},
    ]
    assert [*compatibility.differences_table(rows)][2:] == [
        "| Also. | `c`: declaration `d` |",
        "| Better. | `a`: request `GET /x` and 1 more |",
    ]


def test_a_package_that_does_not_work_says_why():
    tried = compatibility.load_packages()
    failing = [package for package in tried["packages"] if "fails" in package]
    assert all(package["reason"] for package in failing)
    lines = "\n".join(compatibility.packages_table(tried))
    assert [f"no: {package['reason']}" in lines for package in failing] == [True] * len(failing)
    assert len(compatibility.requirements(tried)) > len(tried["packages"])
