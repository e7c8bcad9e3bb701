"""The control words of RTF 1.9.1 that matter for text: where it goes, what stands for a character, and character sets."""

from __future__ import annotations

# Groups without words of a person; their contents (hex, style names, numbers) must not look like text.
SKIPPED = frozenset(
    (
        "colortbl", "stylesheet", "listtable", "listoverridetable", "rsidtbl", "generator", "themedata", "colorschememapping",
        "latentstyles", "datastore", "xmlnstbl", "mmathPr", "objclass", "blipuid", "bkmkend", "filetbl",
        "nonshppict", "shprslt", "listtext", "pntext", "pnseclvl", "pn", "pntxta", "pntxtb", "atrfstart", "atrfend", "atndate", "atntime",
        "atnref", "atnicn", "creatim", "revtim", "printim", "buptim", "panose", "falt", "fontemb", "nesttableprops",
        "wgrffmtfilter", "pgptbl", "picprop", "ebcstart", "ebcend", "fchars", "lchars", "pgdsctbl",
        "datafield", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "defchp", "defpap", "oldcprops",
        "oldpprops", "oldsprops", "oldtprops", "factoidname", "passwordhash", "fontfile", "svb", "nextfile", "hsv", "writereservhash",
    )
)  # fmt: skip

# Groups whose text goes elsewhere than into the body: the place and what it counts as.
STORIES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), ("header", "header")),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), ("footer", "header")),
    "footnote": ("footnote", "note"),
    "annotation": ("comment", "comment"),
    "fldinst": ("field", "metadata"),
    "atnauthor": ("metadata author", "metadata"),
    "atnid": ("metadata author", "metadata"),
    "revtbl": ("metadata author", "metadata"),
    "docvar": ("metadata variable", "metadata"),
    "template": ("template", "metadata"),
    "bkmkstart": ("bookmark", "metadata"),
    "xe": ("index entry", "metadata"),
    "tc": ("index entry", "metadata"),
    "objname": ("object name", "metadata"),
    "ffname": ("field", "form"),
    "ffdeftext": ("field", "form"),
    "ffl": ("field", "form"),
    "ffhelptext": ("field", "form"),
    "ffstattext": ("field", "form"),
    "sv": ("drawing", "metadata"),
    "propname": ("metadata property", "metadata"),
    "staticval": ("metadata property", "metadata"),
    "linkval": ("metadata property", "metadata"),
    **{
        name: (f"metadata {name}", "metadata")
        for name in ("title", "subject", "author", "manager", "company", "operator", "category", "keywords", "comment", "doccomm", "hlinkbase")
    },
}  # fmt: skip
# Of `title`, `author` and the like only those within the group with the document's properties are meant.
PROPERTIES = frozenset(name for name, (place, _) in STORIES.items() if place == f"metadata {name}")
# Groups marked with `\\*`, which a reader may skip when it does not know them, whose text goes on where they stand.
READ = frozenset((
    "shpinst", "shppict", "ud", "do", "dptxbxtext", "shptxt", "userprops", "formfield", "nesttableprops", "mmath", "moMath", "moMathPara",
    "txfieldtext", "background", "shpgrp",
))  # fmt: skip
# Properties of a drawing that hold words (MS-ODRAW 2.3): descriptions, names, tips, text as a picture, who is asked to sign.
WORDS = frozenset((
    b"wzDescription", b"wzName", b"wzTooltip", b"gtextUNICODE", b"pibName", b"fillBlipName", b"wzScript", b"wzSigSetupSuggSigner",
    b"wzSigSetupSuggSigner2", b"wzSigSetupSuggSignerEmail", b"wzSigSetupSignInst",
))  # fmt: skip

SYMBOLS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "nestcell": "\t", "nestrow": "\n", "softline": "\n",
}  # fmt: skip

CHARSETS = {
    0: "cp1252", 1: "cp1252", 2: "latin-1", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp437",
}  # fmt: skip
