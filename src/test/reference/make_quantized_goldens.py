"""Blocks that llama.cpp quantizes from given numbers, for QuantizedTest.

    python make_quantized_goldens.py src/test/resources/goldens/gguf

Needs the packages xllamacpp, whose library exports ggml's quantizer, numpy and safetensors.
"""
import ctypes
import glob
import os
import sys

import numpy as np
import xllamacpp
from safetensors.numpy import save_file

TYPES = {"f16": 1, "q4_0": 2, "q5_0": 6, "q8_0": 8, "q4_k": 12, "q5_k": 13, "q6_k": 14, "bf16": 30}
SIZES = {"f16": (1, 2), "q4_0": (32, 18), "q5_0": (32, 22), "q8_0": (32, 34), "q4_k": (256, 144), "q5_k": (256, 176),
         "q6_k": (256, 210), "bf16": (1, 2)}


def rows():
    """Rows of 512: as weights are, with outliers, tiny, constant, one-sided, zero, on a grid where ties are frequent."""
    r = np.random.default_rng(5)
    x = [r.normal(0, 0.02, 512) for _ in range(4)]
    x.append(np.where(r.random(512) < 0.01, r.normal(0, 2, 512), r.normal(0, 0.02, 512)))
    x.append(r.normal(0, 1e-7, 512))
    x.append(np.full(512, 0.25))
    x.append(np.full(512, -0.25))
    x.append(np.abs(r.normal(0, 0.1, 512)))
    x.append(-np.abs(r.normal(0, 0.1, 512)) - 0.3)
    x.append(np.zeros(512))
    x.append(np.concatenate([np.zeros(256), np.full(32, 1e-16), r.normal(0, 1, 224)]))
    x.append(r.integers(-16, 17, 512) / 8)
    x.append(r.normal(0, 1, 512) * 10.0 ** r.integers(-6, 3, 512))
    return np.stack(x).astype(np.float32)


def main():
    library = ctypes.CDLL(glob.glob(os.path.join(os.path.dirname(xllamacpp.__file__), "*.so"))[0])
    library.ggml_quantize_chunk.restype = ctypes.c_size_t
    library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64,
                                            ctypes.c_int64, ctypes.c_void_p]
    x = rows()
    tensors = {"numbers": x}
    for name, number in TYPES.items():
        elements, size = SIZES[name]
        out = np.zeros(x.size // elements * size, np.uint8)
        written = library.ggml_quantize_chunk(number, x.ctypes.data, out.ctypes.data, 0, x.shape[0], x.shape[1], None)
        assert written == out.size, (name, written, out.size)
        tensors[name] = out
    save_file(tensors, os.path.join(sys.argv[1], "quantized.safetensors"))


main()
