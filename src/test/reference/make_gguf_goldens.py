"""GGUF files for the tests, written and read back by the Python package gguf.

    make_gguf_goldens.py MODELS OUT SEED

MODELS is the folder of the Hugging Face goldens, OUT that of the GGUF goldens. Made are
- quantizations.gguf: one tensor of every quantization that can be read, of random blocks, and quantizations.safetensors:
  the same tensors as gguf.quants.dequantize gives them;
- for each model below a GGUF file with its weights in the layout that llama.cpp uses.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as T
from safetensors.numpy import save_file

READABLE = [T.F32, T.F16, T.BF16, T.Q8_0, T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q4_K, T.Q5_K, T.Q6_K]
# Where the half-precision scales of a block lie.
SCALES = {T.Q8_0: [0], T.Q4_0: [0], T.Q4_1: [0, 2], T.Q5_0: [0], T.Q5_1: [0, 2], T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}

LLAMA = {"attn_norm": "input_layernorm", "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
         "attn_output": "self_attn.o_proj", "ffn_norm": "post_attention_layernorm", "ffn_gate": "mlp.gate_proj",
         "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj"}
HEAD_NORMS = {"attn_q_norm": "self_attn.q_norm", "attn_k_norm": "self_attn.k_norm"}
GEMMA = LLAMA | HEAD_NORMS | {"post_attention_norm": "post_attention_layernorm", "ffn_norm": "pre_feedforward_layernorm",
                              "post_ffw_norm": "post_feedforward_layernorm"}
BLOCKS = {"llama": LLAMA, "qwen2": LLAMA, "qwen3": LLAMA | HEAD_NORMS, "gemma3": GEMMA}


def random_blocks(quantization, rows, elements, random):
    block, size = gguf.GGML_QUANT_SIZES[quantization]
    data = random.integers(0, 256, (rows * elements // block, size), dtype=np.uint8)
    for at in SCALES.get(quantization, []):
        # Some of the scales subnormal, some negative.
        scales = (random.standard_normal(len(data)) * 10.0 ** random.integers(-7, 3, len(data))).astype(np.float16)
        data[:, at:at + 2] = scales.view(np.uint8).reshape(-1, 2)
    if quantization in (T.F32, T.F16, T.BF16):
        numbers = random.standard_normal((rows, elements)).astype(np.float32)
        return gguf.quants.quantize(numbers, quantization).view(np.uint8)
    return data.reshape(rows, -1)


def quantizations(out, random):
    writer = gguf.GGUFWriter(out / "quantizations.gguf", "none")
    writer.add_custom_alignment(64)
    # A value of each kind, for the reader of the metadata.
    for kind, value in {"uint8": 200, "int8": -3, "uint16": 60000, "int16": -300, "uint32": 4000000000, "int32": -70000,
                        "uint64": 5000000000, "int64": -5000000000, "float32": 0.1, "float64": 0.1, "bool": True}.items():
        getattr(writer, "add_" + kind)("test." + kind, value)
    writer.add_string("test.string", "né 🙂")
    writer.add_array("test.strings", ["a", "", "Ġb"])
    writer.add_array("test.ints", [3, -4])
    expected = {}
    for quantization in READABLE:
        data = random_blocks(quantization, 3, 512, random)
        name = quantization.name.lower()
        writer.add_tensor(name, data, raw_dtype=quantization)
        flat = data.view({T.F32: np.float32, T.F16: np.float16}.get(quantization, np.uint8))
        expected[name] = gguf.quants.dequantize(flat, quantization).astype(np.float32).reshape(3, 512)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    save_file(expected, out / "quantizations.safetensors")


def permuted(weight, heads):
    """Rows i and half + i of each head side by side, as llama.cpp rotates them."""
    shape = weight.shape
    return weight.reshape(heads, 2, shape[0] // heads // 2, *shape[1:]).swapaxes(1, 2).reshape(shape)


def tokenizer(writer, folder, pre):
    content = json.loads((folder / "tokenizer.json").read_text())
    model = content["model"]
    tokens = dict((i, t) for t, i in model["vocab"].items())
    kinds = {i: gguf.TokenType.NORMAL for i in tokens}
    byte_level = "ByteLevel" in json.dumps(content["decoder"])
    for added in content["added_tokens"]:
        tokens[added["id"]] = added["content"]
        kinds[added["id"]] = gguf.TokenType.CONTROL if added["special"] else gguf.TokenType.USER_DEFINED
    for i, token in tokens.items():
        if not byte_level and token.startswith("<0x") and len(token) == 6:
            kinds[i] = gguf.TokenType.BYTE
    size = max(tokens) + 1
    unused = gguf.TokenType.UNUSED
    writer.add_tokenizer_model("gpt2" if byte_level else "llama")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list([tokens.get(i, f"[PAD{i}]") for i in range(size)])
    writer.add_token_types([kinds.get(i, unused) for i in range(size)])
    # Merges with the file in both kinds: those of SentencePiece derived from scores are tested on real files.
    writer.add_token_merges([m if isinstance(m, str) else " ".join(m) for m in model["merges"]])
    config = json.loads((folder / "tokenizer_config.json").read_text())
    of = {t: i for i, t in tokens.items()}
    for role in ("bos", "eos"):
        token = config.get(role + "_token")
        if token:
            getattr(writer, f"add_{role}_token_id")(of[token if isinstance(token, str) else token["content"]])
    writer.add_add_space_prefix(False)


def model(folder, out, architecture, pre, quantization):
    config = json.loads((folder / "config.json").read_text())
    weights = {}
    for file in sorted(folder.glob("model*.safetensors")):
        import torch
        from safetensors.torch import load_file as load_torch
        weights |= {name: tensor.to(torch.float32).numpy() for name, tensor in load_torch(file).items()}
    heads, kv_heads = config["num_attention_heads"], config.get("num_key_value_heads", config["num_attention_heads"])
    writer = gguf.GGUFWriter(out, architecture)
    writer.add_block_count(config["num_hidden_layers"])
    writer.add_context_length(config["max_position_embeddings"])
    writer.add_embedding_length(config["hidden_size"])
    writer.add_feed_forward_length(config["intermediate_size"])
    writer.add_head_count(heads)
    writer.add_head_count_kv(kv_heads)
    head_size = config.get("head_dim") or config["hidden_size"] // heads
    writer.add_key_length(head_size)
    rope = config.get("rope_parameters") or config
    writer.add_rope_freq_base(rope.get("rope_theta", config.get("rope_theta", 10000.0)))
    writer.add_layer_norm_rms_eps(config["rms_norm_eps"])
    if architecture == "gemma3":
        writer.add_sliding_window(config["sliding_window"])
        writer.add_uint32("gemma3.attention.sliding_window_pattern", config["sliding_window_pattern"])
    scaling = config.get("rope_scaling") or rope
    if scaling.get("rope_type") == "llama3":
        wave = 2 * np.pi * rope.get("rope_theta", config.get("rope_theta")) ** (np.arange(0, head_size, 2) / head_size)
        original = scaling["original_max_position_embeddings"]
        smooth = (original / wave - scaling["low_freq_factor"]) / (scaling["high_freq_factor"] - scaling["low_freq_factor"])
        factors = np.where(wave < original / scaling["high_freq_factor"], 1,
                           np.where(wave > original / scaling["low_freq_factor"], scaling["factor"],
                                    1 / ((1 - smooth) / scaling["factor"] + smooth)))
        writer.add_rope_scaling_orig_ctx_len(original)
        writer.add_tensor("rope_freqs.weight", factors.astype(np.float32))
    tokenizer(writer, folder, pre)
    names = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
    for layer in range(config["num_hidden_layers"]):
        names |= {f"model.layers.{layer}.{theirs}": f"blk.{layer}.{ours}" for ours, theirs in BLOCKS[architecture].items()}
    for name, weight in weights.items():
        stem, suffix = name.rsplit(".", 1)
        if architecture == "llama" and ".q_proj" in name:
            weight = permuted(weight, heads)
        if architecture == "llama" and ".k_proj" in name:
            weight = permuted(weight, kv_heads)
        if architecture.startswith("gemma") and name.endswith("norm.weight"):
            weight = weight + 1
        kind = quantization if weight.ndim == 2 and weight.shape[1] % 32 == 0 else T.F32
        writer.add_tensor(names[stem] + "." + suffix, gguf.quants.quantize(weight, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    models, out, seed = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    out.mkdir(parents=True, exist_ok=True)
    quantizations(out, np.random.default_rng(seed))
    model(models / "llama3", out / "llama3.gguf", "llama", "llama-bpe", T.F32)
    model(models / "llama2", out / "llama2.gguf", "llama", "default", T.F32)
    for name in ("qwen2", "qwen3", "gemma3"):
        if (models / name).exists():
            model(models / name, out / f"{name}.gguf", name, "default" if name == "gemma3" else "qwen2", T.F32)
