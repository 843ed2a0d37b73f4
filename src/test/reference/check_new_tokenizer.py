"""Loads an exported model of bytes with transformers, as a person would, and writes a reference for `bytestill verify`.

    check_new_tokenizer.py FOLDER OUT

FOLDER is an export of a run with `new_tokenizer: bytes`; OUT the reference file to write. Checked are: every text's tokens are its
UTF-8 bytes (after what the model's tokenizer puts in front), decoding gives the text back, special tokens are found by name, the
model's sizes are the tokenizer's, and it generates. Then: bytestill verify --model FOLDER --reference OUT
"""

import random
import sys

import torch
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

folder, out = sys.argv[1:]
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()

chance = random.Random(5)
texts = ["The cat sat.", " two  spaces\tand\n\nlines\r\n", "naïve café — 東京 🙂 e\u0301 \u0000 \ufeff \u2581"]
texts += ["".join(chr(chance.choice([chance.randrange(1, 0x80), chance.randrange(0xA0, 0xD7FF), chance.randrange(0xE000, 0x110000)])) for _ in range(40))
          for _ in range(50)]
for text in texts:
    assert tokenizer.encode(text, add_special_tokens=False) == list(text.encode()), text
    assert tokenizer.decode(list(text.encode()), clean_up_tokenization_spaces=False) == text, text
front = tokenizer.encode("")
assert tokenizer.encode(texts[2]) == front + list(texts[2].encode())
assert len(tokenizer) == model.config.vocab_size == model.get_input_embeddings().weight.shape[0] == model.get_output_embeddings().weight.shape[0]
for role in ("bos_token", "eos_token", "pad_token"):
    name = getattr(tokenizer, role)
    if name is not None:
        found = tokenizer.encode(name, add_special_tokens=False)
        assert found == [tokenizer.convert_tokens_to_ids(name)] and found[0] >= 256, (role, name, found)
        print(role, name, found[0])
assert model.generation_config.eos_token_id == model.config.eos_token_id
ids = torch.tensor([(front or [model.config.bos_token_id]) + list("The cat sat on the mat, ïsn't it?".encode())])
print("generated:", repr(tokenizer.decode(model.generate(ids, max_new_tokens=24, do_sample=False)[0])))

logits = model(input_ids=ids).logits
loss = torch.nn.functional.cross_entropy(logits[0, :-1], ids[0, 1:])
loss.backward()
gradients = {f"grad.{name}": p.grad.contiguous() for name, p in model.named_parameters() if p.dim() == 1 or p is model.get_input_embeddings().weight}
save_file({"input_ids": ids, "attention_mask": torch.ones_like(ids), "logits": logits.detach().contiguous(), "loss": loss.detach(), **gradients}, out)
print(f"wrote {out}, loss {float(loss):.4f}, tokens begin {front}")
