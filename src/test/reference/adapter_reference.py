"""What peft computes with an adapter folder, such as Bytestill exports: a reference file for `bytestill verify`.

usage: adapter_reference.py ADAPTER OUT.safetensors [MERGED]
OUT gets input_ids, attention_mask, logits, loss and grad.<name> of every A and B. With MERGED, the exported whole model, its logits in
transformers are compared too. The adapter's base must be the local folder that adapter_config.json names.
"""
import json, sys
import torch
from peft import PeftModel
from safetensors.torch import save_file
from transformers import AutoModelForCausalLM, AutoTokenizer

adapter, out = sys.argv[1], sys.argv[2]
base = json.load(open(f'{adapter}/adapter_config.json'))['base_model_name_or_path']
model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32, attn_implementation='eager')
model = PeftModel.from_pretrained(model, adapter, is_trainable=True).eval()
tokenizer = AutoTokenizer.from_pretrained(adapter)
texts = ['The whale rose slowly out of the sea.', 'In 1851 the population was 23,191,876']
rows = [tokenizer(text).input_ids for text in texts]
width = max(map(len, rows))
ids = torch.tensor([row + [0] * (width - len(row)) for row in rows])
mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
logits = model(input_ids=ids, attention_mask=mask).logits
labels = ids.masked_fill(mask == 0, -100)
loss = torch.nn.functional.cross_entropy(logits[:, :-1].reshape(-1, logits.shape[-1]), labels[:, 1:].reshape(-1), ignore_index=-100)
loss.backward()
gradients = {f'grad.{name}': p.grad.contiguous() for name, p in model.named_parameters() if p.grad is not None}
save_file({'input_ids': ids, 'attention_mask': mask, 'logits': logits.detach().contiguous(), 'loss': loss.detach(), **gradients}, out)
print(f'{len(gradients)} gradients, loss {float(loss):.6f}')
with model.disable_adapter():
    print('largest difference from the base alone:', float((model(input_ids=ids, attention_mask=mask).logits - logits)[mask == 1].abs().max()))
if len(sys.argv) > 3:
    merged = AutoModelForCausalLM.from_pretrained(sys.argv[3], dtype=torch.float32, attn_implementation='eager').eval()
    print('largest difference of the merged model:', float((merged(input_ids=ids, attention_mask=mask).logits - logits)[mask == 1].abs().max()))
