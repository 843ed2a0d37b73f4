"""Makes the reference values of src/test/resources/goldens/chat from what is written by hand there:
    own/*.jinja, conversations.json          -> own-renderings.jsonl
    styles/*.jinja, supervised.json          -> supervised.jsonl
    cases.json (variables, templates)        -> cases.jsonl
Run from anywhere: python3 src/test/reference/make_chat_goldens.py. Needs transformers 5.24, jinja2 3.1.6, Python 3.11.
"""
import json
import pathlib

from chat_reference import failure, render, run, supervise

CHAT = pathlib.Path(__file__).resolve().parents[3] / "src/test/resources/goldens/chat"
SPECIAL = {"bos_token": "<s>", "eos_token": "</s>"}


def read(name):
    return json.loads((CHAT / name).read_text(encoding="utf-8"))


def write(name, rows):
    (CHAT / name).write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8", newline="\n")


def renderings():
    for path in sorted((CHAT / "own").glob("*.jinja")):
        for name, conversation in read("conversations.json").items():
            for prompt in (False, True):
                row = {"template": path.name, "conversation": name, "add_generation_prompt": prompt}
                try:
                    row["text"], ranges = render(path.read_text(encoding="utf-8"), conversation["messages"], conversation.get("tools"),
                                                 prompt, SPECIAL, conversation.get("variables"))
                    if ranges:
                        row["generation_bytes"] = ranges
                except Exception as e:
                    row["error"] = failure(e)
                yield row


def supervised():
    given = read("supervised.json")
    for path in sorted((CHAT / "styles").glob("*.jinja")):
        for name, conversation in given["conversations"].items():
            yield {"template": path.name, "conversation": name,
                   "expected": supervise(path.read_text(encoding="utf-8"), conversation["messages"], None, SPECIAL, given["control_tokens"],
                                         conversation.get("first", 0))}


def cases():
    given = read("cases.json")
    for source in given["templates"]:
        row = {"source": source}
        try:
            row["text"], ranges = run(source, given["variables"])
            if ranges:
                row["generation"] = ranges
        except Exception as e:
            row["error"] = failure(e)
        yield row


write("own-renderings.jsonl", renderings())
write("supervised.jsonl", supervised())
write("cases.jsonl", cases())
