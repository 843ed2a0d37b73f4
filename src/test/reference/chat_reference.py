"""Rendering and supervision of chats as the tests expect them: transformers' own functions with a fixed clock, and the rules of supervision.

Needs transformers 5.24 and jinja2 3.1.6 (no torch). Used by make_chat_goldens.py and render_templates.py.
"""
import datetime
import re

import jinja2
import transformers.utils.chat_template_utils as ct

NOW = datetime.datetime(2026, 3, 9, 14, 5, 7)  # a Monday


class _Clock(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


ct.datetime = _Clock


def render(template, messages, tools=None, prompt=False, special=None, variables=None):
    """(text, ranges of generation blocks in UTF-8 bytes), as apply_chat_template(tokenize=False)."""
    if not messages:
        raise ValueError("Cannot apply chat template to an empty conversation. Provide at least one message.")
    given = {k: v for k, v in (special or {}).items() if v is not None}
    given.update(variables or {})
    texts, ranges = ct.render_jinja_template(
        [ct._normalize_chat_messages(messages)], tools=tools, chat_template=template, add_generation_prompt=prompt,
        return_assistant_tokens_mask=True, **given)
    text = texts[0]
    text.encode("utf-8")
    return text, [[len(text[:n].encode("utf-8")) for n in r] for r in ranges[0]]


def run(source, variables):
    """The text that a template writes with these variables, without any preparation of messages."""
    template = ct._cached_compile_jinja_template(source)
    blocks, ranges = [], []
    with template.environment.activate_tracker(blocks, ranges):
        for block in template.generate(**variables):
            blocks.append(block)
    text = "".join(blocks)
    text.encode("utf-8")
    return text, ranges


def failure(error):
    """`raised` with its message if the template called raise_exception; anything else only has to fail."""
    if type(error) is jinja2.exceptions.TemplateError:
        return {"kind": "raised", "message": str(error)}
    return {"kind": "failed"}


WHITE = " \t\r\n"


def supervise(template, messages, tools, special, control, first=0):
    """Which bytes are supervised. Rule by rule:

    1. Assistant messages with white space only, without reasoning and tool calls, are empty. What follows the last other one is dropped.
    2. A turn is what R(with it) has behind R(before it, with generation prompt); if either fails it has no prompt.
    3. If the prompt is no prefix, the turn starts behind the last control token that both share, if that belongs to the turn's header.
    4. It ends with a control token, without the white space behind it, else with the text.
    5. It is in place if the whole conversation's text begins so, perhaps without the eos that closes it; else it is a document of its own.
    """
    empty = lambda m: not (m["content"].strip() if isinstance(m.get("content"), str) else m.get("content")) and not any(
        m.get(k) for k in ("tool_calls", "reasoning_content", "thinking", "reasoning"))
    at = [i for i, m in enumerate(messages) if m["role"] == "assistant" and i >= first]
    if not at:
        return {"refused": "no assistant turn"}
    full = [i for i in at if not empty(messages[i])]
    if not full:
        return {"refused": "no supervised turn"}
    messages = messages[:full[-1] + 1]
    r = lambda n, prompt: render(template, messages[:n], tools, prompt, special)[0]
    try:
        whole = r(len(messages), False)
    except Exception as e:
        return {"refused": "template", "error": failure(e)}
    common = lambda a, b: next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
    last = lambda text, limit: max((i + len(c) for c in control for i in [text.rfind(c, 0, limit)] if i >= 0), default=-1)
    ends = lambda text: next((c for c in sorted(control, key=len, reverse=True) if text.endswith(c)), None)
    turns, place, own = [], [], []
    for i in [i for i in at if i <= full[-1]]:
        turn = {"message": i}
        turns.append(turn)
        if empty(messages[i]):
            turn["status"] = "empty"
            continue
        try:
            prompt, complete = r(i, True), r(i + 1, False)
        except Exception:
            turn["status"] = "no prompt"
            continue
        if complete.startswith(prompt):
            start = len(prompt)
        else:
            start = last(complete, common(complete, prompt))
            try:
                before = r(i, False)
            except Exception:
                before = ""
            if start < 0 or start <= last(complete, common(complete, before)):
                turn["status"] = "no start"
                continue
            turn["start"] = "by header"
        short = complete.rstrip(WHITE)
        token = ends(short)
        end = len(short) if token and len(short) - len(token) >= start else len(complete)
        document, turn["status"] = whole, "in place"
        if not whole.startswith(complete[:end]):
            document, turn["status"] = complete, "own document"
            eos = (special or {}).get("eos_token")
            if eos and complete[:end].endswith(eos):
                short = complete[:end - len(eos)].rstrip(WHITE)
                token = ends(short)
                if token and len(short) - len(token) >= start and whole.startswith(short):
                    document, end, turn["status"] = whole, len(short), "in place, without eos"
        b = lambda n: len(document[:n].encode("utf-8"))
        turn["end_token"] = ends(document[start:end])
        scaffold = re.match(r"\s*<think>\s*</think>\s*", document[start:end])
        if scaffold:
            turn["empty_think"] = [b(start), b(start + scaffold.end())]
        if turn["status"] == "own document":
            own.append({"text": complete, "supervised": [[b(start), b(end)]], "messages": [i]})
        else:
            place.append(([b(start), b(end)], i))
    documents = [{"text": whole, "supervised": [p for p, _ in place], "messages": [i for _, i in place]}] if place else []
    documents += own
    return {"documents": documents, "turns": turns} if documents else {"refused": "no supervised turn", "turns": turns}
