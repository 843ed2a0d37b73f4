"""What lm-evaluation-harness makes of the tasks for the tests.

    make_task_goldens.py TASKS MODEL...

TASKS is the folder of the task goldens, a MODEL a folder in Hugging Face format. Each task is run as it is, and those with examples also
with the chat template chat.jinja, with examples as turns and as one question. Written is TASKS/expected.json, one object a run: results and standard errors, and per document
what was read, scored and answered. Run with lm-eval 0.4.13, transformers 5.24, torch 2.15, on the CPU; batch size 1, float32.
"""

import json
import os
import sys
from pathlib import Path

import lm_eval
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager

CHAT = {"choices.yaml": (True, False), "letters.yaml": (True, False), "sums.yaml": (False,), "blanks.yaml": (True,)}
# scikit-learn takes minutes for the standard errors of these.
SLOW = {"binary.yaml"}


def runs(task):
    return [(None, False)] + [(True, multi) for multi in CHAT.get(task, ())]


def number(value):
    return None if isinstance(value, str) else value


def document(sample):
    arguments = sample["arguments"]
    out = {"doc_id": sample["doc_id"]}
    if len(arguments[0]) == 1:
        out["loglikelihood"] = sample["resps"][0][0]
    elif isinstance(arguments[0][1], dict):
        out |= {"context": arguments[0][0], "response": sample["resps"][0]}
    else:
        out |= {"contexts": [a[0] for a in arguments], "continuations": [a[1] for a in arguments],
                "loglikelihoods": [r[0][0] for r in sample["resps"]], "is_greedy": [r[0][1] for r in sample["resps"]]}
    return out


def main(folder, models):
    folder, models = Path(folder).resolve(), [Path(model).resolve() for model in models]
    os.chdir(folder)
    recorded = []
    for model in models:
        lm = HFLM(pretrained=str(model), dtype="float32", batch_size=1, device="cpu")
        plain = lm.tokenizer.chat_template
        for task in sorted(folder.glob("*.yaml")):
            if task.name == "base.yaml":
                continue
            for chat, multi in runs(task.name):
                lm.tokenizer.chat_template = (folder / "chat.jinja").read_text() if chat else plain
                name = next(line.split()[1] for line in task.read_text().split("\n") if line.startswith("task:"))
                result = lm_eval.simple_evaluate(
                    lm, tasks=[name], task_manager=TaskManager(include_path=str(folder), include_defaults=False), batch_size=1,
                    apply_chat_template=bool(chat), fewshot_as_multiturn=multi, log_samples=True, fewshot_random_seed=1234,
                    bootstrap_iters=0 if task.name in SLOW else 100000)
                samples = result["samples"][name]
                first = samples[0]["filter"]
                documents = [document(s) for s in samples if s["filter"] == first]
                for sample in samples:
                    if "response" in documents[sample["doc_id"]]:
                        documents[sample["doc_id"]].setdefault("filtered", {})[sample["filter"]] = sample["filtered_resps"][0]
                results = {k: number(v) for k, v in result["results"][name].items() if "," in k}
                recorded.append({"model": model.name, "task": task.name, "chat": bool(chat), "multiturn": multi, "results": results,
                                 "documents": documents})
    Path("expected.json").write_text("[\n" + ",\n".join(json.dumps(r, ensure_ascii=False) for r in recorded) + "\n]\n")


main(sys.argv[1], sys.argv[2:])
