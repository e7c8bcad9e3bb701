"""The report by e-mail: figures in the text, never a path or a value; sent over TLS only, to a server with a valid certificate."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate, make_msgid

from reports.facts import Report, Scope
from reports.language import Language
from scanner.errors import DossierwachtError
from scanner.report_settings import Mail

_SECONDS = 30.0  # for each step of the server


class MailError(DossierwachtError):
    """A message could not be sent; what was made lies in the reports folder all the same."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A message; `attached` are (name, page)."""

    to: tuple[str, ...]
    subject: str
    text: str
    attached: tuple[tuple[str, bytes], ...] = ()


def announcement(
    report: Report, language: Language, to: Iterable[str], places: Iterable[str], attached: tuple[tuple[str, bytes], ...]
) -> Letter:
    """Return the message about a week; `places` say where the report lies."""
    _ = language.catalogue.ugettext
    lines = [_week(report, language), *_figures(report, report.organisation, language), ""]
    for one in report.controllers if len(report.controllers) > 1 else ():
        name = report.names.get(one.key, one.key) if one.key else str(_("no controller"))
        lines += [f"{name}:", *(f"  {line}" for line in _figures(report, one, language)), ""]
    lines += [_("The report is attached.") if attached else _("The report lies here:"), *(() if attached else places)]
    subject = _("Weekly report on personal data")
    return Letter(tuple(to), f"{subject} {report.week}", "\n".join(lines), attached)


def digest(
    report: Report, owner: Scope, language: Language, to: str, place: str, attached: tuple[tuple[str, bytes], ...]
) -> Letter:
    """Return the message to the owner of a folder."""
    _ = language.catalogue.ugettext
    lies = _("The page is attached.") if attached else _("The page lies here:")
    lines = [_week(report, language), *_figures(report, owner, language), "", lies, *(() if attached else (place,))]
    subject = _("What is yours to clear")
    return Letter((to,), f"{subject} {report.week}", "\n".join(lines), attached)


def failure(week: str, language: Language, to: Iterable[str]) -> Letter:
    """Return the notice that a report could not be made."""
    _ = language.catalogue.ugettext
    text = _(
        "The report of week %(week)s could not be made. Who runs the server finds the reason with `dossierwacht status` and in the log of the service."
    )
    subject = _("There is no weekly report")
    return Letter(tuple(to), f"{subject} {week}", text % {"week": week})


def send(settings: Mail, letters: Iterable[Letter]) -> int:
    """Send messages over one connection; return how many. Raises MailError, which names the server and never the password."""
    wanted = [letter for letter in letters if letter.to]
    if not settings.host or not wanted:
        return 0
    where = f"{settings.host}:{settings.real_port}"
    try:
        context = ssl.create_default_context(cafile=settings.ca_file or None)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        with _connected(settings, context) as server:
            if settings.user:
                server.login(settings.user, _password(settings.password_file))
            for letter in wanted:
                server.send_message(message(settings.sender, letter))
    except smtplib.SMTPAuthenticationError:
        raise MailError(
            f"{where}: the mail server refuses user or password; correct `report.mail.user` or the password file"
        ) from None
    except smtplib.SMTPResponseException as error:
        raise MailError(f"{where}: the mail server refuses the report (code {error.smtp_code})") from None
    except smtplib.SMTPRecipientsRefused:
        raise MailError(f"{where}: the mail server refuses the receivers; correct `report.mail.to`") from None
    except smtplib.SMTPException as error:
        raise MailError(
            f"{where}: the report cannot be sent ({type(error).__name__}); is `security` right for this port?"
        ) from None
    except ssl.SSLError as error:
        raise MailError(
            f"{where}: the mail server has no certificate that can be trusted ({error.reason}); nothing was sent"
        ) from None
    except OSError as error:
        raise MailError(f"{where}: the mail server cannot be reached ({error.strerror or type(error).__name__})") from None
    return len(wanted)


def message(sender: str, letter: Letter) -> EmailMessage:
    """Return a letter as it is sent."""
    made = EmailMessage(policy=POLICY)
    made["From"], made["To"], made["Subject"] = sender, ", ".join(letter.to), letter.subject
    made["Date"], made["Message-ID"] = formatdate(), make_msgid(domain=sender.rpartition("@")[2])
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(letter.text)
    for name, content in letter.attached:
        made.add_attachment(content, maintype="text", subtype="html", filename=name)
    return made


def _connected(settings: Mail, context: ssl.SSLContext) -> smtplib.SMTP:
    if settings.security == "tls":
        return smtplib.SMTP_SSL(settings.host, settings.real_port, timeout=_SECONDS, context=context)
    server = smtplib.SMTP(settings.host, settings.real_port, timeout=_SECONDS)
    try:
        server.starttls(context=context)
    except BaseException:
        server.close()
        raise
    return server


def _password(path: str) -> str:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read().rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise MailError(f"{path}: the file with the password of the mail server cannot be read; check path and rights") from None


def _figures(report: Report, scope: Scope, language: Language) -> list[str]:
    _, num, terms = language.catalogue.ugettext, language.number, scope.terms
    moved = _("%(new)s new, %(solved)s solved") % {"new": num(scope.changes.new), "solved": num(scope.changes.solved)}
    rows = [
        (_("Forbidden data"), f"{num(scope.violations)} ({moved})" if report.before else num(scope.violations)),
        (_("Sensitive data without consent"), num(scope.special)),
        (_("Files whose term is over"), num(terms.due.files + terms.overdue.files)),
        (_("Overdue"), num(terms.overdue.files)),
        (_("Places that too many can reach"), num(scope.open.total)),
        (_("Files read completely"), language.percent(scope.reading.full, scope.reading.total)),
    ]
    if scope.kind == "all":
        rows.append((_("Deleted this week"), num(terms.deleted.total)))
        rows += [(_("Stands still"), root.name) for root in report.health.roots if root.suspended]
    return [f"{name}: {value}" for name, value in rows]


def _week(report: Report, language: Language) -> str:
    return f"{report.week}: {language.day(report.first)} – {language.day(report.last)}"
