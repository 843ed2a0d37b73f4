"""Updates of TRL's GOLD (hybrid loss over byte-aligned groups): seconds of each and peak memory as one line of JSON. The peer of GoldBench, which starts it.

    python gold.py STUDENT TEACHER DOCUMENTS.json UPDATES THREADS

DOCUMENTS.json is a list of texts. TRL's own loss and its own reading of the teacher's tokens run in a bare loop: what its Trainer adds is left out.
"""
import json
import os
import resource
import sys
import time
import types
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
import trl
from transformers import AutoModelForCausalLM, AutoTokenizer
from trl.experimental.gold.gold_trainer import ULDLoss, build_teacher_inputs_from_texts

SETTINGS = dict(
    uld_crossentropy_weight=1.0, uld_distillation_weight=1.0, uld_student_temperature=1.0, uld_teacher_temperature=1.0,
    uld_skip_student_eos=True, uld_skip_teacher_eos=True, use_extended_uld=True, uld_token_merge_strategy="bayesian",
    uld_use_hybrid_loss=True, uld_hybrid_matched_weight=None, uld_hybrid_unmatched_weight=None, beta=0.5)


def tokenizer_of(folder):
    tokenizer = AutoTokenizer.from_pretrained(folder)
    if tokenizer.pad_token is None:
        tokenizer.pad_token = tokenizer.eos_token
    return tokenizer


if __name__ == "__main__":
    student_folder, teacher_folder, documents, updates, threads = sys.argv[1:]
    torch.set_num_threads(int(threads))
    student_tokenizer, teacher_tokenizer = tokenizer_of(student_folder), tokenizer_of(teacher_folder)
    student = AutoModelForCausalLM.from_pretrained(student_folder, dtype=torch.float32)
    teacher = AutoModelForCausalLM.from_pretrained(teacher_folder, dtype=torch.float32).eval()
    with open(documents) as file:
        texts = json.load(file)
    loss_of = ULDLoss(types.SimpleNamespace(**SETTINGS), student_tokenizer, teacher_tokenizer, device="cpu")
    optimizer = torch.optim.AdamW(student.parameters(), lr=1e-6, weight_decay=0.01)
    begin = [student_tokenizer.bos_token or ""] * len(texts)
    begin_of_teacher = [teacher_tokenizer.bos_token or ""] * len(texts)
    seconds = []
    for update in range(int(updates)):
        started = time.perf_counter()
        ids, labels, mask, offsets = build_teacher_inputs_from_texts(student_tokenizer, begin, texts)
        their_ids, their_labels, their_mask, their_offsets = build_teacher_inputs_from_texts(teacher_tokenizer, begin_of_teacher, texts)
        logits = student(input_ids=ids, attention_mask=mask, use_cache=False).logits
        with torch.no_grad():
            their_logits = teacher(input_ids=their_ids, attention_mask=their_mask).logits
        loss = loss_of(logits, their_logits, labels, their_labels, ids, their_ids, offsets, their_offsets)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
        seconds.append(time.perf_counter() - started)
    print(json.dumps({
        "seconds": seconds, "peak_bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024, "loss": loss.item(),
        "versions": f"trl {trl.__version__}, torch {torch.__version__}, transformers {transformers.__version__}"}))
