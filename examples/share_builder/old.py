"""The corner that nobody cleaned up: an archive, locked, broken and empty files, a recording."""

from __future__ import annotations

import io
import math
import struct
import wave

from share_builder import model as m
from share_builder.model import Example
from share_builder.package import word, zipped
from share_builder.paper import pdf
from share_builder.people import ELIF, ELS, IOANA, JONAS, KOEN, MAGDA, words

_ROOT = "Oud/"


def examples():
    """Yield an archive of documents, and the files that cannot be read or hold nothing."""
    yield from _archive()
    yield from _unreadable()


def _archive():
    inner = zipped({
        "stage/evaluatie.docx": word(f"""# Evaluatieverslag stage
| Stagiair | {MAGDA.name} |
| Periode | 4 maart tot 29 maart 2019 |
Magdalena werkte op de afdeling wasserij. Ze is stipt, werkt snel en helpt anderen. Eindscore: goed.
Besproken en ondertekend voor ontvangst.
""", author=KOEN.name),
        "stage/overzicht.txt": b"Stages voorjaar 2019: wasserij (1), keuken (2), magazijn (1).\n",
    })  # fmt: skip
    members = {
        "dossiers 2019/LEESMIJ.txt": "Dossiers afgesloten in 2019. Nakijken en wissen vóór eind 2020.\n".encode(),
        "dossiers 2019/Peeters/intake.docx": word(f"""# Intakeverslag
| Cliënt | {JONAS.name} |
| Rijksregisternummer | {JONAS.rrn} |
| Datum | 14 januari 2019 |
Jonas zoekt werk als hulpkok. Hij werkte als jobstudent in een frituur en volgde de hotelschool.
## Jobdoelwit
Hulpkok in een grootkeuken of een restaurant.
## Drempels
Geen eigen vervoer. Volgende afspraak: 28 januari 2019.
"""),
        "dossiers 2019/Popescu/diploma.pdf": pdf(f"""# Diploma
De school verklaart dat {IOANA.name}, geboren te {IOANA.place} op {words(IOANA.birth)}, het diploma van secundair onderwijs behaalde.
Uitgereikt te Turnhout op 30 juni 2017
De directeur
""", title="Diploma"),
        f"dossiers 2019/{ELIF.rrn} loonfiche.txt": b"Dit bestand werd verplaatst naar de map van de personeelsdienst.\n",
        "dossiers 2019/stages.zip": inner,
    }  # fmt: skip
    yield Example(
        f"{_ROOT}dossiers 2019.zip",
        zipped(members),
        "an archive with folders, a member whose name is a national number, and an archive inside",
        "diploma", (m.RRN, m.POB), personal=(m.PERSON, m.BIRTH),
        also=("guidance_report", "evaluation_report"),
    )  # fmt: skip


def _unreadable():
    letter = f"""# Loopbaandossier
Kandidaat: {MAGDA.name}
Dit dossier is beveiligd omdat het gegevens over de gezondheid bevat. Vraag het wachtwoord aan {ELS.name}.
Besluit van de gesprekken: Magdalena hervat deeltijds het werk en volgt intussen een opleiding.
"""
    yield Example(
        f"{_ROOT}loopbaandossier (beveiligd).pdf",
        pdf(letter, title="Loopbaandossier", password="werkpunt2018"),
        "locked with a password: it must be named as not read, never as clean",
        "other", coverage="none", problems=("encrypted",),
    )  # fmt: skip
    whole = word(letter)
    yield Example(
        f"{_ROOT}verslag half gekopieerd.docx",
        whole[: len(whole) * 3 // 5],
        "a Word document of which the copy broke off: named as damaged",
        "other", coverage="none", problems=("corrupt",),
    )  # fmt: skip
    yield Example(
        f"{_ROOT}nieuw document.docx",
        b"",
        "an empty file: there is nothing in it that was not read",
        "other",
    )
    yield Example(
        f"{_ROOT}~$slag half gekopieerd.docx",
        _lock("Els Bogaert"),
        "the lock file that Word left behind: no document, nothing to read",
        "other",
    )  # fmt: skip
    yield Example(
        f"{_ROOT}opname gesprek.wav",
        _tone(),
        "a sound recording: a type that is not read, and is named as such",
        "other", coverage="none", problems=("unsupported",),
    )  # fmt: skip


def _lock(owner):
    """The 162 bytes Word keeps beside an open document: the user's name, once per byte and once per two bytes."""
    short = bytes([len(owner)]) + owner.encode("ascii").ljust(53)
    return (short + bytes([len(owner), 0]) + owner.encode("utf-16-le")).ljust(162, b"\0")


def _tone():
    """Half a second of a falling tone, 8 kHz."""
    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        samples = (round(9000 * math.sin(0.35 * step - step * step / 60000)) for step in range(4000))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return buffer.getvalue()
