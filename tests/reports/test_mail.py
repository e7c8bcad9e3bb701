"""Messages against a mail server of our own, with TLS by a certificate of our own."""

import base64
import ipaddress
import socketserver
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from reports import mail
from reports.language import Language
from scanner.report_settings import Mail
from scanner.reporting import make

SECRET = "correct horse"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


class _Handler(socketserver.BaseRequestHandler):
    def handle(self):
        self.opened = None
        try:
            self.talk()
        finally:
            if self.opened is not None:
                self.opened.close()

    def talk(self):
        server = self.server
        self.encrypted = server.implicit
        try:
            self.opened = server.context.wrap_socket(self.request, server_side=True) if server.implicit else None
            connection = self.opened or self.request
        except (ssl.SSLError, OSError):
            return
        lines = connection.makefile("rb")

        def say(text):
            connection.sendall(text.encode() + b"\r\n")

        say("220 test")
        while line := lines.readline():
            word = line.split()[0].upper().decode() if line.split() else ""
            server.heard.append((self.encrypted, word))
            if word == "EHLO":
                offers = ["250-test", *([] if self.encrypted or not server.starttls else ["250-STARTTLS"]), "250 AUTH PLAIN"]
                say("\r\n".join(offers))
            elif word == "STARTTLS":
                say("220 go")
                try:
                    connection = self.opened = server.context.wrap_socket(self.request, server_side=True)
                except (ssl.SSLError, OSError):
                    return
                lines, self.encrypted = connection.makefile("rb"), True
            elif word == "AUTH":
                right = base64.b64encode(f"\0me\0{SECRET}".encode()) in line
                say("235 yes" if right else "535 no")
            elif word == "RCPT" and b"nobody@" in line:
                say("550 unknown")
            elif word == "DATA":
                say("354 go on")
                body = b""
                while (more := lines.readline()) != b".\r\n":
                    body += more
                server.messages.append((self.encrypted, body))
                say("250 kept")
            elif word == "QUIT":
                say("221 bye")
                return
            else:
                say("250 fine")


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture
def server(certificate):
    started = []

    def start(*, implicit=False, starttls=True):
        made = _Server(("127.0.0.1", 0), _Handler)
        made.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        made.context.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
        made.implicit, made.starttls, made.messages, made.heard = implicit, starttls, [], []
        threading.Thread(target=made.serve_forever, daemon=True).start()
        started.append(made)
        return made

    yield start
    for one in started:
        one.shutdown()
        one.server_close()


def settings(server, certificate, tmp_path, **changes):
    (tmp_path / "password").write_text(SECRET + "\n")
    given = {
        "host": "127.0.0.1", "port": server.server_address[1], "from": "scan@example.org", "to": ["dpo@example.org"], "user": "me",
        "password_file": str(tmp_path / "password"), "ca_file": str(certificate / "cert.pem"),
    }  # fmt: skip
    return Mail.model_validate(given | changes)


LETTER = mail.Letter(("dpo@example.org",), "Weekrapport – é", "tekst é", (("report.html", b"<p>page</p>"),))


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_message_goes_over_tls_with_its_attachment(server, certificate, tmp_path, security):
    opened = server(implicit=security == "tls")
    assert mail.send(settings(opened, certificate, tmp_path, security=security), [LETTER]) == 1
    encrypted, body = opened.messages[0]
    assert encrypted
    assert b"report.html" in body
    assert base64.b64encode(b"<p>page</p>")[:10] in body or b"<p>page</p>" in body
    assert all(encrypted for encrypted, word in opened.heard if word in ("AUTH", "MAIL", "DATA"))


def test_without_a_certificate_that_is_trusted_nothing_is_sent(server, certificate, tmp_path):
    for security in ("starttls", "tls"):
        opened = server(implicit=security == "tls")
        with pytest.raises(mail.MailError, match="certificate"):
            mail.send(settings(opened, certificate, tmp_path, ca_file="", security=security), [LETTER])
        assert opened.messages == []
        assert not [word for _, word in opened.heard if word in ("AUTH", "MAIL")]


def test_a_server_that_offers_no_tls_gets_nothing(server, certificate, tmp_path):
    opened = server(starttls=False)
    with pytest.raises(mail.MailError, match="cannot be sent"):
        mail.send(settings(opened, certificate, tmp_path), [LETTER])
    assert opened.messages == []


def test_a_wrong_password_is_told_without_it(server, certificate, tmp_path):
    opened = server()
    given = settings(opened, certificate, tmp_path)
    (tmp_path / "password").write_text("another secret")
    with pytest.raises(mail.MailError, match="user or password") as told:
        mail.send(given, [LETTER])
    assert "another secret" not in str(told.value)
    (tmp_path / "password").unlink()
    with pytest.raises(mail.MailError, match="password"):
        mail.send(given, [LETTER])


def test_receivers_that_are_refused_and_a_server_that_is_away(server, certificate, tmp_path):
    opened = server()
    given = settings(opened, certificate, tmp_path)
    with pytest.raises(mail.MailError, match="receivers"):
        mail.send(given, [mail.Letter(("nobody@example.org",), "s", "t")])
    opened.shutdown()
    opened.server_close()
    with pytest.raises(mail.MailError, match="cannot be reached"):
        mail.send(given, [LETTER])


def test_nothing_is_sent_without_a_host_or_receivers():
    assert mail.send(Mail(), [LETTER]) == 0
    assert mail.send(Mail.model_validate({"host": "h", "from": "a@b.be"}), [mail.Letter((), "s", "t")]) == 0


def test_the_message_tells_figures_and_no_path(share, written):
    share.configure(
        report={
            "mail": {"host": "h", "from": "a@b.be", "to": ["c@d.be"]},
            "owners": [{"folder": "Clients", "name": "An", "email": "an@b.be"}],
        }
    )
    share.file("Clients/secret.txt", "ID_CARD_COPY")
    done, _ = written(language="nl")
    whole, own = make.letters(done, share.loaded.config)
    assert whole.to == ("c@d.be",)
    assert own.to == ("an@b.be",)
    assert "Verboden gegevens: 1" in whole.text
    assert whole.text.count(done.folder) == 1
    for letter in (whole, own):
        assert "secret.txt" not in letter.text
        assert letter.attached == ()


def test_the_notice_that_there_is_no_report():
    letter = mail.failure("2026-W47", Language("fr"), ["a@b.be"])
    assert "2026-W47" in letter.subject
    assert "dossierwacht status" in letter.text
