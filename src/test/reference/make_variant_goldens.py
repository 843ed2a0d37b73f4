"""Tiny random checkpoints whose configurations differ from their family's usual one, and what transformers computes on them.

    make_variant_goldens.py OUT SEED [NAME ...]

For each variant (or those named) OUT/<name>/: config.json, model.safetensors and golden.safetensors with input_ids, attention_mask,
logits, loss and some gradients. Without a tokenizer; `bytestill verify --model OUT/<name> --reference
OUT/<name>/golden.safetensors` compares. Variants that end in "4" have a config.json as transformers 4 wrote it.
"""

import json
import sys
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForImageTextToText

OUT, SEED, ONLY = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]

SMALL = dict(vocab_size=24, hidden_size=16, num_hidden_layers=2, num_attention_heads=4, num_key_value_heads=2, intermediate_size=12,
             max_position_embeddings=64, pad_token_id=None, bos_token_id=1, eos_token_id=2)
NEOX = {k: v for k, v in SMALL.items() if k != "num_key_value_heads"}
GPT2 = dict(vocab_size=24, n_embd=16, n_layer=2, n_head=4, n_positions=64, bos_token_id=1, eos_token_id=2)
NEAR, FAR = [1.0, 1.5], [1.0, 4.0]
WIDE = dict(head_dim=8)


def rope(kind, **keys):
    return dict(rope_parameters=dict(rope_type=kind, rope_theta=keys.pop("theta", 10000.0), **keys))


# name: model_type, configuration, changes of config.json after saving
VARIANTS = {
    "llama-linear": ("llama", dict(SMALL, **rope("linear", factor=4.0)), {}),
    "llama-linear4": ("llama", dict(SMALL, **rope("linear", factor=4.0)), {"rope_scaling": {"type": "linear", "factor": 4.0}}),
    "llama-dynamic": ("llama", dict(SMALL, **rope("dynamic", factor=2.0)), {}),
    "llama-dynamic-original": ("llama", dict(SMALL, **rope("dynamic", factor=2.0, original_max_position_embeddings=16)), {}),
    "llama-yarn": ("llama", dict(SMALL, **rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    "llama-yarn-fast": ("llama", dict(SMALL, head_dim=8, **rope("yarn", factor=4.0, original_max_position_embeddings=16, beta_fast=4.0, beta_slow=2.0,
                                                                 mscale=0.7, mscale_all_dim=0.9, truncate=False)), {}),
    "llama-yarn4": ("llama", dict(SMALL, **rope("yarn", factor=4.0, original_max_position_embeddings=16)),
                    {"rope_scaling": {"type": "yarn", "factor": 4.0, "original_max_position_embeddings": 16}}),
    "llama-yarn-attention": ("llama", dict(SMALL, **rope("yarn", factor=4.0, original_max_position_embeddings=16, attention_factor=1.5)), {}),
    "llama-longrope": ("llama", dict(SMALL, **rope("longrope", short_factor=NEAR, long_factor=FAR, original_max_position_embeddings=16)), {}),
    "llama-llama3": ("llama", dict(SMALL, **rope("llama3", theta=500000.0, factor=8.0, low_freq_factor=1.0, high_freq_factor=4.0,
                                                 original_max_position_embeddings=16)), {}),
    "llama-yarn-no-factor": ("llama", dict(SMALL, head_dim=8, **rope("yarn", factor=None, original_max_position_embeddings=16, beta_fast=0)), {}),
    "llama-theta-in-scaling4": ("llama", dict(SMALL, **rope("default", theta=777.0)), {"rope_scaling": {"rope_theta": 777.0}}),
    "llama-biases": ("llama", dict(SMALL, attention_bias=True, mlp_bias=True, tie_word_embeddings=True), {}),
    "llama-wide-heads": ("llama", dict(SMALL, head_dim=12), {}),
    "llama-all-heads": ("llama", {k: v for k, v in SMALL.items() if k != "num_key_value_heads"}, {"num_key_value_heads": None}),
    "llama-gelu": ("llama", dict(SMALL, hidden_act="gelu"), {}),
    "llama-gelu-new": ("llama", dict(SMALL, hidden_act="gelu_new"), {}),
    "llama-relu2": ("llama", dict(SMALL, hidden_act="relu2"), {}),
    "llama-partial": ("llama", dict(SMALL, head_dim=8, **rope("default", partial_rotary_factor=0.5)), {}),
    "llama-partial4": ("llama", dict(SMALL, head_dim=8, partial_rotary_factor=0.5), {"partial_rotary_factor": 0.5}),
    "llama-stored-head": ("llama", dict(SMALL, tie_word_embeddings=True), {"+head": "equal"}),
    "llama-own-head": ("llama", dict(SMALL, tie_word_embeddings=True), {"+head": "own"}),
    "llama-only-head": ("llama", dict(SMALL, tie_word_embeddings=True), {"+head": "only"}),
    "llama-no-epsilon4": ("llama", dict(SMALL), {"rms_norm_eps": None, "rope_theta": 10000.0}),
    "mistral-everything": ("mistral", dict(SMALL, sliding_window=None), {}),
    "mistral-own-head": ("mistral", dict(SMALL, sliding_window=6, tie_word_embeddings=True), {"+head": "own"}),
    "mistral-window": ("mistral", dict(SMALL, sliding_window=6, head_dim=8), {}),
    "mistral-layer-types4": ("mistral", dict(SMALL, sliding_window=6, head_dim=8), {"layer_types": ["sliding_attention", "full_attention"]}),
    "ministral-layer-types": ("ministral", dict(SMALL, sliding_window=6, head_dim=8, layer_types=["full_attention", "sliding_attention"]), {}),
    "ministral-window": ("ministral", dict(SMALL, sliding_window=6, head_dim=8), {}),
    "mistral-yarn": ("mistral", dict(SMALL, sliding_window=None, **rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    "qwen2-upper-layers": ("qwen2", dict(SMALL, use_sliding_window=True, sliding_window=6, max_window_layers=1, layer_types=None), {}),
    "qwen2-upper-layers4": ("qwen2", dict(SMALL, use_sliding_window=True, sliding_window=6, max_window_layers=1, layer_types=None), {"layer_types": "-"}),
    "qwen2-layer-types": ("qwen2", dict(SMALL, use_sliding_window=True, sliding_window=6, layer_types=["sliding_attention", "full_attention"]), {}),
    "qwen2-window-unused": ("qwen2", dict(SMALL, use_sliding_window=False, sliding_window=6), {}),
    "qwen2-yarn": ("qwen2", dict(SMALL, **rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    "qwen2-dynamic": ("qwen2", dict(SMALL, **rope("dynamic", factor=2.0)), {}),
    "qwen3-bias": ("qwen3", dict(SMALL, head_dim=8, attention_bias=True), {}),
    "qwen2-ignored-biases": ("qwen2", dict(SMALL), {"attention_bias": True, "mlp_bias": True}),
    "qwen2-own-head": ("qwen2", dict(SMALL, tie_word_embeddings=True), {"+head": "own"}),
    "qwen3-own-head": ("qwen3", dict(SMALL, head_dim=8, tie_word_embeddings=True), {"+head": "own"}),
    "qwen3-window": ("qwen3", dict(SMALL, head_dim=8, use_sliding_window=True, sliding_window=6, max_window_layers=1), {}),
    "qwen3-tied-yarn": ("qwen3", dict(SMALL, head_dim=8, tie_word_embeddings=True, **rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    "gemma2-scalar": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=5, sliding_window=6), {}),
    "gemma2-no-caps": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, attn_logit_softcapping=None,
                                      final_logit_softcapping=None), {}),
    "gemma2-bias": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, attention_bias=True, hidden_activation="gelu"), {}),
    "gemma2-own-head4": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6), {"+head": "own", "tie_word_embeddings": "-"}),
    "gemma2-left-out4": ("gemma2", dict(SMALL, head_dim=8, num_key_value_heads=4, sliding_window=6),
                         {k: "-" for k in ("num_key_value_heads", "max_position_embeddings", "query_pre_attn_scalar", "attn_logit_softcapping",
                                           "final_logit_softcapping", "hidden_activation", "layer_types", "tie_word_embeddings", "rms_norm_eps")}),
    "gemma2-untied": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, tie_word_embeddings=False), {}),
    "gemma2-act4": ("gemma2", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6), {"hidden_act": "gelu_pytorch_tanh", "hidden_activation": None}),
    "gemma3-pattern": ("gemma3_text", dict(SMALL, num_hidden_layers=4, head_dim=8, query_pre_attn_scalar=6, sliding_window=6, sliding_window_pattern=2), {}),
    "gemma3-stretched": ("gemma3_text", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, layer_types=["sliding_attention", "full_attention"],
                                             rope_parameters={"full_attention": dict(rope_type="linear", factor=8.0, rope_theta=1e6),
                                                              "sliding_attention": dict(rope_type="default", rope_theta=1e4)}), {}),
    "gemma3-stretched4": ("gemma3_text", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, layer_types=["sliding_attention", "full_attention"],
                                              rope_parameters={"full_attention": dict(rope_type="linear", factor=8.0, rope_theta=1e6),
                                                               "sliding_attention": dict(rope_type="default", rope_theta=1e4)}),
                          {"rope_scaling": {"rope_type": "linear", "factor": 8.0}, "rope_theta": 1e6, "rope_local_base_freq": 1e4, "layer_types": "-",
                           "sliding_window_pattern": 2}),
    "gemma3-cap": ("gemma3_text", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, final_logit_softcapping=5.0,
                                       attn_logit_softcapping=5.0), {}),
    "gemma3-own-head": ("gemma3_text", dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6), {"+head": "own"}),
    "gemma3-seeing": ("gemma3", dict(text_config=dict(SMALL, head_dim=8, query_pre_attn_scalar=8, sliding_window=6, rope_parameters={
        "full_attention": dict(rope_type="linear", factor=8.0, rope_theta=1e6), "sliding_attention": dict(rope_type="default", rope_theta=1e4)},
        layer_types=["sliding_attention", "full_attention"]), vision_config=dict(hidden_size=8, intermediate_size=8, num_hidden_layers=1, num_attention_heads=2,
        image_size=28, patch_size=14), mm_tokens_per_image=4, image_token_index=20, boi_token_index=21, eoi_token_index=22), {}),
    "gpt2-inverse-layers": ("gpt2", dict(GPT2, scale_attn_by_inverse_layer_idx=True), {}),
    "gpt2-upcast": ("gpt2", dict(GPT2, reorder_and_upcast_attn=True, scale_attn_by_inverse_layer_idx=True), {}),
    "gpt2-unscaled": ("gpt2", dict(GPT2, scale_attn_weights=False), {}),
    "gpt2-inner-relu": ("gpt2", dict(GPT2, n_inner=20, activation_function="relu"), {}),
    "gpt2-usual-names": ("gpt2", dict(GPT2), {"hidden_size": 16, "num_attention_heads": 4, "num_hidden_layers": 2, "max_position_embeddings": 64,
                                              "n_embd": "-", "n_head": "-", "n_layer": "-", "n_positions": "-"}),
    "gpt2-own-head": ("gpt2", dict(GPT2), {"+head": "own"}),
    "gpt2-only-head": ("gpt2", dict(GPT2), {"+head": "only"}),
    "gpt2-untied": ("gpt2", dict(GPT2, tie_word_embeddings=False), {}),
    "neox-serial": ("gpt_neox", dict(NEOX, use_parallel_residual=False), {}),
    "neox-whole-heads": ("gpt_neox", dict(NEOX, **rope("default", partial_rotary_factor=1.0)), {}),
    "neox-half-heads4": ("gpt_neox", dict(NEOX, **rope("default", partial_rotary_factor=0.5, theta=5000.0)), {"rotary_pct": 0.5, "rotary_emb_base": 5000}),
    "neox-no-bias": ("gpt_neox", dict(NEOX, attention_bias=False, hidden_act="gelu_fast"), {}),
    "neox-tied": ("gpt_neox", dict(NEOX, tie_word_embeddings=True, hidden_act="gelu_new"), {}),
    "neox-own-head": ("gpt_neox", dict(NEOX, tie_word_embeddings=True), {"+head": "own"}),
    "neox-linear": ("gpt_neox", dict(NEOX, **rope("linear", factor=2.0, partial_rotary_factor=1.0)), {}),
    "olmo2-groups": ("olmo2", dict(SMALL), {}),
    "olmo2-own-head": ("olmo2", dict(SMALL, tie_word_embeddings=True), {"+head": "own"}),
    "olmo2-bias-yarn": ("olmo2", dict(SMALL, attention_bias=True, **rope("yarn", factor=4.0, original_max_position_embeddings=16)), {}),
    "phi3-longrope": ("phi3", dict(SMALL, original_max_position_embeddings=16, **rope("longrope", short_factor=NEAR, long_factor=FAR,
                                                                                   original_max_position_embeddings=16)), {}),
    "phi3-longrope4": ("phi3", dict(SMALL, original_max_position_embeddings=16, **rope("longrope", short_factor=NEAR, long_factor=FAR,
                                                                                    original_max_position_embeddings=16)),
                       {"rope_scaling": {"type": "longrope", "short_factor": NEAR, "long_factor": FAR}, "rope_theta": 10000.0}),
    "phi3-partial": ("phi3", dict(SMALL, hidden_size=32, num_key_value_heads=1, original_max_position_embeddings=16,
                                  **rope("longrope", short_factor=NEAR, long_factor=FAR, partial_rotary_factor=0.5, original_max_position_embeddings=16)), {}),
    "phi3-partial4": ("phi3", dict(SMALL, hidden_size=32, **rope("default", partial_rotary_factor=0.5)), {"partial_rotary_factor": 0.5, "rope_theta": 10000.0}),
    "phi3-window-tied": ("phi3", dict(SMALL, sliding_window=6, tie_word_embeddings=True), {}),
    "phi3-own-head": ("phi3", dict(SMALL, sliding_window=6, tie_word_embeddings=True), {"+head": "own"}),
    "phi3-layer-types": ("phi3", dict(SMALL, sliding_window=6, layer_types=["sliding_attention", "full_attention"]), {}),
    "phi3-long-original": ("phi3", dict(SMALL, original_max_position_embeddings=48,
                                        **rope("longrope", short_factor=NEAR, long_factor=FAR, original_max_position_embeddings=48)), {}),
}


def with_head(file, kind, which):
    """A tied model whose file holds a token head too, an equal one or its own, or only that."""
    weights = load_file(file)
    name = next(n for n in weights if n.endswith(("embed_tokens.weight", "wte.weight", "embed_in.weight")))
    head = weights[name].clone() if which != "own" else (torch.randn_like(weights[name].float()) * 0.3).to(weights[name].dtype)
    if which == "only":
        del weights[name]
    weights["embed_out.weight" if kind == "gpt_neox" else "lm_head.weight"] = head
    save_file(weights, file, metadata={"format": "pt"})


def write(name, kind, keys, after):
    torch.manual_seed(SEED)
    config = AutoConfig.for_model(kind, **keys)
    auto = AutoModelForImageTextToText if kind == "gemma3" else AutoModelForCausalLM
    model = auto.from_config(config, attn_implementation="eager").float().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * (0.1 if parameter.dim() == 1 else 0.2))
    folder = OUT / name
    model.to(torch.bfloat16).save_pretrained(folder)
    for other in folder.iterdir():
        if other.name not in ("config.json", "model.safetensors"):
            other.unlink()
    if "+head" in after:
        with_head(folder / "model.safetensors", kind, after.pop("+head"))
    path = folder / "config.json"
    if after.get("layer_types", "-") != "-":
        path.write_text(json.dumps(json.loads(path.read_text()) | {"layer_types": after["layer_types"]}))
    model = auto.from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    ids = torch.randint(3, 20, (2, 19))
    ids[:, 0] = 1
    mask = torch.ones_like(ids)
    mask[1, 12:] = 0
    ids[1, 12:] = 0
    logits = model(input_ids=ids, attention_mask=mask).logits
    labels = ids.masked_fill(mask == 0, -100)
    loss = torch.nn.functional.cross_entropy(logits[:, :-1].reshape(-1, logits.shape[-1]), labels[:, 1:].reshape(-1), ignore_index=-100)
    loss.backward()
    gradients = {f"grad.{n}": p.grad.float().contiguous() for n, p in model.named_parameters() if p.grad is not None and "vision" not in n
                 and (p.dim() == 1 or any(part in n for part in ("lm_head", "layers.1.self_attn.q", "h.1.attn.c_attn", "layers.1.attention.q")))}
    save_file({"input_ids": ids, "attention_mask": mask, "logits": logits.detach().float().contiguous(), "loss": loss.detach(), **gradients},
              folder / "golden.safetensors")
    config = json.loads(path.read_text())
    if name.endswith("4"):
        config.pop("rope_parameters", None)
        config["torch_dtype"] = config.pop("dtype")
        config["transformers_version"] = "4.46.0"
    config |= after
    path.write_text(json.dumps({k: v for k, v in config.items() if v != "-"}, indent=1) + "\n")


for name, (kind, keys, after) in VARIANTS.items():
    if not ONLY or name in ONLY:
        try:
            write(name, kind, dict(keys), dict(after))
        except Exception as error:
            print(name, "was not made:", type(error).__name__, error)
