"""Loads an exported folder with transformers, for RealExportTest: check_export.py FOLDER QUESTION.json ANSWER.json LOGITS.f32

QUESTION: ids (token ids of each text), prompt (token ids), tokens (how many follow). ANSWER: warnings, ids of the texts as its own tokenizer
cuts them (texts), greedy. LOGITS: float32, of all positions of all texts, one after the other.
"""
import json
import logging
import sys
import warnings

import torch
import transformers

folder, question, answer, logits = sys.argv[1:]
said = []
warnings.showwarning = lambda message, *rest, **more: said.append(str(message))
handler = logging.Handler(logging.WARNING)
handler.emit = lambda record: said.append(record.getMessage())
transformers.utils.logging.get_logger("transformers").addHandler(handler)
with open(question, encoding="utf-8") as file:
    given = json.load(file)
torch.set_num_threads(2)
model = transformers.AutoModelForCausalLM.from_pretrained(folder)
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
model.eval()
with torch.no_grad(), open(logits, "wb") as out:
    for ids in given["ids"]:
        out.write(model(torch.tensor([ids])).logits[0].float().numpy().tobytes())
    prompt = torch.tensor([given["prompt"]])
    greedy = model.generate(prompt, attention_mask=torch.ones_like(prompt), do_sample=False, max_new_tokens=given["tokens"],
                            min_new_tokens=given["tokens"], temperature=None, top_p=None, top_k=None)
with open(answer, "w", encoding="utf-8") as file:
    json.dump(dict(warnings=said, dtype=str(model.dtype), greedy=greedy[0, prompt.shape[1]:].tolist(),
                   texts=[tokenizer(text, add_special_tokens=False)["input_ids"] for text in given["texts"]]), file)
