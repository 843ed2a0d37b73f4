"""A task with lm-evaluation-harness, batch size auto: seconds and accuracy as one line of JSON. The peer of TaskBench, which starts it.

    python tasks.py MODEL TASK.yaml

MODEL is a folder in Hugging Face format or a GGUF file. The seconds are those of the evaluation, without loading the model.
"""
import json
import os
import sys
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"

import lm_eval
import torch
import transformers
import yaml
from lm_eval.models.huggingface import HFLM
from lm_eval.tasks import TaskManager

if __name__ == "__main__":
    path, task = sys.argv[1], os.path.abspath(sys.argv[2])
    folder, name = os.path.split(path)
    where = {"pretrained": folder, "gguf_file": name} if name.endswith(".gguf") else {"pretrained": path}
    lm = HFLM(**where, dtype="float32", batch_size="auto", device="cpu")
    with open(task) as file:
        name = yaml.safe_load(file)["task"]
    started = time.perf_counter()
    result = lm_eval.simple_evaluate(
        lm, tasks=[name], task_manager=TaskManager(include_path=os.path.dirname(task), include_defaults=False), bootstrap_iters=0)
    seconds = time.perf_counter() - started
    versions = f"lm-eval, torch {torch.__version__}, transformers {transformers.__version__}, {torch.get_num_threads()} threads"
    print(json.dumps({"seconds": seconds, "acc": result["results"][name]["acc,none"], "versions": versions}))
