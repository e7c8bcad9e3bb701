"""The two texts about the share: `expected.yaml` for programs and `README.md` for people."""

from __future__ import annotations

from itertools import groupby

import yaml

from share_builder import model as m

_WORDS = {
    m.RRN: "national number", m.CARD: "card number", m.POB: "place of birth", m.ID_PHOTO: "portrait of an identity card",
    m.COPY: "copy of an identity card", m.MRZ: "machine-readable zone", m.EID: "eID export", m.HEALTH: "health",
    m.LIFESTYLE: "lifestyle", m.RELIGION: "religion", m.UNION: "union membership", m.CRIMINAL: "criminal record",
    m.PHOTO: "people in a picture",
}  # fmt: skip

_NEEDS = {"ocr": "text recognition", "faces": "detection of faces"}

_YAML_HEAD = """\
# What a scan of examples/share should say of each file. Written by make_share.py from the truth beside each text in
# share_builder/, not from the result of a scan.
#
# violations       the forbidden kinds found with a confidence of at least 0.5: exactly these
# special          the kinds that need consent or a legal duty: exactly these
# personal         ordinary personal data that stands there: at least these
# notes            forbidden kinds that may be mentioned, but only with a confidence below 0.5
# may              kinds that depend on the machine (detection of faces): allowed, not required
# also_acceptable  classes that can be defended as well as document_class (of containers: the classes of the parts)
# problems         codes that coverage other than full must give
# needs            what the machine must have: without ocr the file is not read completely and its violations are not seen,
#                  without faces the portrait on a card (ID_PHOTO) may be missed

"""

_README_HEAD = """\
# The example share

`share/` is the file server of a guidance organisation that does not exist: **{count} documents** ({kilobytes} kB) of people who do
not exist, written by `make_share.py` and its modules in `share_builder/` – the same bytes each time.

    python examples/make_share.py          # writes share/, expected.yaml and this file
    dossierwacht scan examples/share       # {forbidden} of the {count} files hold forbidden data

* **Nobody real.** Names, streets, firms and schools are invented; municipalities are real. Mail addresses are in the domains kept for
  examples. National numbers have right check digits, so that they behave like real ones, but order numbers from 900 up, which an
  ordinary birthday does not reach. The identity card is a drawing of a Fictia Van Verzonnen, who lives in Nergensweg 404.
* **The truth comes first.** `expected.yaml` is written from what stands in the texts, not from what a scan said; its head explains the
  keys. `may` and `needs` mark what depends on the machine: detection of faces, and text recognition for pictures and scans.
* **Decoys are as many as hits.** A scan that cries at an invoice or at the privacy statement is as wrong as one that misses a number.

The password of the locked PDF is `werkpunt2018`; a scan must not know it.
"""


def expected_yaml(examples):
    """Return the text of `expected.yaml`: a mapping of path to expectation, in the order given."""
    entries = (
        yaml.safe_dump(
            {example.path: example.expected()}, allow_unicode=True, sort_keys=False, width=200, default_flow_style=None
        )
        for example in examples
    )
    return _YAML_HEAD + "".join(entries)


def readme(examples):
    """Return the text of `README.md`: an introduction and a table per top folder."""
    parts = [
        _README_HEAD.format(
            count=len(examples),
            kilobytes=round(sum(len(example.data) for example in examples) / 1000),
            forbidden=sum(bool(example.violations) for example in examples),
        )
    ]
    for folder, group in groupby(examples, key=lambda example: example.path.split("/", 1)[0]):
        parts.append(f"\n## {folder}\n\n| file | shows | the scan should say |\n|---|---|---|\n")
        parts += [f"| `{one.path.split('/', 1)[1]}` | {one.shows} | {_verdict(one)} |\n" for one in group]
    return "".join(parts)


def _verdict(example):
    words = [f"`{example.document_class}`"]
    if example.violations:
        words.append(f"**{', '.join(_WORDS[kind] for kind in example.violations)}**")
    if example.special:
        words.append(f"with consent only: {', '.join(_WORDS[kind] for kind in example.special)}")
    if not example.violations and not example.special and example.coverage == "full":
        words.append("nothing forbidden")
    if example.notes:
        words.append(f"at most a note: {', '.join(_WORDS[kind] for kind in example.notes)}")
    if example.may:
        words.append(f"perhaps: {', '.join(_WORDS[kind] for kind in example.may)}")
    if example.coverage != "full":
        words.append(f"not read ({', '.join(example.problems)})")
    if example.needs:
        words.append(f"needs {' and '.join(_NEEDS[need] for need in example.needs)}")
    return "; ".join(words)
