"""Untrained Llama models in the layout of a Hugging Face folder."""

import json
import math
from dataclasses import dataclass

import numpy as np
from safetensors.numpy import save_file

INITIAL_DEVIATION = 0.02


@dataclass(frozen=True)
class Shape:
    """Sizes of a Llama; the token head is the transposed embedding."""

    vocabulary: int
    hidden: int
    layers: int
    heads: int
    key_value_heads: int
    intermediate: int
    context: int

    @property
    def head_size(self):
        return self.hidden // self.heads


def initial_weights(shape, seed):
    """Parameters by their Hugging Face names. Normal with deviation 0.02; a matrix that writes into the residual
    stream is divided by sqrt(2 layers), so that the stream's variance does not grow with depth (GPT-2's rule)."""
    random = np.random.default_rng(seed)
    residual = INITIAL_DEVIATION / math.sqrt(2 * shape.layers)
    key_value = shape.key_value_heads * shape.head_size

    def normal(rows, columns, deviation=INITIAL_DEVIATION):
        return (random.standard_normal((rows, columns)) * deviation).astype(np.float32)

    weights = {"model.embed_tokens.weight": normal(shape.vocabulary, shape.hidden)}
    for layer in range(shape.layers):
        prefix = f"model.layers.{layer}."
        weights |= {
            prefix + "input_layernorm.weight": np.ones(shape.hidden, np.float32),
            prefix + "self_attn.q_proj.weight": normal(shape.hidden, shape.hidden),
            prefix + "self_attn.k_proj.weight": normal(key_value, shape.hidden),
            prefix + "self_attn.v_proj.weight": normal(key_value, shape.hidden),
            prefix + "self_attn.o_proj.weight": normal(shape.hidden, shape.hidden, residual),
            prefix + "post_attention_layernorm.weight": np.ones(shape.hidden, np.float32),
            prefix + "mlp.gate_proj.weight": normal(shape.intermediate, shape.hidden),
            prefix + "mlp.up_proj.weight": normal(shape.intermediate, shape.hidden),
            prefix + "mlp.down_proj.weight": normal(shape.hidden, shape.intermediate, residual),
        }
    weights["model.norm.weight"] = np.ones(shape.hidden, np.float32)
    return weights


def config(shape, begin, end):
    """What config.json says; begin and end are token ids."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": begin,
        "eos_token_id": end,
        "head_dim": shape.head_size,
        "hidden_act": "silu",
        "hidden_size": shape.hidden,
        "initializer_range": INITIAL_DEVIATION,
        "intermediate_size": shape.intermediate,
        "max_position_embeddings": shape.context,
        "mlp_bias": False,
        "model_type": "llama",
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "num_key_value_heads": shape.key_value_heads,
        "pretraining_tp": 1,
        "rms_norm_eps": 1e-05,
        "rope_scaling": None,
        "rope_theta": 10000.0,
        "tie_word_embeddings": True,
        "torch_dtype": "float32",
        "use_cache": True,
        "vocab_size": shape.vocabulary,
    }


def save_config(shape, folder, begin, end):
    (folder / "config.json").write_text(json.dumps(config(shape, begin, end), indent=2) + "\n")


def save_weights(weights, folder):
    """Writes the weights; returns the number of parameters."""
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    return sum(weight.size for weight in weights.values())
