"""Two byte-level BPE tokenizers in the layout of a Hugging Face folder; every byte is a token in both."""

import json

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers, processors, trainers

# Llama 3's pattern: a word takes one leading sign with it, digits go in threes, line ends stay with the sign before.
WORDS_WITH_LEADING_SIGN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)


def train_teacher(texts, size):
    """SmolLM's convention: one special token that begins and ends text; the post-processor adds nothing."""
    tokenizer = byte_level_bpe()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(Regex(WORDS_WITH_LEADING_SIGN), behavior="isolated"),
        pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
    ])
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return train(tokenizer, texts, size, ["<|endoftext|>"])


def train_student(texts, size):
    """Llama's convention: <s> and </s>, and the post-processor puts <s> first. GPT-2's pattern cuts the words."""
    tokenizer = byte_level_bpe()
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer = train(tokenizer, texts, size, ["<s>", "</s>"])
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A", pair="<s> $A <s> $B", special_tokens=[("<s>", tokenizer.token_to_id("<s>"))])
    return tokenizer


def byte_level_bpe():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def train(tokenizer, texts, size, specials):
    trainer = trainers.BpeTrainer(
        vocab_size=size,
        special_tokens=[AddedToken(name, normalized=False, special=True) for name in specials],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


def save(tokenizer, folder, begin, end, max_length):
    folder.mkdir(parents=True, exist_ok=True)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    config = {
        "add_prefix_space": False,
        "bos_token": begin,
        "clean_up_tokenization_spaces": False,
        "eos_token": end,
        "model_max_length": max_length,
        "tokenizer_class": "PreTrainedTokenizerFast",
        "unk_token": None,
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=2) + "\n")


def check(tokenizer, text):
    """Bytes per token of the text; raises if a byte has no token or the text does not come back as it was."""
    missing = [symbol for symbol in pre_tokenizers.ByteLevel.alphabet() if tokenizer.token_to_id(symbol) is None]
    if missing:
        raise ValueError(f"{len(missing)} bytes have no token: {missing}")
    tokens = tokenizer.encode(text, add_special_tokens=False).ids
    if tokenizer.decode(tokens) != text:
        raise ValueError("encoding and decoding changed the text")
    return len(text.encode()) / len(tokens)
