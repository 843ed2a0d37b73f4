"""Renders every template of a folder with the conversations of a file, as transformers does: python3 render_templates.py FOLDER
CONVERSATIONS.json prints a JSON line for each template, conversation and generation prompt. Called by OtherTemplatesTest (profile "real").
"""
import json
import pathlib
import sys

from chat_reference import failure, render

SPECIAL = {"bos_token": "<s>", "eos_token": "</s>"}

conversations = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
out = open(sys.stdout.fileno(), "w", encoding="utf-8", newline="\n", closefd=False)
for path in sorted(pathlib.Path(sys.argv[1]).glob("*.jinja")):
    for name, conversation in conversations.items():
        for prompt in (False, True):
            row = {"template": path.name, "conversation": name, "add_generation_prompt": prompt}
            try:
                row["text"], ranges = render(path.read_text(encoding="utf-8"), conversation["messages"], conversation.get("tools"), prompt,
                                             SPECIAL, conversation.get("variables"))
                if ranges:
                    row["generation_bytes"] = ranges
            except Exception as e:
                row["error"] = failure(e)
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
