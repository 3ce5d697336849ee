"""The commands of `scripts/docs.py` for languages and translations."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import unified_diff
from pathlib import Path
from typing import Iterable, Iterator

from . import places
from .history import git
from .languages import (
    CONFIGURATION,
    ENGLISH,
    Language,
    all_languages,
    body_of,
    is_translatable,
    names,
    read_yaml,
    recorded_hash,
    source_hash,
    translations,
    with_hash,
)
from .translation_rules import Finding, compare

KNOWN_FILES = {"mkdocs.yml", "strings.yml", "glossary.yml"}


def build_lang(arguments: argparse.Namespace) -> int:
    """Builds one language strictly; English empties the whole folder of the site first."""
    language = known_language(arguments.language)
    if language is None:
        return 1
    return 0 if _build(language, arguments.site / language.prefix) else 1


def build_all(arguments: argparse.Namespace) -> int:
    """Builds all languages strictly, some at a time, into one site."""
    shutil.rmtree(arguments.site, ignore_errors=True)
    folders = {language: arguments.site / language.code for language in all_languages()}
    with ThreadPoolExecutor(max_workers=arguments.jobs) as pool:
        built = list(pool.map(_build, folders, folders.values()))
    if not all(built):
        return 1
    english = folders[Language(ENGLISH)]
    for path in english.iterdir():
        path.rename(arguments.site / path.name)
    english.rmdir()
    pages = len(list(arguments.site.rglob("*.html")))
    print(f"Site: {_shown(arguments.site)} ({pages} pages, {len(all_languages())} languages)")
    return 0


def new_lang(arguments: argparse.Namespace) -> int:
    """Begins a language: its folder, its configuration, and its words and terms to translate."""
    code = arguments.code
    if code not in names():
        return _problem(
            f"{code!r} is not in docs/language_names.yml; add the code there, with the name"
            " that its speakers give to the language."
        )
    language = Language(code)
    if language.folder.exists():
        return _problem(f"There is already a folder docs/{code}.")
    language.pages_folder.mkdir(parents=True)
    (language.folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    english = places.language_folder(ENGLISH)
    words = (english / "strings.yml").read_text(encoding="utf-8")
    (language.folder / "strings.yml").write_text(words, encoding="utf-8")
    (language.folder / "glossary.yml").write_text(
        "# English term: the term in this language. Keep a term by repeating it.\n",
        encoding="utf-8",
    )
    start = (english / "docs" / "index.md").read_text(encoding="utf-8")
    stamped = with_hash(start, source_hash(start))
    (language.pages_folder / "index.md").write_text(stamped, encoding="utf-8")
    print(f"Successfully initialized: docs/{code}")
    print(f"Translate docs/{code}/strings.yml and docs/{code}/docs/index.md, and look at it with:")
    print(f"python scripts/docs.py live {code}")
    return 0


def status(arguments: argparse.Namespace) -> int:
    """Says which pages of a language are translated, outdated and missing."""
    chosen = translations()
    if arguments.language:
        language = known_language(arguments.language)
        if language is None:
            return 1
        chosen = [language]
    states = {language.code: state_of(language) for language in chosen}
    if arguments.json:
        print(json.dumps(states, indent=2))
        return 0
    print(f"{'language':<10} {'translated':>10} {'outdated':>10} {'missing':>10}")
    for code, state in states.items():
        print(f"{code:<10} " + " ".join(f"{len(state[key]):>10}" for key in STATES))
    if arguments.language:
        _print_pages(chosen[0], states[chosen[0].code])
    return 0


STATES = ("translated", "outdated", "missing")


def state_of(language: Language) -> dict[str, list[str]]:
    """The pages of a language by their state; an outdated page is also a translated one."""
    pages = [page for page in Language(ENGLISH).pages() if is_translatable(page)]
    translated = [page for page in pages if language.has(page)]
    return {
        "translated": translated,
        "outdated": [page for page in translated if is_outdated(language, page)],
        "missing": [page for page in pages if page not in translated],
    }


def is_outdated(language: Language, page: str) -> bool:
    """Whether the English page has changed since it was translated."""
    return recorded_hash(_text(language, page)) != source_hash(_text(Language(ENGLISH), page))


def stamp(arguments: argparse.Namespace) -> int:
    """Records in a translated page that it was made from the English page as it is now."""
    for path in arguments.pages:
        parts = _language_and_page(path)
        if parts is None:
            return _problem(f"{path} is no page of a translation: docs/<language>/docs/<page>.md")
        language, page = parts
        if not language.has(page) or not Language(ENGLISH).has(page):
            return _problem(f"{page} is not in docs/{language.code}/docs and in docs/en/docs.")
        file = language.pages_folder / page
        value = source_hash(_text(Language(ENGLISH), page))
        file.write_text(with_hash(_text(language, page), value), encoding="utf-8")
        print(f"{_shown(file)}: made from {value}")
    return 0


def check_translation(arguments: argparse.Namespace) -> int:
    """Compares translated pages with the English ones: everything but the words stays."""
    language = known_language(arguments.language)
    if language is None:
        return 1
    pages = [_page_name(language, path) for path in arguments.pages] or language.pages()
    return 1 if _check(language, pages) else 0


def verify(_: argparse.Namespace) -> int:
    """Checks the files of all languages, and every translated page."""
    count = 0
    checks = 0
    for language in translations():
        findings = [*files_of(language)]
        for finding in findings:
            print(finding, file=sys.stderr)
        if not findings:
            print(f"ok  files of {language.code}")
        count += len(findings) + _check(language, language.pages())
        checks += 2
    if count == 0:
        print(f"All {checks} checks passed")
    return 1 if count else 0


def files_of(language: Language) -> Iterator[str]:
    """What is wrong with the files of a language beside its pages."""
    here = f"docs/{language.code}"
    if language.code not in names():
        yield f"{here}: the language is not in docs/language_names.yml"
    if (language.folder / "mkdocs.yml").read_text(encoding="utf-8") != CONFIGURATION:
        yield f"{here}/mkdocs.yml: must be the one line `{CONFIGURATION.strip()}`"
    for path in sorted(language.folder.rglob("*")):
        name = path.relative_to(language.folder).as_posix()
        is_page = name.startswith("docs/") and path.suffix == ".md"
        if path.is_file() and not is_page and name not in KNOWN_FILES:
            yield f"{here}/{name}:1: T18 a language holds pages, its words and its terms only"
    yield from _words_of(language)


def _words_of(language: Language) -> Iterator[str]:
    english = read_yaml(places.language_folder(ENGLISH) / "strings.yml")
    own = read_yaml(language.folder / "strings.yml")
    for part, words in english.items():
        for key in words:
            if key not in (own.get(part) or {}):
                yield f"docs/{language.code}/strings.yml:1: there is no word for {part}: {key}"
    for part, words in own.items():
        for key in words or {}:
            if key not in english.get(part, {}):
                yield f"docs/{language.code}/strings.yml:1: {part}: {key} is not known"


def _check(language: Language, pages: Iterable[str]) -> int:
    """Prints the findings of some pages; the number of those that are more than a warning."""
    checked = problems = outdated = 0
    for page in pages:
        checked += 1
        for finding in findings_of(language, page):
            problems += not finding.is_warning
            kind = " (warning)" if finding.is_warning else ""
            place = f"docs/{language.code}/docs/{page}:{finding.line}"
            print(f"{place}: {finding.rule} {finding.message}{kind}", file=sys.stderr)
        if Language(ENGLISH).has(page) and language.has(page):
            outdated += is_outdated(language, page)
    print(f"{language.code}: {checked} pages checked, {problems} problems, {outdated} outdated")
    return problems


def findings_of(language: Language, page: str) -> list[Finding]:
    """What is wrong with one translated page, compared with the text that it was made from."""
    if not language.has(page):
        return [Finding(1, "T01", "there is no such page")]
    if not Language(ENGLISH).has(page):
        return [Finding(1, "T01", "there is no English page of this name")]
    if not is_translatable(page):
        return [Finding(1, "T02", "this page is not translated into any language")]
    translated = _text(language, page)
    english = _text(Language(ENGLISH), page)
    recorded = recorded_hash(translated)
    if recorded and recorded != source_hash(english):
        english = earlier_version(page, recorded) or english
    return compare(english, translated)


def earlier_version(page: str, value: str) -> str | None:
    """The English page as it was when it had this hash, if the history has it."""
    path = f"docs/{ENGLISH}/docs/{page}"
    for commit in git(places.ROOT, "log", "--format=%H", "--", path).split():
        text = git(places.ROOT, "show", f"{commit}:{path}")
        if source_hash(text) == value:
            return text
    return None


def known_language(code: str) -> Language | None:
    """A language that has a folder; says which ones there are when it has none."""
    if code in [language.code for language in all_languages()]:
        return Language(code)
    there = ", ".join(language.code for language in all_languages())
    _problem(f"There is no language {code!r}; there are {there}.")
    return None


def configuration_of(language: Language) -> Path:
    """The configuration that builds a language: for English the thin one in the root."""
    return places.ROOT / "mkdocs.yml" if language.is_english else language.folder / "mkdocs.yml"


def _build(language: Language, target: Path) -> bool:
    print(f"Building docs for: {language.code}", flush=True)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--clean"]
    command += ["-f", str(configuration_of(language)), "--site-dir", str(target)]
    result = subprocess.run(
        command,
        cwd=places.ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        print(result.stdout, file=sys.stderr)
        _problem(f"Could not build docs for: {language.code}")
        return False
    print(f"Successfully built docs for: {language.code}", flush=True)
    return True


def _print_pages(language: Language, state: dict[str, list[str]]) -> None:
    for page in state["missing"]:
        print(f"missing   {page}")
    for page in state["outdated"]:
        print(f"outdated  {page}")
        recorded = recorded_hash(_text(language, page))
        before = earlier_version(page, recorded) if recorded else None
        if before is None:
            print("          the text that it was made from is not in the history")
            continue
        now = _text(Language(ENGLISH), page)
        for line in list(
            unified_diff(body_of(before).split("\n"), body_of(now).split("\n"), lineterm="", n=0)
        )[2:]:
            print(f"          {line}")


def _language_and_page(path: Path) -> tuple[Language, str] | None:
    for language in translations():
        if language.pages_folder in path.parents:
            return language, path.relative_to(language.pages_folder).as_posix()
    return None


def _page_name(language: Language, path: Path) -> str:
    """A page given by its path, or by its name below the folder of pages."""
    if language.pages_folder in path.parents:
        return path.relative_to(language.pages_folder).as_posix()
    return os.path.relpath(path)


def _text(language: Language, page: str) -> str:
    return (language.pages_folder / page).read_text(encoding="utf-8")


def _shown(path: Path) -> str:
    full = path.resolve()
    return full.relative_to(places.ROOT).as_posix() if places.ROOT in full.parents else str(full)


def _problem(message: str) -> int:
    print(message, file=sys.stderr)
    return 1


def _path(text: str) -> Path:
    return Path(text).resolve()


_SITE = (("--site",), {"type": _path, "default": places.SITE, "help": "folder of the site (site)"})
_LANGUAGE = (("language",), {"metavar": "LANG", "help": "such as es"})
_SOME_LANGUAGE = (("language",), {"metavar": "LANG", "nargs": "?", "help": "such as es"})
_PAGES = {"metavar": "PAGE", "type": _path, "help": "such as docs/es/docs/index.md"}
COMMANDS = {
    "new-lang": (new_lang, ((("code",), {"metavar": "CODE", "help": "such as ht"}),)),
    "build-lang": (build_lang, (_LANGUAGE, _SITE)),
    "build-all": (
        build_all,
        (_SITE, (("--jobs",), {"type": int, "default": 2, "help": "languages at once (2)"})),
    ),
    "status": (
        status,
        (_SOME_LANGUAGE, (("--json",), {"action": "store_true", "help": "for programs"})),
    ),
    "stamp": (stamp, ((("pages",), {**_PAGES, "nargs": "+"}),)),
    "check-translation": (check_translation, (_LANGUAGE, (("pages",), {**_PAGES, "nargs": "*"}))),
    "verify": (verify, ()),
}
