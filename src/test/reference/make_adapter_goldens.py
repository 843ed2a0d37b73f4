"""LoRA adapters of the tiny checkpoints, made and computed by the Python library peft.

usage: make_adapter_goldens.py MODELS OUT SEED [NAME ...]     (MODELS: the folder goldens/models, beside goldens/variants)
Each OUT/<name>/ is an adapter folder as peft saves it, its base named by a relative path, plus golden.safetensors: input_ids [2,T] int64,
attention_mask, logits [2,8,V] f32 of the last 8 positions of each row, loss [] f32 (mean next-token CE over real positions), and
grad.<parameter> f32 of that loss for every A and B and what is trained whole.
"""
import json, os, sys
import torch
from peft import LoraConfig, get_peft_model
from safetensors.torch import load_file, save_file
from transformers import AutoModelForCausalLM

models, out, seed, only = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4:]
torch.manual_seed(seed)
ADAPTERS = {
    # a subset of modules in one layer of two
    'smollm2': ('smollm2', dict(r=4, lora_alpha=8, target_modules=['q_proj', 'v_proj', 'o_proj', 'down_proj'], layers_to_transform=[1])),
    # matrices stored transposed, a name that attention and MLP share, rank-stabilised
    'gpt2': ('gpt2', dict(r=4, lora_alpha=4, target_modules=['c_attn', 'c_proj'], fan_in_fan_out=True, use_rslora=True)),
    # fused matrices, ranks and scales that differ from module to module
    'phi3': ('phi3', dict(r=4, lora_alpha=6, target_modules=['qkv_proj', 'o_proj', 'gate_up_proj'], rank_pattern={'o_proj': 2}, alpha_pattern={'mlp.gate_up_proj': 3})),
    # a regular expression, and a layer with another rank and scale than the other
    'qwen3': ('qwen3', dict(r=3, lora_alpha=3, target_modules=r'.*\.(self_attn\.k_proj|mlp\.up_proj)',
                            rank_pattern={r'model\.layers\.1\.self_attn\.k_proj': 5}, alpha_pattern={r'model\.layers\.1\.self_attn\.k_proj': 2})),
    # embedding and token head trained whole beside the adapters, as two matrices
    'llama2': ('llama2', dict(r=2, lora_alpha=2, target_modules=['gate_proj'], modules_to_save=['embed_tokens', 'lm_head'])),
    # the same where they are one
    'qwen2': ('qwen2', dict(r=2, lora_alpha=2, target_modules=['down_proj'], modules_to_save=['embed_tokens'], ensure_weight_tying=True)),
    # one of the two, or both, trained apart where the base ties them, and where it only says so
    'tied-head': ('../variants/llama-only-head', dict(r=2, lora_alpha=2, target_modules=['q_proj'], modules_to_save=['lm_head'])),
    'tied-embedding': ('../variants/llama-only-head', dict(r=2, lora_alpha=2, target_modules=['q_proj'], modules_to_save=['embed_tokens'])),
    'tied-apart': ('../variants/llama-only-head', dict(r=2, lora_alpha=2, target_modules=['q_proj'], modules_to_save=['embed_tokens', 'lm_head'])),
    # a token head that transformers 5 calls otherwise than the files of the base
    'neox-head': ('../variants/neox-serial', dict(r=2, lora_alpha=2, target_modules=['query_key_value'], modules_to_save=['lm_head'])),
    'own-head': ('../variants/llama-own-head', dict(r=2, lora_alpha=2, target_modules=['q_proj'], modules_to_save=['embed_tokens'])),
}
HALF = ('llama2', 'qwen2')   # stored as bfloat16
for name, (base, settings) in ADAPTERS.items():
    if only and name not in only:
        continue
    model = AutoModelForCausalLM.from_pretrained(f'{models}/{base}', dtype=torch.float32, attn_implementation='eager')
    model = get_peft_model(model, LoraConfig(task_type='CAUSAL_LM', lora_dropout=0.0, **settings)).eval()
    with torch.no_grad():
        for parameter_name, parameter in model.named_parameters():
            if 'modules_to_save' in parameter_name:
                parameter.add_(torch.randn_like(parameter) * 0.1) if 'variants' in base else parameter.mul_(1.1)
            if 'lora_B' in parameter_name:
                parameter.copy_(torch.randn_like(parameter) * 0.1)
            if base in HALF and parameter.requires_grad:
                parameter.copy_(parameter.bfloat16())
    golden = load_file(f'{models}/{base}/golden.safetensors')
    ids, mask = golden['input_ids'], golden['attention_mask']
    logits = model(input_ids=ids, attention_mask=mask).logits
    labels = ids.masked_fill(mask == 0, -100)
    loss = torch.nn.functional.cross_entropy(logits[:, :-1].reshape(-1, logits.shape[-1]), labels[:, 1:].reshape(-1), ignore_index=-100)
    loss.backward()
    plain = lambda n: n.replace('base_model.model.', '').replace('.modules_to_save', '').replace('.default', '')
    gradients = {'grad.' + plain(n): p.grad.contiguous() for n, p in model.named_parameters() if p.grad is not None}
    folder = f'{out}/{name}'
    os.makedirs(folder, exist_ok=True)
    model.save_pretrained(folder, safe_serialization=True)
    config = json.load(open(f'{folder}/adapter_config.json'))
    config['base_model_name_or_path'] = os.path.normpath(f'../../models/{base}')
    json.dump(config, open(f'{folder}/adapter_config.json', 'w'), indent=2, sort_keys=True)
    if base in HALF:
        file = f'{folder}/adapter_model.safetensors'
        save_file({n: t.bfloat16() for n, t in load_file(file).items()}, file)
        gradients.pop('grad.model.embed_tokens.weight' if base == 'llama2' else '', None)   # large, and like the head's
    if os.path.exists(f'{folder}/README.md'):
        os.remove(f'{folder}/README.md')
    lengths = mask.sum(1).tolist()
    last = torch.stack([logits[row, length - 8:length] for row, length in enumerate(lengths)])
    save_file({'input_ids': ids, 'attention_mask': mask, 'logits': last.detach().contiguous(), 'loss': loss.detach(), **gradients}, f'{folder}/golden.safetensors')
    print(name, float(loss), float((logits - golden['logits']).abs().max()), sorted(gradients)[:2], sorted(os.listdir(folder)))
