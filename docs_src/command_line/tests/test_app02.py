def test_the_changes_are_those_that_the_page_shows(form, etude):
    example, current = form
    expected = (example.topic / "app02" / "expected.txt").read_text(encoding="utf-8")

    ended = etude(example.forms[current], "compare", "v1.py", "v2.py")

    assert (ended.returncode, ended.stderr) == (1, "")
    assert ended.stdout == expected


def test_what_is_ignored_does_not_fail(form, etude):
    example, current = form
    ignored = [
        "operation-removed",
        "request-type-narrowed",
        "required-parameter-added GET /items/",
    ]

    options = [word for finding in ignored for word in ("--ignore", finding)]
    ended = etude(example.forms[current], "compare", "v1.py", "v2.py", *options)

    assert ended.returncode == 0
    assert ended.stdout.endswith("0 breaking, 6 additive, 1 cosmetic.\n")


def test_nothing_has_changed_from_a_version_to_itself(form, etude):
    example, current = form

    ended = etude(example.forms[current], "compare", "v1.py", "v1:app")

    assert (ended.returncode, ended.stdout) == (0, "0 breaking, 0 additive, 0 cosmetic.\n")
