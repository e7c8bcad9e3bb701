"""A worker that cannot be made ready: its preparation fails."""

from scanner import workers


def prepare(*arguments):
    raise OSError("85073003328 Voorbeeld")


workers._prepare = prepare
