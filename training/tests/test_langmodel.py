"""Tests of the parts of training that the C++ inference must agree with. Run: python -m unittest discover -s tests."""

from __future__ import annotations

import itertools
import math
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

from langmodel import corpora, crf, data, features, lemmas, modelfile, names, trees
from langmodel.model import Config, Network, set_int8
from langmodel.tokenizer import analyse


def tiny() -> tuple[Network, data.Labels, list[str]]:
    """A random network of a few thousand weights."""
    torch.manual_seed(1)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "pea", "##ce", "talks", ".", "'", "s"]
    labels = data.Labels(["NOUN", "PUNCT"], ["_"], ["k0:", "k1:"], ["root", "punct"], list(names.TAGS))
    config = Config(
        len(vocabulary), hidden=24, layers=2, heads=2, intermediate=32, max_positions=16, affix_dim=8, tag_hidden=8,
        arc_hidden=8, label_hidden=6, name_hidden=8, upos=2, feats=1, lemma=2, deprel=2, names=len(names.TAGS),
    )
    return Network(config), labels, vocabulary


class Trees(unittest.TestCase):
    def test_best_tree_equals_exhaustive_search(self) -> None:
        rng = np.random.default_rng(0)
        for _ in range(200):
            size = int(rng.integers(1, 6))
            scores = rng.normal(size=(size + 1, size + 1))
            best = max(
                sum(scores[i + 1, h] for i, h in enumerate(heads))
                for heads in itertools.product(range(size + 1), repeat=size)
                if heads.count(0) == 1 and self._is_tree(heads)
            )
            found = trees.best_tree(scores)
            self.assertEqual(found.count(0), 1)
            self.assertTrue(self._is_tree(tuple(found)))
            self.assertAlmostEqual(sum(scores[i + 1, h] for i, h in enumerate(found)), best)

    @staticmethod
    def _is_tree(heads: tuple[int, ...]) -> bool:
        for node in range(1, len(heads) + 1):
            for _ in range(len(heads) + 1):
                node = heads[node - 1] if node else 0
            if node:
                return False
        return True


class Tags(unittest.TestCase):
    def setUp(self) -> None:
        self.tags = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG"]
        forbidden, barred = crf.constraints(self.tags)
        torch.manual_seed(2)
        self.transitions = torch.randn(5, 5) + forbidden
        self.start, self.end = torch.randn(5) + barred, torch.randn(5)
        self.emissions = torch.randn(4, 5)

    def _score(self, path: tuple[int, ...]) -> float:
        total = self.start[path[0]] + self.end[path[-1]] + sum(self.emissions[i, t] for i, t in enumerate(path))
        return float(total + sum(self.transitions[a, b] for a, b in itertools.pairwise(path)))

    def test_viterbi_and_likelihood_equal_enumeration(self) -> None:
        paths = list(itertools.product(range(5), repeat=4))
        best = max(paths, key=self._score)
        found = crf.viterbi(
            self.emissions.numpy(), self.transitions.numpy(), self.start.numpy(), self.end.numpy()
        )
        self.assertEqual(tuple(found), best)
        loss = crf.negative_log_likelihood(
            self.emissions[None], torch.tensor([best]), torch.ones(1, 4, dtype=torch.bool), self.transitions, self.start, self.end
        )
        total = math.log(sum(math.exp(self._score(p)) for p in paths))
        self.assertAlmostEqual(float(loss), total - self._score(best), places=3)

    def test_spans_and_tags_are_inverse(self) -> None:
        spans = [(0, 2, "PER"), (2, 3, "ORG")]
        self.assertEqual(corpora.spans_of(corpora.tags_of(spans, 4)), spans)
        self.assertEqual(corpora.to_bio2(["I-PER", "I-PER", "O", "I-ORG"]), ["B-PER", "I-PER", "O", "B-ORG"])


class Words(unittest.TestCase):
    def test_lemma_scripts_round_trip(self) -> None:
        for form, lemma in [("talks", "talk"), ("was", "be"), ("The", "the"), ("U.S.", "U.S."), ("spreading", "spread"), ("n't", "not")]:
            self.assertEqual(lemmas.apply_script(lemmas.make_script(form, lemma), form), lemma)
        self.assertEqual(lemmas.apply_script("k3:y", "Es"), "es")

    def test_shapes(self) -> None:
        expected = {"talks": "lower", "Putin": "title", "A": "single_upper", "NATO": "upper", "U.S.": "dotted_upper"}
        expected |= {"2024": "digits", "3.5": "number", "G7": "alnum", "McDonald": "title_lead", "iPhone": "mixed"}
        expected |= {".": "final", ",": "comma", "“": "quote", "(": "bracket", "–": "dash", "$": "symbol", "北京": "other"}
        for word, name in expected.items():
            self.assertEqual(features.SHAPES[features.shape(word)], name, word)

    def test_hash_is_fnv1a(self) -> None:
        self.assertEqual(features.fnv1a(b""), 0x811C9DC5)
        self.assertEqual(features.fnv1a(b"foobar"), 0xBF9CF968)

    def test_word_pieces(self) -> None:
        cut = features.WordPiece(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "pea", "##ce", "'", "s"])
        self.assertEqual(cut("Péace"), (4, 5))
        self.assertEqual(cut("'s"), (6, 7))
        self.assertEqual(cut("war"), (1,))

    def test_tokens_cover_the_text(self) -> None:
        text = "Mr. Smith of the U.S. said he can't co-operate. Its state-owned bank (\"XY\") lost $3.5 billion."
        sentences = analyse(text)
        self.assertEqual([len(s) for s in sentences], [11, 15])
        covered = "".join(text[t.begin : t.end] for s in sentences for t in s)
        self.assertEqual(covered, text.replace(" ", ""))


class File(unittest.TestCase):
    def test_file_gives_back_the_network(self) -> None:
        network, labels, vocabulary = tiny()
        network.eval()
        encoder = data.Encoder(features.WordPiece(vocabulary), labels)
        batch = data.collate([encoder(corpora.Sentence("", ["Peace", "talks", "."]))])
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "tiny.model"
            modelfile.write(path, network, labels, vocabulary, {})
            again, read_labels, read_vocabulary, _ = modelfile.read(path)
            self.assertEqual((read_labels, read_vocabulary), (labels, vocabulary))
            set_int8(network, True)
            set_int8(again, True)
            with torch.no_grad():
                first, second = network.encode(batch)[0], again.encode(batch)[0]
                self.assertTrue(torch.allclose(first, second, atol=1e-4))
                self.assertTrue(torch.allclose(network.arc_scores(first), again.arc_scores(second), atol=1e-3))
            content = bytearray(path.read_bytes())
            content[-1] ^= 1
            path.write_bytes(content)
            with self.assertRaises(ValueError):
                modelfile.read(path)


if __name__ == "__main__":
    unittest.main()
