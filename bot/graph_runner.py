"""Runs Rasa's prediction graph node by node in an order that is planned once.

Rasa hands the graph to Dask, which plans it anew for every message and every predicted action; for a dozen nodes in a
row that costs more than most of the nodes.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from rasa.engine.graph import GraphNode
from rasa.engine.runner.dask import DaskGraphRunner

Step = tuple[str, GraphNode, tuple[str, ...]]


class PlannedGraphRunner:
    """The same nodes and the same results as the Dask runner it is made of."""

    def __init__(self, runner: DaskGraphRunner) -> None:
        """Take over the nodes that were loaded already."""
        self._schema = runner._graph_schema
        self._nodes: dict[str, GraphNode] = runner._instantiated_nodes
        self._plans: dict[tuple[str, ...], list[Step]] = {}

    @property
    def components(self) -> list[Any]:
        """The graph's parts: of the pipeline, the policies, and Rasa's own."""
        return [node._component for node in self._nodes.values()]

    def run(self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None) -> dict[str, Any]:
        """Run what the targets need.

        Args:
            inputs: Values by the placeholder's name.
            targets: Names of nodes; without them those that the graph declares.

        Returns:
            The output of each target.

        Raises:
            GraphRunError: If a node lacks an input.
        """
        wanted = tuple(targets or self._schema.target_names)
        if wanted not in self._plans:
            self._plans[wanted] = self._plan(wanted)
        outputs: dict[str, tuple[str, Any]] = {name: (name, value) for name, value in (inputs or {}).items()}
        for name, node, needs in self._plans[wanted]:
            outputs[name] = node(*(outputs[need] for need in needs if need in outputs))
        return {name: outputs[name][1] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> list[Step]:
        nodes = self._schema.minimal_graph_schema(list(targets)).nodes
        order = TopologicalSorter(
            {name: [need for need in node.needs.values() if need in nodes] for name, node in nodes.items()}
        )
        return [(name, self._nodes[name], tuple(nodes[name].needs.values())) for name in order.static_order()]
