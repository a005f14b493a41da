"""The network: a BERT-shaped encoder over word pieces, word vectors, and one head a task."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from langmodel import features


@dataclass
class Config:
    """Everything but weights and labels that inference needs."""

    vocab: int = 0
    hidden: int = 384
    layers: int = 6
    heads: int = 12
    intermediate: int = 1536
    max_positions: int = 512
    layer_norm_eps: float = 1e-12
    activation: str = "gelu_erf"
    head_activation: str = "relu"
    shapes: list[str] = field(default_factory=lambda: list(features.SHAPES))
    affixes: list[list] = field(default_factory=lambda: [list(a) for a in features.AFFIXES])
    affix_rows: int = features.AFFIX_ROWS
    affix_dim: int = 64
    shape_dim: int = 64
    max_pieces_per_word: int = features.MAX_PIECES_PER_WORD
    tag_hidden: int = 256
    arc_hidden: int = 256
    label_hidden: int = 128
    name_hidden: int = 256
    upos: int = 0
    feats: int = 0
    lemma: int = 0
    deprel: int = 0
    names: int = 0

    @property
    def word_dim(self) -> int:
        """Size of a word vector: encoder part and feature part."""
        return self.hidden + self.affix_dim

    def to_json(self) -> dict:
        """For the header of the model file."""
        return {**asdict(self), "word_dim": self.word_dim}


def quantise_rows(matrix: Tensor) -> tuple[Tensor, Tensor]:
    """Symmetric 8-bit rows: integers as floats, and the scale of each row."""
    scale = matrix.abs().amax(dim=-1, keepdim=True).clamp_min(1e-12) / 127
    return torch.round(matrix / scale).clamp(-127, 127), scale


def round_trip(matrix: Tensor) -> Tensor:
    """What remains of a matrix after 8-bit storage; gradients pass straight through."""
    with torch.no_grad():
        values, scale = quantise_rows(matrix)
        difference = values * scale - matrix
    return matrix + difference


class Linear(nn.Linear):
    """A linear layer that can compute as the 8-bit inference does."""

    int8 = False

    def forward(self, inputs: Tensor) -> Tensor:
        if not self.int8:
            return super().forward(inputs)
        return F.linear(round_trip(inputs), round_trip(self.weight), self.bias)


class Table(nn.Embedding):
    """An embedding table stored as 8-bit rows."""

    int8 = False

    def forward(self, ids: Tensor) -> Tensor:
        rows = super().forward(ids)
        return round_trip(rows) if self.int8 else rows


def set_int8(model: nn.Module, on: bool) -> None:
    """Switches every layer between full precision and simulated 8-bit arithmetic."""
    for module in model.modules():
        if isinstance(module, (Linear, Table)):
            module.int8 = on


class Dropout(nn.Module):
    """Dropout whose masks are slices of one random pool: drawing fresh bits is slow on a CPU."""

    def __init__(self, rate: float, size: int = 1 << 22):
        super().__init__()
        self.rate = rate
        self.size = size
        self.pool: Tensor | None = None

    def refresh(self) -> None:
        """Draws a new pool."""
        self.pool = (torch.rand(self.size) >= self.rate).to(torch.bfloat16) / (1 - self.rate)

    def forward(self, inputs: Tensor) -> Tensor:
        if not self.training or self.rate == 0:
            return inputs
        if self.pool is None:
            self.refresh()
        count = inputs.numel()
        if count >= self.size:
            return F.dropout(inputs, self.rate)
        offset = int(torch.randint(self.size - count, ()))
        return inputs * self.pool[offset : offset + count].view(inputs.shape)


def attend(query: Tensor, key: Tensor, value: Tensor, mask: Tensor) -> Tensor:
    """Softmax attention in full precision; faster than the fused kernel for short sentences."""
    with torch.autocast("cpu", enabled=False):
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(2, 3) + mask
        return scores.softmax(-1) @ value


class Layer(nn.Module):
    """A post-norm transformer layer, as in BERT."""

    def __init__(self, config: Config, dropout: float):
        super().__init__()
        self.heads = config.heads
        self.dropout = Dropout(dropout)
        self.qkv = Linear(config.hidden, 3 * config.hidden)
        self.out = Linear(config.hidden, config.hidden)
        self.attention_norm = nn.LayerNorm(config.hidden, eps=config.layer_norm_eps)
        self.ffn_in = Linear(config.hidden, config.intermediate)
        self.ffn_out = Linear(config.intermediate, config.hidden)
        self.ffn_norm = nn.LayerNorm(config.hidden, eps=config.layer_norm_eps)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = states.shape
        thirds = self.qkv(states).chunk(3, dim=-1)
        query, key, value = (t.view(batch, length, self.heads, -1).transpose(1, 2).float() for t in thirds)
        mixed = attend(query, key, value, mask).transpose(1, 2).reshape(batch, length, width)
        states = self.attention_norm(states + self.dropout(self.out(mixed)))
        return self.ffn_norm(states + self.dropout(self.ffn_out(F.gelu(self.ffn_in(states)))))


class Mlp(nn.Module):
    """One hidden layer with ReLU."""

    def __init__(self, inputs: int, outputs: int, dropout: float):
        super().__init__()
        self.linear = Linear(inputs, outputs)
        self.dropout = Dropout(dropout)

    def forward(self, vectors: Tensor) -> Tensor:
        return self.dropout(F.relu(self.linear(vectors)))


@dataclass
class Batch:
    """Padded inputs; word row 0 is the root."""

    pieces: Tensor  # [B, T]
    piece_shapes: Tensor  # [B, T]
    positions_kept: Tensor  # [B, T] bool, False for padding
    first: Tensor  # [B, N+1] index of the first piece of each word, 0 for the root
    affixes: Tensor  # [B, N+1, K]
    shapes: Tensor  # [B, N+1]
    words: Tensor  # [B, N+1] bool, True for words and the root


class Network(nn.Module):
    """Encoder and heads; see docs/model_format.md for the same in formulas."""

    def __init__(self, config: Config, dropout: float = 0.1, head_dropout: float = 0.33):
        super().__init__()
        self.config = config
        hidden, width = config.hidden, config.word_dim
        self.word_pieces = Table(config.vocab, hidden)
        self.positions = Table(config.max_positions, hidden)
        self.piece_shapes = Table(len(config.shapes), hidden)
        self.embedding_norm = nn.LayerNorm(hidden, eps=config.layer_norm_eps)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(config, dropout) for _ in range(config.layers))
        self.mix_weights = nn.Parameter(torch.zeros(config.layers + 1))
        self.mix_gain = nn.Parameter(torch.ones(()))
        self.affixes = Table(config.affix_rows, config.affix_dim)
        self.shapes = Table(len(config.shapes), config.affix_dim)
        self.word_dropout = Dropout(0.2)
        self.tag_mlp = Mlp(width, config.tag_hidden, head_dropout)
        self.upos = Linear(config.tag_hidden, config.upos)
        self.feats = Linear(config.tag_hidden, config.feats)
        self.lemma_mlp = Mlp(width, config.tag_hidden, head_dropout)
        self.lemma = Linear(config.tag_hidden, config.lemma)
        self.arc_dependent = Mlp(width, config.arc_hidden, head_dropout)
        self.arc_head = Mlp(width, config.arc_hidden, head_dropout)
        self.arc_bilinear = Linear(config.arc_hidden, config.arc_hidden)
        self.label_dependent = Mlp(width, config.label_hidden, head_dropout)
        self.label_head = Mlp(width, config.label_hidden, head_dropout)
        self.label_bilinear = Linear(config.label_hidden, config.deprel * (config.label_hidden + 1))
        self.name_mlp = Mlp(width, config.name_hidden, head_dropout)
        self.names = Linear(config.name_hidden, config.names)
        self.transitions = nn.Parameter(torch.zeros(config.names, config.names))
        self.start = nn.Parameter(torch.zeros(config.names))
        self.end = nn.Parameter(torch.zeros(config.names))
        nn.init.normal_(self.affixes.weight, std=0.1)
        nn.init.normal_(self.shapes.weight, std=0.1)
        nn.init.zeros_(self.piece_shapes.weight)
        nn.init.normal_(self.label_bilinear.weight, std=0.02)
        nn.init.zeros_(self.label_bilinear.bias)
        nn.init.normal_(self.arc_bilinear.weight, std=0.04)
        nn.init.zeros_(self.arc_bilinear.bias)

    def mix(self) -> Tensor:
        """Weight of each layer's output in the word vector, embeddings first."""
        return self.mix_gain * torch.softmax(self.mix_weights, 0)

    def encode(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Word vectors [B, N+1, word_dim] and the last layer's output [B, T, hidden]."""
        length = batch.pieces.shape[1]
        order = torch.arange(length)
        states = self.word_pieces(batch.pieces) + self.positions(order) + self.piece_shapes(batch.piece_shapes)
        states = self.dropout(self.embedding_norm(states))
        mask = (~batch.positions_kept).float()[:, None, None, :] * -1e4
        weights = self.mix()
        index = batch.first.unsqueeze(-1).expand(-1, -1, states.shape[-1])
        mixed = weights[0] * states.gather(1, index)
        for number, layer in enumerate(self.layers):
            states = layer(states, mask)
            mixed = mixed + weights[number + 1] * states.gather(1, index)
        extra = self.affixes(batch.affixes).sum(2) + self.shapes(batch.shapes)
        extra = torch.where(batch.shapes.unsqueeze(-1) > 0, extra, torch.zeros((), dtype=extra.dtype))
        if self.training:
            keep = (torch.rand(extra.shape[:2]) > 0.1).unsqueeze(-1)
            extra = extra * keep
        return self.word_dropout(torch.cat([mixed, extra.to(mixed.dtype)], -1)), states

    def arc_scores(self, words: Tensor) -> Tensor:
        """[B, N+1, N+1]: how well each row is a dependent of each column."""
        dependents = self.arc_bilinear(self.arc_dependent(words))
        return dependents @ self.arc_head(words).transpose(1, 2)

    def label_scores(self, words: Tensor, heads: Tensor) -> Tensor:
        """[B, N+1, L] for the given head of each row."""
        dependents = self.label_dependent(words)
        chosen = self.label_head(words)
        chosen = chosen.gather(1, heads.unsqueeze(-1).expand(-1, -1, chosen.shape[-1]))
        shape = (*dependents.shape[:2], self.config.deprel, self.config.label_hidden + 1)
        planes = self.label_bilinear(chosen).view(shape)
        dependents = torch.cat([dependents, torch.ones_like(dependents[..., :1])], -1)
        return (planes @ dependents.unsqueeze(-1)).squeeze(-1)

    def name_scores(self, words: Tensor) -> Tensor:
        """[B, N, names]: emissions of the words, the root left out."""
        return self.names(self.name_mlp(words[:, 1:]))


def load_encoder(network: Network, tensors: dict[str, Tensor], kept: list[int]) -> None:
    """Fills the encoder from a BERT checkpoint; `kept` are the rows of the vocabulary that stay."""
    with torch.no_grad():
        network.word_pieces.weight.copy_(tensors["embeddings.word_embeddings.weight"][kept])
        network.positions.weight.copy_(
            tensors["embeddings.position_embeddings.weight"] + tensors["embeddings.token_type_embeddings.weight"][0]
        )
        network.embedding_norm.weight.copy_(tensors["embeddings.LayerNorm.weight"])
        network.embedding_norm.bias.copy_(tensors["embeddings.LayerNorm.bias"])
        for number, layer in enumerate(network.layers):
            prefix = f"encoder.layer.{number}."
            for kind in ("weight", "bias"):
                parts = [tensors[f"{prefix}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
                getattr(layer.qkv, kind).copy_(torch.cat(parts))
                getattr(layer.out, kind).copy_(tensors[f"{prefix}attention.output.dense.{kind}"])
                getattr(layer.attention_norm, kind).copy_(tensors[f"{prefix}attention.output.LayerNorm.{kind}"])
                getattr(layer.ffn_in, kind).copy_(tensors[f"{prefix}intermediate.dense.{kind}"])
                getattr(layer.ffn_out, kind).copy_(tensors[f"{prefix}output.dense.{kind}"])
                getattr(layer.ffn_norm, kind).copy_(tensors[f"{prefix}output.LayerNorm.{kind}"])
