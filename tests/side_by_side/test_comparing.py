"""What counts as a difference, and which entries cover it."""

from __future__ import annotations

import comparing
import pytest


def outcome(body="x", status=200, headers=(), document=None, declarations=None):
    answer = {"status": status, "headers": [list(header) for header in headers], "body": body}
    return {
        "answers": {"GET /": answer},
        "document": document,
        "declarations": declarations or {},
    }


def difference(kind="request", where="GET /", part="body", app="app"):
    return comparing.Difference(app, kind, where, part, "a", "b")


def entry(**table):
    (wanted,) = comparing.read_wanted([{"app": "app", "statement": "S-1", "reason": "r", **table}])
    return wanted


def test_equal_outcomes_have_no_differences():
    assert comparing.differences("app", outcome(), outcome()) == []


@pytest.mark.parametrize(
    ("change", "part"),
    [({"body": "y"}, "body"), ({"status": 201}, "status"), ({"headers": [("a", "b")]}, "headers")],
)
def test_every_part_of_an_answer_counts(change, part):
    (found,) = comparing.differences("app", outcome(), outcome(**change))
    assert (found.kind, found.where, found.part) == ("request", "GET /", part)
    assert str(found).startswith(f"app: request GET /, {part}\n    FastAPI: ")


def test_the_length_of_another_body_is_no_difference_of_its_own():
    left = outcome("x", headers=[("content-length", "1")])
    right = outcome("yy", headers=[("content-length", "2")])
    assert [one.part for one in comparing.differences("app", left, right)] == ["body"]


@pytest.mark.parametrize(
    ("left", "right", "where"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, "a b"),
        ({"a": [1, 2]}, {"a": [1, 3]}, "a 1"),
        ({"a": [1, 2]}, {"a": [1]}, "a"),
        ({"a": 1}, {}, "a"),
        ({}, {"a": 1}, "a"),
        ({"a": 1}, {"a": True}, "a"),
        ({"paths": {"/a": 1, "/b": 2}}, {"paths": {"/b": 2, "/a": 1}}, "paths (order)"),
        (None, {"a": 1}, ""),
    ],
)
def test_documents_differ_at_a_path(left, right, where):
    found = comparing.differences("app", outcome(document=left), outcome(document=right))
    assert [(one.kind, one.where) for one in found] == [("document", where)]


@pytest.mark.parametrize(
    ("left", "right"),
    [({"minimum": 1}, {"minimum": 1.0}), ({"x": {"a": 1, "b": 2}}, {"x": {"b": 2, "a": 1}})],
)
def test_documents_that_mean_the_same_are_equal(left, right):
    assert not comparing.differences("app", outcome(document=left), outcome(document=right))


def test_a_declaration_that_only_one_refuses_is_a_difference():
    left, right = outcome(declarations={"d": "accepted"}), outcome(declarations={"d": "refused"})
    (found,) = comparing.differences("app", left, right)
    assert (found.kind, found.where, found.ours) == ("declaration", "d", "refused")


@pytest.mark.parametrize("ours", [{"failure": "TypeError: no"}, {}])
def test_an_app_that_does_not_start_is_a_difference(ours):
    (found,) = comparing.differences("app", outcome(), ours)
    assert found.where == "the app itself"
    assert found.reference == "accepted"


@pytest.mark.parametrize(
    ("table", "other"),
    [
        ({"request": "GET /"}, {"where": "GET /other"}),
        ({"request": "GET *"}, {"where": "POST /"}),
        ({"request": "GET /", "part": "body"}, {"part": "status"}),
        ({"request": "GET /"}, {"kind": "declaration"}),
        ({"request": "GET /"}, {"app": "application"}),
    ],
)
def test_an_entry_covers_only_what_it_names(table, other):
    assert entry(**table).covers(difference())
    assert not entry(**table).covers(difference(**other))


def test_all_characters_but_the_star_stand_for_themselves():
    assert entry(request="GET /?q=[1]").covers(difference(where="GET /?q=[1]"))
    assert not entry(request="GET /?q=[1]").covers(difference(where="GET /xq=1"))


def test_differences_without_an_entry_and_entries_without_a_difference_are_told():
    listed, other = entry(request="GET /"), entry(document="info title")
    found = [difference(), difference(where="GET /other")]
    assert comparing.unlisted(found, [listed, other]) == found[1:]
    assert comparing.gone(found, [listed, other]) == [other]


@pytest.mark.parametrize(
    "table",
    [
        {},
        {"request": "GET /", "document": "info"},
        {"request": "GET /", "part": "text"},
        {"x": "y"},
    ],
)
def test_an_entry_that_is_not_clear_is_refused(table):
    with pytest.raises(ValueError, match="should have"):
        entry(**table)
