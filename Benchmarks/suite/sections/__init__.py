"""One file a section; each has `run(settings) -> Result` and raises `Unavailable` where it can't be measured."""
