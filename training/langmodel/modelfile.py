"""The model file: writing it from a checkpoint and reading it back. docs/model_format.md describes it."""

from __future__ import annotations

import dataclasses
import json
import struct
from pathlib import Path

import numpy as np
import torch
import xxhash
from torch import Tensor

from langmodel import crf, data
from langmodel.model import Config, Network, quantise_rows

MAGIC = b"ENTLANG1"
VERSION = 1
ALIGNMENT = 64

# Names in the file and in the network. Layers are listed by layer_names().
TABLES = {
    "embeddings.word": "word_pieces.weight",
    "embeddings.position": "positions.weight",
    "embeddings.shape": "piece_shapes.weight",
    "word.affix": "affixes.weight",
    "word.shape": "shapes.weight",
}
LINEARS = {
    "head.tag.hidden": "tag_mlp.linear",
    "head.upos": "upos",
    "head.feats": "feats",
    "head.lemma.hidden": "lemma_mlp.linear",
    "head.lemma": "lemma",
    "head.arc.dependent": "arc_dependent.linear",
    "head.arc.head": "arc_head.linear",
    "head.arc.bilinear": "arc_bilinear",
    "head.label.dependent": "label_dependent.linear",
    "head.label.head": "label_head.linear",
    "head.label.bilinear": "label_bilinear",
    "head.names.hidden": "name_mlp.linear",
    "head.names": "names",
}
LAYER_LINEARS = {"attention.qkv": "qkv", "attention.out": "out", "ffn.in": "ffn_in", "ffn.out": "ffn_out"}
LAYER_NORMS = {"attention.norm": "attention_norm", "ffn.norm": "ffn_norm"}


def _linears(layers: int) -> dict[str, str]:
    names = dict(LINEARS)
    for number in range(layers):
        for outer, inner in LAYER_LINEARS.items():
            names[f"layer.{number}.{outer}"] = f"layers.{number}.{inner}"
    return names


def _vectors(layers: int) -> dict[str, str]:
    names = {f"embeddings.norm.{kind}": f"embedding_norm.{kind}" for kind in ("weight", "bias")}
    for number in range(layers):
        for outer, inner in LAYER_NORMS.items():
            for kind in ("weight", "bias"):
                names[f"layer.{number}.{outer}.{kind}"] = f"layers.{number}.{inner}.{kind}"
    return names


def _tensors(network: Network, labels: data.Labels) -> list[tuple[str, np.ndarray]]:
    weights = network.state_dict()
    layers = network.config.layers
    tensors: list[tuple[str, np.ndarray]] = []

    def add_matrix(name: str, matrix: Tensor) -> None:
        values, scale = quantise_rows(matrix.float())
        tensors.append((name, values.numpy().astype(np.int8)))
        tensors.append((name + ".scale", scale.squeeze(-1).numpy().astype(np.float32)))

    for outer, inner in TABLES.items():
        add_matrix(outer, weights[inner])
    for outer, inner in _vectors(layers).items():
        tensors.append((outer, weights[inner].numpy()))
    for outer, inner in _linears(layers).items():
        add_matrix(f"{outer}.weight", weights[f"{inner}.weight"])
        tensors.append((f"{outer}.bias", weights[f"{inner}.bias"].numpy()))
    transitions, start = crf.constraints(labels.names)
    tensors.append(("word.mix", network.mix().detach().numpy()))
    tensors.append(("head.names.transitions", (network.transitions + transitions).detach().numpy()))
    tensors.append(("head.names.start", (network.start + start).detach().numpy()))
    tensors.append(("head.names.end", network.end.detach().numpy()))
    return tensors


def _padding(size: int) -> bytes:
    return b"\0" * (-size % ALIGNMENT)


def write(path: Path, network: Network, labels: data.Labels, vocabulary: list[str], training: dict) -> int:
    """Writes the file and returns its size in bytes."""
    blob = bytearray()
    entries = []
    for name, array in _tensors(network, labels):
        blob += _padding(len(blob))
        kind = {"int8": "i8", "float32": "f32", "int32": "i32"}[str(array.dtype)]
        content = np.ascontiguousarray(array).tobytes()
        entries.append(
            {"name": name, "dtype": kind, "shape": list(array.shape), "offset": len(blob), "bytes": len(content)}
        )
        blob += content
    header = json.dumps(
        {
            "config": network.config.to_json(),
            "vocab": vocabulary,
            "labels": dataclasses.asdict(labels),
            "tensors": entries,
            "training": training,
        },
        ensure_ascii=False,
        separators=(",", ":"),
        sort_keys=True,
    ).encode()
    body = bytes(blob)
    start = MAGIC + struct.pack("<IIQQ", VERSION, 0, len(header), len(body)) + xxhash.xxh3_128(header + body).digest()
    content = start + _padding(len(start)) + header
    content += _padding(len(content)) + body
    path.write_bytes(content)
    return len(content)


def read(path: Path) -> tuple[Network, data.Labels, list[str], dict]:
    """Network with the weights as stored (8-bit values times scale), labels, vocabulary and training record."""
    content = path.read_bytes()
    version, _, header_size, body_size = struct.unpack("<IIQQ", content[8:32])
    if content[:8] != MAGIC or version != VERSION:
        raise ValueError(f"{path} is not a model file of version {VERSION}")
    raw = content[64 : 64 + header_size]
    begin = 64 + header_size + (-header_size % ALIGNMENT)
    body = content[begin : begin + body_size]
    if xxhash.xxh3_128(raw + body).digest() != content[32:48]:
        raise ValueError(f"{path} is damaged")
    header = json.loads(raw)
    arrays: dict[str, Tensor] = {}
    for entry in header["tensors"]:
        kind = {"i8": np.int8, "f32": np.float32, "i32": np.int32}[entry["dtype"]]
        piece = np.frombuffer(body, kind, offset=entry["offset"], count=int(np.prod(entry["shape"])))
        arrays[entry["name"]] = torch.from_numpy(piece.astype(np.float32).reshape(entry["shape"]).copy())
    known = {f.name for f in dataclasses.fields(Config)}
    config = Config(**{k: v for k, v in header["config"].items() if k in known})
    labels = data.Labels(**header["labels"])
    network = Network(config)

    def matrix(name: str) -> Tensor:
        return arrays[name] * arrays[name + ".scale"][:, None]

    weights = {inner: matrix(outer) for outer, inner in TABLES.items()}
    weights |= {inner: arrays[outer] for outer, inner in _vectors(config.layers).items()}
    for outer, inner in _linears(config.layers).items():
        weights[f"{inner}.weight"] = matrix(f"{outer}.weight")
        weights[f"{inner}.bias"] = arrays[f"{outer}.bias"]
    weights["transitions"] = arrays["head.names.transitions"]
    weights["start"], weights["end"] = arrays["head.names.start"], arrays["head.names.end"]
    mix = arrays["word.mix"]
    weights["mix_gain"], weights["mix_weights"] = mix.sum(), torch.log(mix / mix.sum())
    network.load_state_dict(weights)
    network.eval()
    return network, labels, header["vocab"], header["training"]


def read_checkpoint(path: Path) -> tuple[Network, data.Labels, list[str], dict]:
    """The same from a training checkpoint, in full precision."""
    state = torch.load(path, weights_only=False)
    network = Network(Config(**state["config"]))
    network.load_state_dict(state["weights"])
    network.eval()
    return network, data.Labels(**state["labels"]), state["vocabulary"], state["log"]


def read_any(path: Path) -> tuple[Network, data.Labels, list[str], dict]:
    """A model file or a checkpoint, told apart by the magic."""
    with path.open("rb") as file:
        is_model = file.read(8) == MAGIC
    return read(path) if is_model else read_checkpoint(path)
