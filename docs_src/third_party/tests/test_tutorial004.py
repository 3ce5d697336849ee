from pathlib import Path

STUB = Path(__file__).parents[1] / "stub_package"


def test_each_imported_name_is_printed_with_what_was_found(module, capsys):
    assert module.main(STUB) == 0
    assert capsys.readouterr().out.splitlines() == [
        "fastapi.APIRouter: yes",
        "fastapi.FastAPI: yes",
        "fastapi.Request: yes",
        "fastapi.responses.JSONResponse: yes",
    ]


def test_a_missing_name_is_told_and_changes_the_status(module, capsys, tmp_path):
    program = "import os\nfrom fastapi import Nothing, security\nfrom fastapi.no_module import x\n"
    (tmp_path / "package.py").write_text(program, encoding="utf-8")

    assert module.main(tmp_path) == 1
    assert capsys.readouterr().out.splitlines() == [
        "fastapi.Nothing: no",
        "fastapi.security: yes",
        "fastapi.no_module.x: no",
    ]
