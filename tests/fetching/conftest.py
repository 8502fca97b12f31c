"""A host, and rules that make its visitor quick."""

import pytest
from badhost import ACT, Host, page, write_rules

from lawkit.fetching import Job, Settings, Way, sources_for
from lawkit.fetching.cache import Cache
from lawkit.fetching.web import Web


@pytest.fixture
def host():
    found = Host()
    found.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private/\n"
    for language in ("rus", "kaz", "eng"):
        found.pages[f"/{language}/docs/{ACT}"] = page(language)
    yield found
    found.close()


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
