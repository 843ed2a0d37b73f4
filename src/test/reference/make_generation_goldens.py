"""What transformers generates with the tiny checkpoints of goldens/models, and what its logits processors do.

    make_generation_goldens.py MODELS OUT SEED

OUT/greedy.json: for each family prompts of different lengths with the ids of 24 tokens generated greedily, without and with a repetition
penalty, each prompt alone. OUT/filters.json: random logits, and for each combination of temperature, top-k, top-p, min-p and penalty what
the processors that generate() itself builds make of them (null for minus infinity); `held` are the ids that the text holds.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig

models, out, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
torch.manual_seed(seed)
PROMPTS = ["The licensee may convey naïve café copies, 1234567 東京 🙂", "Free software is a matter of liberty, not price. To",
           "a", "Apache License, Version 2.0, January 2004; you may not use this file except in compliance with the License. You may obtain"]
PENALTIES = [1.0, 1.3, 12.0]  # the last one because models whose head is the embedding repeat a token
NEW = 24


def generate(model, ids, penalty):
    """The new ids up to the first that leads by so little that float32 sums in another order may change it."""
    y = model.generate(torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), do_sample=False, max_new_tokens=NEW,
                       repetition_penalty=penalty, pad_token_id=0, output_scores=True, return_dict_in_generate=True)
    best = torch.stack(y.scores).squeeze(1).topk(2, -1).values
    certain = ((best[:, 0] - best[:, 1]) > 1e-4).long().cumprod(0).sum().item()
    return y.sequences[0, len(ids):len(ids) + certain].tolist()


def greedy(folder):
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    tokenizer = AutoTokenizer.from_pretrained(folder)
    texts = []
    for prompt in PROMPTS:
        ids = tokenizer(prompt)["input_ids"]
        for penalty in PENALTIES:
            texts.append({"prompt": prompt, "promptIds": ids, "penalty": penalty, "ids": generate(model, ids, penalty)})
    return texts


def filters(model):
    logits = torch.randn(3, 24) * 3
    held = [[3, 7, 7, 11], [0, 1, 2, 23], [5, 5, 5, 5]]
    cases = []
    for temperature, top_k, top_p, min_p, penalty in [(1.0, 0, 1.0, 0.0, 1.0), (0.7, 0, 1.0, 0.0, 1.0), (1.0, 5, 1.0, 0.0, 1.0), (1.0, 0, 0.8, 0.0, 1.0),
                                                      (1.0, 0, 1.0, 0.1, 1.0), (1.0, 0, 1.0, 0.0, 1.4), (1.0, 0, 0.05, 0.0, 1.0), (1.0, 100, 1.0, 1.0, 1.0),
                                                      (1.6, 12, 0.9, 0.08, 1.2), (0.5, 6, 0.7, 0.2, 0.8), (2.0, 3, 0.99, 0.02, 1.1)]:
        config = GenerationConfig(do_sample=True, temperature=temperature, top_k=top_k, top_p=top_p, min_p=min_p, repetition_penalty=penalty)
        processors = model._get_logits_processor(config, input_ids_seq_length=4)
        scores = processors(torch.tensor(held), logits.clone())
        cases.append({"temperature": temperature, "topK": top_k, "topP": top_p, "minP": min_p, "penalty": penalty,
                      "scores": [[None if x == float("-inf") else x for x in row] for row in scores.tolist()]})
    return {"logits": logits.tolist(), "held": held, "cases": cases}


if __name__ == "__main__":
    folders = sorted(folder for folder in models.iterdir() if (folder / "config.json").exists())
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "greedy.json", "w") as file:
        file.write("{\n" + ",\n".join(f'"{folder.name}": {json.dumps(greedy(folder), ensure_ascii=False)}' for folder in folders) + "\n}\n")
    with open(out / "filters.json", "w") as file:
        json.dump(filters(AutoModelForCausalLM.from_pretrained(folders[0])), file)
