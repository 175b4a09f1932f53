"""The parser's vector of each word alone, looked up instead of computed anew.

Before a word is read in its place, spaCy's model makes a vector of its form, prefix, suffix and
shape: a third of the cost of its vectors, and the same for every word that looks so. Here those
vectors are kept; what the words around them tell is computed as before, with the same results.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.tokens import Doc

MOST = 1 << 15  # looks kept, of some 600 bytes each; then the memory begins anew


class Vectors:
    """A `tok2vec` pipe with a memory; the same vectors, on any document."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._known: dict[bytes, int] = {}
        self._rows: Any = None
        layers: Any = getattr(pipe.model, "layers", ())
        first: Any = layers[0].layers if len(layers) == 2 else ()
        self.fits = bool(first) and first[0].name == "extract_features"
        self._columns = first[0].attrs["columns"] if self.fits else []

    def pipe(self, docs: "Iterable[Doc]", *, batch_size: int) -> "Iterator[Doc]":
        """Yield documents with the vectors that the pipe gives, so many at a time."""
        if not self.fits:
            yield from self._pipe.pipe(docs, batch_size=batch_size)
            return
        stream = iter(docs)
        while batch := list(islice(stream, batch_size)):
            model, empty = self._pipe.model, [doc for doc in batch if not len(doc)]
            if full := [doc for doc in batch if len(doc)]:
                self._pipe.set_annotations(full, model.layers[1].predict(self.alone(full)))
            none = model.ops.alloc2f(0, model.get_dim("nO"))
            self._pipe.set_annotations(empty, [none] * len(empty))
            yield from batch

    def alone(self, docs: "list[Doc]") -> list[Any]:
        """Return for each document the vectors of its words before they are read in place."""
        from numpy import ascontiguousarray

        if len(self._known) > MOST:
            self._known, self._rows = {}, None
        seen = [ascontiguousarray(doc.to_array(self._columns)) for doc in docs]
        looks = [rows.view(f"V{rows.strides[0]}").ravel().tolist() for rows in seen]
        known, new = self._known, list[Any]()
        for rows, keys in zip(seen, looks, strict=True):
            for row, key in zip(rows, keys, strict=True):
                if key not in known:
                    known[key] = len(known)
                    new.append(row)
        if new:
            self._learn(new)
        return [self._rows[[known[key] for key in keys]] for keys in looks]

    def _learn(self, new: list[Any]) -> None:
        """Append the vectors of looks not seen before, made by the model's own layers."""
        from numpy import concatenate, stack

        found: Any = [stack(new)]
        for layer in self._pipe.model.layers[0].layers[1:]:
            found = layer.predict(found)
        self._rows = found[0] if self._rows is None else concatenate([self._rows, found[0]])
