"""Speed of genlm-bytes on some texts read side by side, and of a plain forward pass over the same texts. Called by TeacherBytesBench.

usage: genlm_bytes_speed.py MODEL TEXTFILE BYTES STRIDE TEXTS K EPS
  MODEL    Hugging Face folder, or a GGUF file (it is converted once, to a folder beside it)
  TEXTS    text i is bytes i * STRIDE to i * STRIDE + BYTES of TEXTFILE
Prints one JSON object: bytes a second of the texts at once, seconds, peak memory in MiB.
"""
import asyncio, json, os, resource, sys, time, warnings

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"
warnings.filterwarnings("ignore")
import torch
from genlm.backend import load_model_by_name
from genlm.bytes import BeamParams, ByteBeamState


def folder_of(model):
    if os.path.isdir(model):
        return model
    folder = model[: -len(".gguf")] + "-hf"
    if not os.path.exists(os.path.join(folder, "done")):
        from transformers import AutoModelForCausalLM, AutoTokenizer

        source, name = os.path.split(model)
        loaded = AutoModelForCausalLM.from_pretrained(source, gguf_file=name, dtype=torch.float32)
        if hasattr(loaded.config, "quantization_config"):
            del loaded.config.quantization_config
        plain = AutoModelForCausalLM.from_config(loaded.config).float()
        plain.load_state_dict(loaded.state_dict(), strict=False)
        plain.tie_weights()
        plain.save_pretrained(folder)
        AutoTokenizer.from_pretrained(source, gguf_file=name).save_pretrained(folder)
        open(os.path.join(folder, "done"), "w").close()
    return folder


async def read(beam, text):
    for byte in text:
        await beam.logp_next()
        beam = await (beam.prune() << byte)


async def main():
    model, file, size, stride, texts, width, threshold = sys.argv[1:8]
    size, stride, texts = int(size), int(stride), int(texts)
    whole = open(file, "rb").read()
    pieces = [whole[i * stride : i * stride + size] for i in range(texts)]
    options = {"batch_size": 32, "hf_opts": {"dtype": torch.float32, "device_map": "cpu"}}
    llm = load_model_by_name(folder_of(model), backend="hf", llm_opts=options)
    end = llm.byte_vocab[llm.tokenizer.eos_token_id]
    params = BeamParams(K=int(width), prune_threshold=float(threshold), eos_byte_strings=[getattr(end, "byte_string", end)])
    start = await ByteBeamState.initial(llm, params)
    began = time.time()
    await asyncio.gather(*[read(start, piece) for piece in pieces])
    seconds = time.time() - began
    count = sum(len(piece) for piece in pieces)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"texts": texts, "bytes": count, "seconds": seconds, "bytesPerSecond": count / seconds, "peakMebibytes": peak,
                      "threads": torch.get_num_threads()}))
    await start.cleanup()


asyncio.run(main())
