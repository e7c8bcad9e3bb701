"""`dossierwacht daemon`: the background service."""

from __future__ import annotations

import click


@click.command(
    name="daemon",
    epilog="Example: dossierwacht daemon --config /etc/dossierwacht/config.yaml --state-dir /var/lib/dossierwacht",
    short_help="Run the background service.",
)
@click.option("--config", "config_file", metavar="FILE", help="Configuration file.")
@click.option("--state-dir", metavar="DIR", help="Folder of the service: catalogue, key, health file.")
def command(config_file: str | None, state_dir: str | None) -> int:
    """Watch the roots of the configuration, read what changes, and look at everything again on schedule.

    Runs until SIGTERM or Ctrl-C. SIGHUP takes a new configuration, if it is right. docs/operations.md tells how to
    install it for systemd.
    """
    from scanner.service.daemon import prepare

    prepare(config_file, state_dir).run()
    return 0
