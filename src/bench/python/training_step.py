"""One update of byte-level distillation in PyTorch and transformers: seconds and peak resident memory, as one line of JSON.

    python training_step.py MODEL --form full|lora --precision float32|bfloat16 [--checkpointing] [--documents 4] [--tokens 256]

The peer of TrainingStepBench, which starts it in a process of its own and prints both beside each other. Written as such a training is
usually written: AdamW (fused), autocast for bfloat16 with float32 weights, LoRA as two linear layers beside each linear layer.
The objective is the paper's: cross-entropy of tokens, cross-entropy of bytes by a byte head of 10 linear maps, and 0.1 KL to a
teacher's next-byte distribution.
"""
import argparse
import json
import os
import platform
import time
import warnings

warnings.filterwarnings("ignore")
os.environ["HF_HUB_OFFLINE"] = "1"

import torch
import transformers
from transformers import AutoModelForCausalLM

SLOTS = 10  # bytes of a token that the byte head supervises
OUTCOMES = 260  # of which 257 are the teacher's
LINEARS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class Lora(torch.nn.Module):
    def __init__(self, linear, rank):
        super().__init__()
        self.linear = linear
        self.a = torch.nn.Linear(linear.in_features, rank, bias=False)
        self.b = torch.nn.Linear(rank, linear.out_features, bias=False)
        torch.nn.init.zeros_(self.b.weight)

    def forward(self, x):
        return self.linear(x) + self.b(self.a(x))


def with_lora(model, rank):
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    for module in list(model.modules()):
        for name, child in list(module.named_children()):
            if name in LINEARS:
                setattr(module, name, Lora(child, rank))


def peak_bytes():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def load(path):
    folder, name = os.path.split(path)
    if name.endswith(".gguf"):
        return AutoModelForCausalLM.from_pretrained(folder, gguf_file=name, dtype=torch.float32)
    return AutoModelForCausalLM.from_pretrained(path, dtype=torch.float32)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("--form", choices=("full", "lora"), default="full")
    parser.add_argument("--precision", choices=("float32", "bfloat16"), default="float32")
    parser.add_argument("--checkpointing", action="store_true")
    parser.add_argument("--documents", type=int, default=4)
    parser.add_argument("--tokens", type=int, default=256)
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--updates", type=int, default=5)
    options = parser.parse_args()

    torch.manual_seed(0)
    model = load(options.model).train()
    vocabulary = model.config.vocab_size
    if options.form == "lora":
        with_lora(model, options.rank)
    if options.checkpointing:
        model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
        model.enable_input_require_grads()
    byte_head = torch.nn.Linear(model.config.hidden_size, SLOTS * OUTCOMES)
    trained = [p for p in model.parameters() if p.requires_grad] + list(byte_head.parameters())
    optimizer = torch.optim.AdamW(trained, lr=1e-5, fused=True)

    documents, positions = options.documents, options.tokens
    ids = torch.randint(0, vocabulary, (documents, positions))
    byte_values = torch.randint(0, 256, (documents, positions - 1, SLOTS))
    byte_counts = torch.randint(1, SLOTS + 1, (documents, positions - 1))
    teacher = torch.softmax(torch.randn(documents, positions - 1, SLOTS, 257), -1)
    mask = (torch.arange(SLOTS) < byte_counts[..., None]).float()

    def update():
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.precision == "bfloat16"):
            hidden = model.model(input_ids=ids).last_hidden_state[:, :-1]
            logits = model.lm_head(hidden)
            token = torch.nn.functional.cross_entropy(logits.reshape(-1, vocabulary), ids[:, 1:].reshape(-1))
            q = torch.log_softmax(byte_head(hidden).view(documents, positions - 1, SLOTS, OUTCOMES), -1)
            byte = -(q.gather(-1, byte_values[..., None])[..., 0] * mask).sum(-1) / byte_counts
            kl = ((teacher * (teacher.clamp_min(1e-12).log() - q[..., :257])).sum(-1) * mask).sum(-1) / byte_counts
            loss = token + byte.mean() + 0.1 * kl.mean()
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trained, 1.0)
            optimizer.step()
            return loss.item()

    seconds = []
    cpu_seconds = []
    losses = []
    for _ in range(options.updates):
        started = time.monotonic()
        cpu_started = time.process_time()
        losses.append(update())
        seconds.append(time.monotonic() - started)
        cpu_seconds.append(time.process_time() - cpu_started)
    print(json.dumps({
        "seconds": seconds, "cpu_seconds": cpu_seconds, "losses": losses, "peak_bytes": peak_bytes(), "trained": sum(p.numel() for p in trained),
        "versions": f"torch {torch.__version__}, transformers {transformers.__version__}, Python {platform.python_version()}",
        "threads": torch.get_num_threads(),
    }))


if __name__ == "__main__":
    main()
