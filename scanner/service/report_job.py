"""The weekly report as a job of the service: made of the week that is over, remembered, sent; and a notice when it could not be made."""

from __future__ import annotations

import logging
from contextlib import suppress

from reports import mail
from scanner.catalog import journal
from scanner.catalog.errors import CatalogBusy, CatalogFull
from scanner.catalog.store import Catalog
from scanner.reporting import make
from scanner.reporting.basis import Basis, week_of
from scanner.service.logs import log
from scanner.service.plan import Plan


def report(catalog: Catalog, plan: Plan) -> None:
    """Make the weekly report and send it. What could not be made or sent is told by e-mail where that goes, and raised again."""
    config, folder = plan.config, make.reports_folder(plan.config, plan.state_dir)
    day = config.service.today(make.moment(catalog.now))
    basis = Basis(catalog, plan.loaded, plan.state_dir, plan.rules, day, week_of(None, day))
    tongues = make.languages(config, plan.rules)
    run = journal.begin_run(catalog, "report", config=plan.loaded.digest)
    try:
        written = make.write(basis, folder, tongues, remember=True)
    except (CatalogFull, CatalogBusy):
        raise  # the service tries again
    except Exception:
        with suppress(mail.MailError):
            mail.send(config.report.mail, [mail.failure(basis.week, tongues[0], config.report.mail.to)])
        journal.end_run(catalog, run, "failed", {})
        raise
    figures = {"files": len(written.files), "violations": written.report.organisation.violations}
    try:
        figures["sent"] = mail.send(config.report.mail, make.letters(written, config))
    except mail.MailError as error:
        journal.end_run(catalog, run, "not sent", figures)
        log("the report was made and not sent", level=logging.ERROR, problem=error)
        raise
    journal.end_run(catalog, run, "complete", figures)
    log("report made", week=basis.week, **figures)
