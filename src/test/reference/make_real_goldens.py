"""What the Python packages gguf and transformers say of the real models (fetch-real-weights.sh), for the tests of profile real.

    make_real_goldens.py NAME FILE.gguf OUT SEED

Run in the folder of the repository. Written to OUT: lines.txt, 1,000 lines of prose, code and emoji from this repository;
NAME-weights.tsv, SHA-256 of every tensor as gguf.quants.dequantize gives it (little-endian float32); NAME-ids.txt, for every
line the first 12 hex digits of the SHA-256 of its ids joined by commas.
"""

import hashlib
import random
import sys
from pathlib import Path

import gguf
import numpy as np
from tokenizers import pre_tokenizers
from transformers import AutoTokenizer

PIECES = ["naïve café", "東京タワー", "。", "你好，世界！", "مرحبا بالعالم", "שלום", "Здравствуй, мир", "Γειά σου", "नमस्ते", "안녕하세요", "สวัสดี", "👩‍👩‍👧‍👦",
          "🙂", "👩‍🚀", "🇫🇷", "🏳️‍🌈", "🤦🏽‍♂️", "e\u0301", "ﬁ", "…", "—", "“quoted”", "’s", "'ll", "1234567", "3,141.59", "0x1F", "½", "²", "№", "∑x²≤∞", "\t",
          "  ", "   ", "        ", "\u00a0", "x = {'a': [1, 2]};", "if (a != b) {", "!!!", "->", "#include <stdio.h>", "lambda x: x**2", "A", "aB",
          "HTTPServer2", "snake_case_name", "the", " of", "ing", "\u200b", "a" * 40, "中a文b"]


def lines(source):
    """Of every kind; none in which a tokenizer sees a special token, which Bytestill reads as text."""
    prose = [line for file in sorted(Path("sample-data/text").glob("*.txt")) for line in file.read_text("utf-8").split(". ") if 20 < len(line) < 200]
    code = [line for folder in ("src/main/java", "src/test/reference") for file in sorted(Path(folder).rglob("*.*")) if file.suffix in (".java", ".py")
            for line in file.read_text("utf-8").split("\n") if 3 < len(line) < 160]
    mixed = [("" if source.random() < 0.3 else " ").join(source.choices(PIECES, k=source.randint(2, 9))) for _ in range(400)]
    chosen = source.sample(prose, 300) + source.sample(code, 300) + mixed
    source.shuffle(chosen)
    return [line.replace("\n", " ").replace("\r", " ").replace("<", "< ") for line in chosen]


def tokenizer(name, file):
    tokenizer = AutoTokenizer.from_pretrained(file.parent, gguf_file=file.name)
    if name == "smollm2":
        # The model's own tokenizer.json splits digits first; transformers does not know so from the GGUF file.
        plain = [tokenizer.encode(line, add_special_tokens=False) for line in text]
        tokenizer.backend_tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)])
        split = [tokenizer.encode(line, add_special_tokens=False) for line in text]
        print(sum(a != b for a, b in zip(plain, split)), "lines are cut otherwise without the splitting of digits")
    return tokenizer


if __name__ == "__main__":
    name, file, out, seed = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    kept = out / "lines.txt"
    if not kept.exists():
        kept.write_text("\n".join(lines(random.Random(seed))) + "\n", "utf-8")
    text = kept.read_text("utf-8").split("\n")[:-1]
    assert len(text) == 1000
    with open(out / f"{name}-weights.tsv", "w") as table:
        for tensor in gguf.GGUFReader(file).tensors:
            numbers = np.ascontiguousarray(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32)
            table.write(f"{tensor.name}\t{tensor.tensor_type.name}\t{hashlib.sha256(numbers.tobytes()).hexdigest()}\n")
    reference = tokenizer(name, file)
    special = set(reference.all_special_ids)
    with open(out / f"{name}-ids.txt", "w") as hashes:
        for line in text:
            ids = reference.encode(line, add_special_tokens=False)
            assert not special & set(ids), line
            hashes.write(hashlib.sha256(",".join(map(str, ids)).encode()).hexdigest()[:12] + "\n")
