"""Odd tokenizers, and the ids that Python's tokenizers and sentencepiece give.

    make_tokenizer_goldens.py OUT TEXTDIR

OUT is the folder of the tokenizer goldens; TEXTDIR holds GPL-3 as plain text, as Debian's common-licenses folder does. Made are
- bases/<name>.json: a byte-level BPE, a BPE with byte fallback, a Unigram with and one without byte fallback;
- unigram.gguf: the Unigram as a GGUF file holds it (kind t5);
- variants.json: for each variant its base, what is changed in tokenizer.json, and [text for Python, text for Bytestill, ids].
  The two texts differ where Python puts a space in front that Bytestill leaves out.
"""

import io
import json
import sys
import unicodedata
from pathlib import Path

import gguf
import sentencepiece
from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers, trainers

OUT, TEXTS = Path(sys.argv[1]), Path(sys.argv[2])
TEXT = (TEXTS / "GPL-3").read_text()[:12000]
EXTRA = "naïve café — façade, Ångström 1234567 αβγ дом 東京タワー 🙂 let's don't  tabs\tand\n\nnewlines   spaces"
CORPUS = TEXT.splitlines() + [EXTRA] * 3
LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"

SAMPLES = [" The licensee may convey naïve café copies.", " 1234567 東京タワー 🙂\n\n  of it", " you'll  let's\tdon't 3,141.59!!!", " x = {'a': [1, 2]};\r\n",
           " дом מבחן 👩‍👩‍👧 q\u0000z", "  two spaces   three   ", " <0x0A> </s> <extra>"]


def byte_level():
    t = Tokenizer(models.BPE())
    t.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    t.train_from_iterator(CORPUS, trainers.BpeTrainer(vocab_size=420, special_tokens=["<|endoftext|>"], show_progress=False,
                                                      initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return json.loads(t.to_str())


def sentence_piece(kind, byte_fallback):
    model = io.BytesIO()
    rules = OUT / "rules.tsv"
    rules.write_text("FB01\t66 69\nFF21\t41\nA0\t20\n")  # ligature fi, wide A, no-break space
    sentencepiece.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_writer=model, vocab_size=520 if byte_fallback else 300, model_type=kind,
                                             byte_fallback=byte_fallback, normalization_rule_tsv=str(rules), remove_extra_whitespaces=False,
                                             add_dummy_prefix=False, character_coverage=0.99, user_defined_symbols=["<extra>"], minloglevel=2)
    rules.unlink()
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def added(sp):
    tokens = [(i, True) for i in range(3)] + [(sp.piece_to_id("<extra>"), False)]
    return [{"id": i, "content": sp.id_to_piece(i), "single_word": False, "lstrip": False, "rstrip": False, "normalized": False, "special": special}
            for i, special in tokens]


def unigram(sp, byte_fallback):
    import base64
    from sentencepiece import sentencepiece_model_pb2 as pb
    proto = pb.ModelProto.FromString(sp.serialized_model_proto())
    charsmap = base64.b64encode(proto.normalizer_spec.precompiled_charsmap).decode()
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added(sp),
            "normalizer": {"type": "Precompiled", "precompiled_charsmap": charsmap},
            "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True},
            "post_processor": None, "decoder": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "never", "split": True},
            "model": {"type": "Unigram", "unk_id": sp.unk_id(), "byte_fallback": byte_fallback,
                      "vocab": [[p.piece, p.score] for p in proto.pieces]}}


def bpe_with_fallback(sp):
    """Merges follow from scores, as in the transformers library."""
    pieces = {sp.id_to_piece(i): i for i in range(sp.get_piece_size())}
    merges = []
    for piece, i in pieces.items():
        if i < 260 or not sp.is_byte(i):
            halves = [(piece[:k], piece[k:]) for k in range(1, len(piece)) if piece[:k] in pieces and piece[k:] in pieces]
            merges += [(sp.get_score(i), pair) for pair in sorted(halves, key=lambda pair: (pieces[pair[0]], pieces[pair[1]]))]
    merges.sort(key=lambda merge: -merge[0])
    return {"version": "1.0", "truncation": None, "padding": None, "added_tokens": added(sp),
            "normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}, "pre_tokenizer": None, "post_processor": None,
            "decoder": {"type": "Sequence", "decoders": [{"type": "Replace", "pattern": {"String": "▁"}, "content": " "}, {"type": "ByteFallback"},
                                                         {"type": "Fuse"}]},
            "model": {"type": "BPE", "dropout": None, "unk_token": "<unk>", "continuing_subword_prefix": None, "end_of_word_suffix": None, "fuse_unk": True,
                      "byte_fallback": True, "ignore_merges": False, "vocab": pieces, "merges": [list(pair) for _, pair in merges]}}


def write_gguf(sp, path):
    writer = gguf.GGUFWriter(path, "llama")
    kinds = {0: 2, 1: 3, 2: 3, sp.piece_to_id("<extra>"): 4}
    size = sp.get_piece_size()
    writer.add_tokenizer_model("t5")
    writer.add_token_list([sp.id_to_piece(i) for i in range(size)])
    writer.add_token_scores([sp.get_score(i) for i in range(size)])
    writer.add_token_types([kinds.get(i, 6 if sp.is_byte(i) else 1) for i in range(size)])
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.add_add_space_prefix(False)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def metaspace(scheme, split):
    return {"type": "Metaspace", "replacement": "▁", "prepend_scheme": scheme, "split": split}


def byte_level_step(prefix=False, regex=True):
    return {"type": "ByteLevel", "add_prefix_space": prefix, "trim_offsets": True, "use_regex": regex}


def sequence(*steps):
    return {"type": "Sequence", "pretokenizers": list(steps)}


def normalizers(*steps):
    return {"type": "Sequence", "normalizers": list(steps)}


SPACE = {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}
PREPEND = {"type": "Prepend", "prepend": "▁"}
SPLIT = {"type": "Split", "pattern": {"Regex": LLAMA3}, "behavior": "Isolated", "invert": False}
# name: base, changes, what Bytestill's text has in front, how a text is prepared so that the normalizer has nothing to do
VARIANTS = {
    "byte level, space in front": ("byte_level", {"pre_tokenizer": byte_level_step(prefix=True)}, "", None),
    "byte level, digits alone": ("byte_level", {"pre_tokenizer": sequence({"type": "Digits", "individual_digits": True}, byte_level_step())}, "", None),
    "byte level, pieces of Llama 3, whole pieces first": ("byte_level", {"pre_tokenizer": sequence(SPLIT, byte_level_step(regex=False)), "ignore_merges": True}, "", None),
    "byte level, NFC": ("byte_level", {"normalizer": {"type": "NFC"}}, "", "NFC"),
    "byte level, NFKC and lower case": ("byte_level", {"normalizer": normalizers({"type": "NFKC"}, {"type": "Lowercase"})}, "", "NFKC lower"),
    "byte level, one piece": ("byte_level", {"pre_tokenizer": byte_level_step(regex=False)}, "", None),
    "BPE with byte fallback": ("bpe", {}, "", None),
    "BPE, Llama 2's space in front": ("bpe", {"normalizer": normalizers(PREPEND, SPACE)}, " ", None),
    "BPE, Metaspace first": ("bpe", {"normalizer": None, "pre_tokenizer": metaspace("first", False)}, "", None),
    "BPE, Metaspace always, words": ("bpe", {"normalizer": None, "pre_tokenizer": metaspace("always", True)}, "", None),
    "BPE, Metaspace never": ("bpe", {"normalizer": None, "pre_tokenizer": metaspace("never", False)}, "", None),
    "Unigram with byte fallback": ("unigram", {}, "", None),
    "Unigram, space in front": ("unigram", {"pre_tokenizer": metaspace("always", True)}, "", None),
    "Unigram, spaces inside tokens": ("unigram", {"pre_tokenizer": metaspace("never", False)}, "", None),
    "Unigram, no added tokens": ("unigram", {"added_tokens": []}, "", None),
    "Unigram, no added tokens, spaces inside tokens": ("unigram", {"added_tokens": [], "pre_tokenizer": metaspace("never", False)}, "", None),
    "Unigram, digits alone": ("unigram", {"pre_tokenizer": sequence({"type": "Digits", "individual_digits": True}, metaspace("never", True))}, "", None),
}


def prepared(text, how):
    for step in (how or "").split():
        text = text.lower() if step == "lower" else unicodedata.normalize(step, text)
    return text


def main():
    (OUT / "bases").mkdir(parents=True, exist_ok=True)
    spm_bpe, spm_unigram, spm_plain = sentence_piece("bpe", True), sentence_piece("unigram", True), sentence_piece("unigram", False)
    bases = {"byte_level": byte_level(), "bpe": bpe_with_fallback(spm_bpe), "unigram": unigram(spm_unigram, True), "unigram_plain": unigram(spm_plain, False)}
    for name, base in bases.items():
        (OUT / "bases" / f"{name}.json").write_text(json.dumps(base, ensure_ascii=False, separators=(",", ":")))
    write_gguf(spm_unigram, OUT / "unigram.gguf")
    golden = []
    for name, (base, changes, front, how) in VARIANTS.items():
        j = json.loads(json.dumps(bases[base]))
        for key, value in changes.items():
            (j["model"] if key == "ignore_merges" else j)[key] = value
        t = Tokenizer.from_str(json.dumps(j))
        # Bytestill reads the names of special tokens and of bytes as text, Python's library does not.
        texts = [prepared(s, how).replace("</s>", "s>").replace("<extra>", "extra").replace("<0x", "0x") for s in SAMPLES]
        golden.append({"name": name, "base": base, "changes": changes, "samples": [[s, front + s, t.encode(s, add_special_tokens=False).ids] for s in texts]})
    # Without byte fallback only text whose characters all have tokens can be read.
    t = Tokenizer.from_str(json.dumps(bases["unigram_plain"]))
    texts = [s for s in TEXT.splitlines() if s and t.token_to_id("<unk>") not in t.encode(s).ids][:8]
    golden.append({"name": "Unigram without byte fallback", "base": "unigram_plain", "changes": {}, "samples": [[s, s, t.encode(s).ids] for s in texts]})
    texts = [s.replace("<0x0A>", "").replace("</s>", "") for s in SAMPLES]
    golden.append({"name": "Unigram by sentencepiece itself", "base": "unigram", "changes": {},
                   "samples": [[s, s, spm_unigram.encode(s)] for s in texts]})
    lines = ",\n".join(json.dumps(variant, ensure_ascii=False) for variant in golden)
    (OUT / "variants.json").write_text(f"[{lines}]\n")


main()
