"""A host, and rules that make its visitor quick."""

import pytest
import yaml
from badhost import ACT, Host, page

from lawkit.fetching import Job, Settings, Way, sources_for
from lawkit.fetching.cache import Cache
from lawkit.fetching.web import Web

QUICK = {
    "user_agent": "lawkit/{version} (test{contact})", "robot": "lawkit", "contact": "", "requests_per_minute": 600,
    "attempts": 3, "backoff_seconds": 0.01, "longest_wait_seconds": 3, "connect_seconds": 2, "read_seconds": 0.3,
    "total_seconds": 0.5, "redirects": 5, "largest_bytes": 300_000, "largest_text_bytes": 600_000, "fresh_minutes": 0,
}  # fmt: skip


@pytest.fixture
def host():
    found = Host()
    found.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private/\n"
    for language in ("rus", "kaz", "eng"):
        found.pages[f"/{language}/docs/{ACT}"] = page(language)
    yield found
    found.close()


def write_rules(folder, base, **politeness):
    folder.mkdir(parents=True, exist_ok=True)
    hosts = {
        "order": ["page"],
        "hosts": {
            "page": {"kind": "page", "base": base, "current": "/{lang}/docs/{id}",
                     "edition": "/{lang}/archive/docs/{id}/{dd}.{mm}.{yyyy}"},
            "json": {"kind": "json", "base": base, "current": "/api/documents/{code}/{lang}?page={page}",
                     "edition": "/api/documents/{code}/{lang}/{dd}.{mm}.{yyyy}?page={page}",
                     "search": "/api/documents/search", "languages": ["rus", "kaz"]},
        },
        "repositories": {}, "codes": {ACT: 77},
    }  # fmt: skip
    (folder / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    (folder / "politeness.yaml").write_text(yaml.safe_dump(QUICK | politeness), encoding="utf-8")
    (folder / "profiles.yaml").write_text(yaml.safe_dump({"one": {"acts": [ACT]}}), encoding="utf-8")
    return folder


@pytest.fixture
def rules(tmp_path, host):
    return write_rules(tmp_path / "rules", host.base)


@pytest.fixture
def visit(tmp_path, rules):
    """Fetch with the sources of the rules; pauses are not slept but noted in `visit.slept`."""

    def run(*ids, named=("page",), languages=("rus",), when="now", cache=None, mirror=None, **options):
        settings = Settings.load(rules)
        with Cache.open(cache or tmp_path / "cache") as opened, Web(settings.politeness, sleep=run.slept.append) as web:
            sources = sources_for(named, settings, opened, web, Way(mirror=mirror))
            job = Job(opened, sources, tuple(languages), when, **options)
            return job.run(ids or (ACT,), lambda *_: None)

    run.slept = []
    run.cache = tmp_path / "cache"
    return run
