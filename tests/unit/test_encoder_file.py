"""The encoder's file: the package's weights, multiplied in 8 bits, near to what the package says (bot.nlu.encoder_file)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

from bot.nlu import encoder_file
from bot.nlu.encoder_file import Encoder, Graph, Linear, Package, in_8_bits, in_32_bits, make_encoder, smoothed
from bot.nlu.sentence_encoder import EncoderUnavailable, SentenceEncoder, packaged_model, tokenizer_file

TEXTS = [
    "is a micromasters worth it",
    "thanks",
    "how long does the one from MIT about supply chains take me?",
    "",
    "x " * 400,
]


@pytest.fixture(scope="module")
def package() -> Package:
    """The packaged model's weights."""
    return Package(packaged_model())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file made here."""
    path = tmp_path_factory.mktemp("encoder") / "new" / "encoder.onnx"
    make_encoder(path)
    return path


@pytest.fixture(scope="module")
def theirs() -> np.ndarray:
    """The package's own vectors."""
    return SentenceEncoder(packaged_model(), tokenizer_file()).encode(TEXTS)


def test_the_graph_computes_what_the_package_does(tmp_path: Path, package: Package, theirs: np.ndarray) -> None:
    """With products in 32 bits the vectors are the package's own: every weight is where it belongs."""
    products = {
        f"inner.encoder.layer.{layer}.{name}": in_32_bits for layer in range(6) for name in encoder_file.PRODUCTS
    }
    onnx.save(Encoder(package, products).model(), tmp_path / "whole.onnx")
    ours = SentenceEncoder(tmp_path / "whole.onnx", tokenizer_file()).encode(TEXTS)
    assert np.allclose(ours, theirs, atol=1e-5)


def test_8_bits_stay_near(made: Path, theirs: np.ndarray) -> None:
    """Rounding turns no vector by more than ten degrees, and is there: the vectors are not the very same."""
    cosines = (SentenceEncoder(made, tokenizer_file()).encode(TEXTS) * theirs).sum(axis=1)
    assert 0.985 < cosines.min() < 0.99999


def test_the_company_in_a_batch_changes_nothing(made: Path) -> None:
    """Rows are rounded by themselves: a short text beside a long or a loud one has the vector that it has alone."""
    encoder = SentenceEncoder(made, tokenizer_file())
    together = encoder.encode(TEXTS)
    assert np.allclose(together, [encoder.encode([text])[0] for text in TEXTS], atol=1e-6)


def test_the_same_bytes_every_time(made: Path, tmp_path: Path) -> None:
    """A training that changes nothing finds the vectors that it kept, and leaves nothing half made."""
    make_encoder(tmp_path / "again.onnx")
    assert (tmp_path / "again.onnx").read_bytes() == made.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["again.onnx"]


@pytest.mark.parametrize("multiply", [in_8_bits, smoothed(np.array([1.0, 100.0], dtype=np.float32))])
def test_a_product_of_integers(multiply: Callable[[Graph, str, Linear], str]) -> None:
    """Rows and columns of very different sizes each keep their seven bits and a sign; a row of zeros gives the bias."""
    linear = Linear(np.array([[1, -200, 3], [0.5, 100, -2]], dtype=np.float32), np.array([1, 2, 3], dtype=np.float32))
    given = np.array([[[1, 100], [0.001, -0.1], [0, 0]]], dtype=np.float32)
    found = _run(multiply, linear, given)
    exact = given @ linear.weights
    assert np.array_equal(found[0, 2], linear.bias)
    size = np.abs(given).max(axis=-1, keepdims=True) * np.abs(linear.weights).max(axis=0)
    assert (np.abs(found - linear.bias - exact) / np.maximum(size, 1e-9)).max() < 0.02


def test_the_largest_numbers_do_not_overflow() -> None:
    """Some processors add two products in 16 bits and cut what is over: the weights are held so that nothing is."""
    linear = Linear(np.full((384, 8), 0.5, dtype=np.float32), np.zeros(8, dtype=np.float32))
    found = _run(in_8_bits, linear, np.full((1, 2, 384), 7, dtype=np.float32))
    assert np.allclose(found, 384 * 0.5 * 7, rtol=1e-5)


def test_another_package_is_refused(tmp_path: Path) -> None:
    """Weights that nobody looked at are not used, and the error names both sums and what to do."""
    (tmp_path / "model.onnx").write_bytes(b"another")
    with pytest.raises(EncoderUnavailable, match=r"found sha256 .* expected 8199be6f.* reinstall"):
        Package(tmp_path / "model.onnx")


def _run(multiply: Callable[[Graph, str, Linear], str], linear: Linear, given: np.ndarray) -> np.ndarray:
    """What a product gives, computed by ONNX Runtime."""
    import onnxruntime  # noqa: PLC0415

    graph, floats = Graph(), onnx.TensorProto.FLOAT
    found = multiply(graph, "given", linear)
    shown = [onnx.helper.make_tensor_value_info(name, floats, None) for name in ("given", found)]
    whole = onnx.helper.make_graph(graph.nodes, "product", shown[:1], shown[1:], graph.constants)
    sets = [onnx.helper.make_opsetid("", encoder_file.OPSET), onnx.helper.make_opsetid(encoder_file.RUNTIMES_OWN, 1)]
    model = onnx.helper.make_model(whole, opset_imports=sets, ir_version=encoder_file.FORMAT)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    result: np.ndarray = session.run(None, {"given": given})[0]
    return result
