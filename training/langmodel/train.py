"""Trains the network on treebanks and names together."""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import json
import math
import random
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor

from langmodel import corpora, crf, data, features, scoring
from langmodel.model import Config, Network, load_encoder, set_int8


def losses(network: Network, examples: list[data.Example], rng: random.Random, recase: float) -> Tensor:
    """The summed loss of a batch, all examples of one kind (with trees or without)."""
    shapes = [data.recase(e.shapes, rng) if rng.random() < recase else e.shapes for e in examples]
    batch = data.collate(examples, shapes)
    rows = batch.first.shape[1]
    with torch.autocast("cpu", dtype=torch.bfloat16):
        words, _ = network.encode(batch)
        total = torch.zeros(())
        if examples[0].heads:
            tagged = network.tag_mlp(words)
            scores = {
                "upos": network.upos(tagged),
                "feats": network.feats(tagged),
                "lemma": network.lemma(network.lemma_mlp(words)),
            }
            heads = data.label_rows(examples, "heads", rows)
            arcs = network.arc_scores(words).masked_fill(~batch.words[:, None, :], -1e4)
            labels = network.label_scores(words, heads.clamp_min(0))
            for kind, weight in (("upos", 1.0), ("feats", 0.5), ("lemma", 0.5)):
                gold = data.label_rows(examples, kind, rows)
                total = total + weight * F.cross_entropy(
                    scores[kind].float().flatten(0, 1), gold.flatten(), ignore_index=data.IGNORED
                )
            total = total + F.cross_entropy(arcs.float().flatten(0, 1), heads.flatten(), ignore_index=data.IGNORED)
            gold = data.label_rows(examples, "deprels", rows)
            total = total + F.cross_entropy(labels.float().flatten(0, 1), gold.flatten(), ignore_index=data.IGNORED)
        emissions = network.name_scores(words)
    chosen = [i for i, e in enumerate(examples) if e.names]
    if chosen:
        tags = data.label_rows(examples, "names", rows)[chosen, 1:].clamp_min(0)
        kept = batch.words[chosen, 1:]
        transitions, start = network.name_constraints
        loss = crf.negative_log_likelihood(
            emissions[chosen], tags, kept, network.transitions + transitions, network.start + start, network.end
        )
        weight = sum(examples[i].weight for i in chosen) / len(chosen)
        total = total + 2.0 * weight * loss / kept.sum()
    return total


def parameter_groups(network: Network, encoder_rate: float, head_rate: float, decay: float) -> list[dict]:
    """Lower layers learn more slowly; no weight decay for vectors."""
    rates: dict[str, float] = {}
    for name, _ in network.named_parameters():
        if name.startswith(("word_pieces", "positions", "embedding_norm")):
            rates[name] = encoder_rate * decay ** (network.config.layers + 1)
        elif name.startswith("piece_shapes"):
            rates[name] = head_rate
        elif name.startswith("layers."):
            rates[name] = encoder_rate * decay ** (network.config.layers - 1 - int(name.split(".")[1]))
        else:
            rates[name] = head_rate
    groups: dict[tuple[float, float], list] = {}
    for name, parameter in network.named_parameters():
        groups.setdefault((rates[name], 0.01 if parameter.ndim > 1 else 0.0), []).append(parameter)
    return [{"params": ps, "lr": rate, "peak": rate, "weight_decay": wd} for (rate, wd), ps in groups.items()]


def schedule(done: float, warmup: float) -> float:
    """Factor of the learning rate when this share of the training is done: linear warm-up, then a cosine down to 2 %."""
    if done < warmup:
        return max(done, 1e-3) / warmup
    progress = (done - warmup) / (1 - warmup)
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, progress)))


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def build(args: argparse.Namespace) -> tuple[Network, data.Labels, features.WordPiece, data.Training]:
    """Corpora, labels and the network with the pretrained encoder."""
    training = data.load_training(args.corpora, args.silver_gold, args.silver_news)
    labels = data.build_labels(training.treebank)
    original = (args.encoder / "vocab.txt").read_text(encoding="utf-8").rstrip("\n").split("\n")
    kept = [i for i, piece in enumerate(original) if features.keep_piece(piece)]
    vocabulary = [original[i] for i in kept]
    config = Config(vocab=len(vocabulary), **{k: len(v) for k, v in dataclasses.asdict(labels).items()})
    network = Network(config)
    load_encoder(network, load_file(args.encoder / "model.safetensors"), kept)
    network.name_constraints = crf.constraints(labels.names)
    return network, labels, features.WordPiece(vocabulary), training


def save(path: Path, network: Network, labels: data.Labels, vocabulary: list[str], log: dict, optimizer=None) -> None:
    """Writes a checkpoint; with the optimizer it can be resumed."""
    torch.save(
        {
            "config": dataclasses.asdict(network.config),
            "labels": dataclasses.asdict(labels),
            "vocabulary": vocabulary,
            "weights": network.state_dict(),
            "optimizer": optimizer.state_dict() if optimizer else None,
            "log": log,
        },
        path,
    )


def epoch_examples(pool: dict[str, list[data.Example]], args: argparse.Namespace, rng: random.Random) -> list[list[data.Example]]:
    """The batches of one epoch: all trees, all gold names, a sample of the silver."""
    batches = data.make_batches(pool["treebank"], args.batch_pieces, rng)
    named = pool["named"] + rng.sample(pool["silver"], min(args.silver_sentences, len(pool["silver"])))
    if named:
        batches += data.make_batches(named, args.batch_pieces, rng)
    rng.shuffle(batches)
    return batches


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder with model.safetensors and vocab.txt")
    parser.add_argument("--silver-gold", type=Path)
    parser.add_argument("--silver-news", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="checkpoint to take the weights from")
    parser.add_argument("--resume", action="store_true", help="go on from OUT/last.pt")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--minutes", type=float, default=1e6, help="time for all epochs; the schedule shortens to fit")
    parser.add_argument("--batch-pieces", type=int, default=1600)
    parser.add_argument("--silver-sentences", type=int, default=4000)
    parser.add_argument("--silver-weight", type=float, default=0.5)
    parser.add_argument("--encoder-rate", type=float, default=4e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--layer-decay", type=float, default=0.85)
    parser.add_argument("--warmup", type=float, default=0.08)
    parser.add_argument("--recase", type=float, default=0.1)
    parser.add_argument("--int8", action="store_true", help="quantisation-aware")
    parser.add_argument("--dev-step", type=int, default=5, help="score every n-th development sentence after an epoch")
    parser.add_argument("--seed", type=int, default=20)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    network, labels, word_pieces, training = build(args)
    log: dict = {"arguments": {k: str(v) for k, v in vars(args).items()}, "data": {}, "epochs": []}
    for path in [args.corpora / name for name in data.FILES]:
        log["data"][path.name] = digest(path)
    for path in (args.silver_gold, args.silver_news, args.encoder / "model.safetensors"):
        if path:
            log["data"][path.name] = digest(path)
    encoder = data.Encoder(word_pieces, labels)
    pool = {
        "treebank": [encoder(s) for s in training.treebank],
        "named": [encoder(s) for s in training.named],
        "silver": [encoder(s, args.silver_weight) for s in training.silver],
    }
    pool = {k: [e for e in v if len(e.pieces) <= 256] for k, v in pool.items()}
    print({k: (len(v), sum(len(e.pieces) for e in v)) for k, v in pool.items()}, flush=True)
    print({k: len(v) for k, v in dataclasses.asdict(labels).items()}, len(word_pieces.vocabulary), flush=True)
    optimizer = torch.optim.AdamW(
        parameter_groups(network, args.encoder_rate, args.head_rate, args.layer_decay), betas=(0.9, 0.98), fused=True
    )
    first_epoch = 0
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=False)["weights"])
    if args.resume and (args.out / "last.pt").exists():
        state = torch.load(args.out / "last.pt", weights_only=False)
        network.load_state_dict(state["weights"])
        optimizer.load_state_dict(state["optimizer"])
        log = state["log"]
        changed = {k: str(v) for k, v in vars(args).items() if log["arguments"].get(k) != str(v)}
        log.setdefault("resumed", []).append({"after_epoch": len(log["epochs"]), "changed": changed})
        first_epoch = len(log["epochs"])
    development = {
        name: (corpora.read_conllu(args.corpora / f"ud/en_{name}-ud-dev.conllu.xz")[:: args.dev_step], uner)
        for name, uner in (("ewt", args.corpora / "ner/uner_en_ewt-dev.iob2.xz"), ("gum", None))
    }
    per_epoch = len(epoch_examples(pool, args, random.Random(0)))
    total = per_epoch * args.epochs
    step = per_epoch * first_epoch
    if args.int8:
        set_int8(network, True)
    for epoch in range(first_epoch, args.epochs):
        elapsed = sum(e["seconds"] for e in log["epochs"])
        if elapsed + 60 > 60 * args.minutes:
            break
        rng = random.Random(args.seed * 1000 + epoch)
        torch.manual_seed(args.seed * 1000 + epoch)
        network.train()
        began, seen, running = time.time(), 0, 0.0
        for number, examples in enumerate(epoch_examples(pool, args, rng)):
            spent = elapsed + time.time() - began
            factor = schedule(max(step / total, spent / (60 * args.minutes)), args.warmup)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            loss = losses(network, examples, rng, args.recase)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            step += 1
            seen += sum(len(e.pieces) for e in examples)
            running += loss.item()
            if spent > 60 * args.minutes:
                break
            if number % 50 == 49:
                speed = seen / (time.time() - began)
                print(f"epoch {epoch + 1} {number + 1}/{per_epoch} loss {running / 50:.3f} {speed:.0f} pieces/s", flush=True)
                running = 0.0
        figures = {name: scoring.development(network, labels, encoder, *files, args.dev_step) for name, files in development.items()}
        log["epochs"].append({"epoch": epoch + 1, "seconds": round(time.time() - began), "dev": figures})
        print(json.dumps(log["epochs"][-1]), flush=True)
        save(args.out / "last.pt", network, labels, word_pieces.vocabulary, log, optimizer)
        (args.out / "log.json").write_text(json.dumps(log, indent=1))


if __name__ == "__main__":
    main()
