"""Checks a GGUF file from outside: every field is read, every block is what llama.cpp quantizes.

    python check_gguf.py FILE.gguf [F32.gguf]

Reads all keys and tensors of FILE with the package gguf. With F32.gguf, the same model in float32, each tensor of FILE is quantized anew from
it by ggml's own quantizer (package xllamacpp) and compared byte for byte. Prints one JSON object; differences end with status 1.
"""
import ctypes
import glob
import json
import os
import sys

import gguf
import numpy as np
import xllamacpp


def main():
    reader = gguf.GGUFReader(sys.argv[1])
    fields = {name: field.contents() for name, field in reader.fields.items()}
    out = {"fields": len(fields), "architecture": fields["general.architecture"], "tensors": len(reader.tensors), "types": {}, "differ": []}
    for tensor in reader.tensors:
        out["types"][tensor.tensor_type.name] = out["types"].get(tensor.tensor_type.name, 0) + 1
    if len(sys.argv) > 2:
        library = ctypes.CDLL(glob.glob(os.path.join(os.path.dirname(xllamacpp.__file__), "*.so"))[0])
        library.ggml_quantize_chunk.restype = ctypes.c_size_t
        library.ggml_quantize_chunk.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int64, ctypes.c_int64,
                                                ctypes.c_int64, ctypes.c_void_p]
        exact = {tensor.name: tensor for tensor in gguf.GGUFReader(sys.argv[2]).tensors}
        for tensor in reader.tensors:
            numbers = np.ascontiguousarray(exact[tensor.name].data, dtype=np.float32)
            blocks = np.zeros(tensor.n_bytes, np.uint8)
            width = numbers.shape[-1]
            library.ggml_quantize_chunk(int(tensor.tensor_type), numbers.ctypes.data, blocks.ctypes.data, 0, numbers.size // width, width,
                                        None)
            if tensor.tensor_type == gguf.GGMLQuantizationType.F32:
                blocks = numbers.view(np.uint8)
            if blocks.tobytes() != tensor.data.tobytes():
                out["differ"].append(tensor.name)
    print(json.dumps(out))
    sys.exit(1 if out["differ"] else 0)


main()
