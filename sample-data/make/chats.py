"""Makes the sample chats: short conversations about bytes, letters, numbers and the sample texts. The same texts give the same bytes.

usage: python3 sample-data/make/chats.py        needs Python 3.11 or newer, and sample-data/text

Every answer follows from its question, is short and ends, so that a model of a million parameters can learn to give and to end one.
Passages come from the public-domain texts beside it, of validation.jsonl from validation.txt; all else is written for this project.
"""

import json
import random
import re
from pathlib import Path

SEED = 2026
FOLDER = Path(__file__).resolve().parent.parent
BYTES = {"train": 300_000, "validation": 40_000}
PROMPTS = 40
LONGEST = 420  # bytes of a conversation's messages: with the template's words they fit a document of 512
EXCHANGES = [1, 1, 1, 2, 2, 3, 4]

SYSTEMS = [
    "Answer in one line.",
    "You answer briefly.",
    "You read old texts and answer questions about them.",
    "You are a reader of bytes.",
]
PLACES = [
    "Africa", "Alaska", "America", "California", "Canada", "China", "Cuba", "England", "Europe", "France", "Germany", "Great Britain",
    "India", "Italy", "Japan", "Mexico", "Nantucket", "Nicaragua", "Panama", "Philadelphia", "Russia", "Spain", "Texas", "Washington",
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
FAR_LETTERS = "äéñößæçøλπжя—…€→"
ABOUT_BYTES = [
    ("What is a byte?", "A number from 0 to 255."),
    ("How many bytes are there?", "256."),
    ("What is a token?", "A piece of text that a model reads at once."),
    ("What is a tokenizer?", "It cuts a text into tokens."),
    ("Do all models cut a text alike?", "No. Each has a tokenizer of its own."),
    ("What do all models share?", "The bytes of the text."),
    ("What does the teacher give?", "The probabilities of the next byte."),
    ("What does the student learn?", "To give each byte the probability that its teacher gives it."),
    ("What is a distillation?", "A small model learns from a large one."),
    ("Which bytes has a line end?", "10."),
    ("Which byte is a space?", "32."),
    ("How is a text written as bytes?", "In UTF-8."),
    ("How many bits has a byte?", "8."),
    ("When is an answer done?", "When its last token ends the turn."),
]
GREETINGS = [
    ("Good morning.", "Good morning. What shall we read?"),
    ("Good evening.", "Good evening. What shall we read?"),
    ("Hello.", "Hello. What shall we read?"),
    ("Thank you.", "You are welcome."),
    ("That was all.", "Good bye."),
    ("Who are you?", "A small model that reads bytes."),
]


class Source:
    """What questions are asked about: the sentences and words of a text."""

    def __init__(self, text):
        sentences = re.split(r"(?<=[.?!]) (?=[A-Z])", text.replace("\n", " "))
        self.sentences = [sentence.strip() for sentence in sentences]
        self.pairs = [pair for pair in zip(self.sentences, self.sentences[1:]) if all(30 <= size(one) <= 150 for one in pair)]
        self.short = [sentence for sentence in self.sentences if 20 <= size(sentence) <= 110]
        self.years = [(one, found[0]) for one in self.short if len(found := re.findall(r"\b1[78]\d\d\b", one)) == 1]
        self.places = [(one, found[0]) for one in self.short if len(found := [place for place in PLACES if place in one]) == 1]
        self.words = sorted(set(re.findall(r"\b[a-z]{3,7}\b", text)))


def size(text):
    return len(text.encode())


def goes_on(rng, source):
    first, second = rng.choice(source.pairs)
    return [(f"How does this go on?\n{first}", second)]


def year(rng, source):
    sentence, answer = rng.choice(source.years)
    return [(f"Which year is named here?\n{sentence}", f"{answer}.")]


def place(rng, source):
    sentence, answer = rng.choice(source.places)
    return [(f"Which place is named here?\n{sentence}", f"{answer}.")]


def first_word(rng, source):
    words = re.findall(r"[\w’']+", sentence := rng.choice(source.short))
    return [(f"What is the first word?\n{sentence}", words[0]), ("And the last word?", words[-1])]


def spelling(rng, source):
    word = rng.choice(source.words)
    return [
        (f"Spell the word {word}.", "-".join(word) + "."),
        ("How many letters are these?", f"{len(word)}."),
        ("And backwards?", "-".join(reversed(word)) + "."),
    ]


def counting(rng, _):
    start = rng.randrange(0, 90)
    numbers = [str(number) for number in range(start, start + rng.randrange(3, 7))]
    return [
        (f"Count from {numbers[0]} to {numbers[-1]}.", ", ".join(numbers) + "."),
        ("And backwards?", ", ".join(reversed(numbers)) + "."),
        (f"What comes after {numbers[-1]}?", f"{start + len(numbers)}."),
    ]


def sums(rng, _):
    one, other = rng.randrange(1, 13), rng.randrange(1, 13)
    return [
        (f"What is {one} and {other}?", f"{one + other}."),
        ("And one more?", f"{one + other + 1}."),
    ]


def byte_of(rng, _):
    letter = rng.choice(LETTERS + LETTERS.upper())
    return [
        (f"Which byte is the letter {letter}?", f"{ord(letter)}."),
        ("And in hexadecimal?", f"{ord(letter):x}."),
    ]


def bytes_of(rng, _):
    letter = rng.choice(LETTERS + FAR_LETTERS * 2)
    count = size(letter)
    return [
        (f"How many bytes has {letter} in UTF-8?", "1 byte." if count == 1 else f"{count} bytes."),
        ("Which?", ", ".join(str(byte) for byte in letter.encode()) + "."),
    ]


def alphabet(rng, _):
    at = rng.randrange(0, 24)
    return [
        (f"Which letter comes after {LETTERS[at]}?", f"{LETTERS[at + 1]}."),
        ("And then?", f"{LETTERS[at + 2]}."),
    ]


def about_bytes(rng, _):
    return rng.sample(ABOUT_BYTES, 2)


def greeting(rng, _):
    return [rng.choice(GREETINGS)]


KINDS = [goes_on, goes_on, goes_on, year, place, first_word, spelling, counting, sums, byte_of, bytes_of, alphabet, about_bytes, greeting]


def conversation(rng, source):
    """Messages of one conversation: perhaps a system message, then exchanges of one kind after the other."""
    wanted, exchanges = rng.choice(EXCHANGES), []
    while len(exchanges) < wanted:
        exchanges += rng.choice(KINDS)(rng, source)[: wanted - len(exchanges)]
    messages = [{"role": "system", "content": rng.choice(SYSTEMS)}] if rng.random() < 0.4 else []
    for question, answer in exchanges:
        messages += [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]
    return messages


def conversations(name, known):
    """Conversations of a part, none of them in another part or twice, until their lines have the part's bytes."""
    rng = random.Random(f"{SEED}/{name}")
    source = Source((FOLDER / "text" / f"{name}.txt").read_text("utf-8"))
    taken, left = [], BYTES[name]
    while True:
        messages = conversation(rng, source)
        # Without the system message: the same question under another one is no new conversation.
        said = tuple(message["content"] for message in messages if message["role"] != "system")
        if said in known or sum(size(text) for text in said) > LONGEST:
            continue
        left -= size(line({"messages": messages}))
        if left < 0:
            return taken
        known.add(said)
        taken.append(messages)


def line(record):
    return json.dumps(record, ensure_ascii=False) + "\n"


def prompt(messages):
    """The messages before the first answer."""
    return messages[: next(i for i, message in enumerate(messages) if message["role"] == "assistant")]


def write(name, all_messages):
    file = FOLDER / "chats" / f"{name}.jsonl"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes("".join(line({"messages": messages}) for messages in all_messages).encode())
    print(f"{file.name}: {len(all_messages)} lines, {file.stat().st_size:,} bytes")


def main():
    known = set()
    parts = {name: conversations(name, known) for name in BYTES}
    for name, part in parts.items():
        write(name, part)
    write("prompts", [prompt(messages) for messages in parts["validation"][:PROMPTS]])


if __name__ == "__main__":
    main()
