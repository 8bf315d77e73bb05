"""The Python peers of the benchmarks: scikit-learn with the same trees, and one flow at a time as a Python service scores it.

    python3 python_peers.py FOREST.onnx FLOWS.f32 PROBABILITIES.f64

FLOWS.f32 holds float32 flows of eleven features, PROBABILITIES.f64 what AegisNet makes of them. Prints one JSON object: nanoseconds a
flow, medians, and the largest difference between the two probabilities.
"""
import json
import statistics
import sys
import time

import numpy
import onnx
import sklearn
from sklearn.ensemble import RandomForestClassifier

FEATURES = 11
BATCH = 10_000
ROUNDS = 7
LEAF = -1
HIDDEN = (16, 8, 4, 8, 16)


def attributes(path):
    for node in onnx.load(path).graph.node:
        if node.op_type == "TreeEnsembleClassifier":
            return {one.name: onnx.helper.get_attribute_value(one) for one in node.attribute}
    raise SystemExit(f"{path} holds no tree ensemble")


def forest_of(path):
    """A RandomForestClassifier whose trees are those of the model file."""
    ensemble = {name: numpy.array(value) for name, value in attributes(path).items() if isinstance(value, list)}
    trees = ensemble["nodes_treeids"]
    count = int(trees.max()) + 1
    dice = numpy.random.default_rng(1)
    forest = RandomForestClassifier(n_estimators=count, max_depth=2, random_state=1)
    forest.fit(dice.random((64, FEATURES), dtype=numpy.float32), dice.integers(0, 2, 64))
    votes = {(tree, node): weight for tree, node, weight in zip(ensemble["class_treeids"], ensemble["class_nodeids"], ensemble["class_weights"])}
    for tree in range(count):
        here = trees == tree
        inner = ensemble["nodes_modes"][here] != b"LEAF"
        size = int(here.sum())
        state = forest.estimators_[tree].tree_.__getstate__()
        nodes = numpy.zeros(size, dtype=state["nodes"].dtype)
        nodes["left_child"] = numpy.where(inner, ensemble["nodes_truenodeids"][here], LEAF)
        nodes["right_child"] = numpy.where(inner, ensemble["nodes_falsenodeids"][here], LEAF)
        nodes["feature"] = numpy.where(inner, ensemble["nodes_featureids"][here], -2)
        nodes["threshold"] = numpy.where(inner, ensemble["nodes_values"][here], -2)
        nodes["n_node_samples"] = nodes["weighted_n_node_samples"] = 1
        values = numpy.zeros((size, 1, 2))
        for node in numpy.flatnonzero(~inner):
            attack = float(votes.get((tree, int(node)), 0)) * count
            values[node, 0] = (1 - attack, attack)
        state.update(max_depth=100, node_count=size, nodes=nodes, values=values)
        forest.estimators_[tree].tree_.__setstate__(state)
    return forest


def nanoseconds(call, flows):
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter_ns()
        call()
        times.append((time.perf_counter_ns() - start) / flows)
    return statistics.median(times)


def numpy_autoencoder():
    """As small a network as the seed's, with numpy: what a service does for each flow."""
    dice = numpy.random.default_rng(2)
    sizes = (7, *HIDDEN, 7)
    layers = [(dice.standard_normal((a, b)), dice.standard_normal(b)) for a, b in zip(sizes, sizes[1:])]

    def score(flow):
        given = numpy.log1p(numpy.array([flow]))
        values = given
        for weights, bias in layers[:-1]:
            values = numpy.maximum(values @ weights + bias, 0)
        values = values @ layers[-1][0] + layers[-1][1]
        return float(((values - given) ** 2).mean())

    return score


def main(model, flow_file, probability_file):
    flows = numpy.fromfile(flow_file, dtype="<f4").reshape(-1, FEATURES)[:BATCH]
    expected = numpy.fromfile(probability_file, dtype="<f8")[:BATCH]
    forest = forest_of(model)
    difference = float(numpy.abs(forest.predict_proba(flows)[:, 1] - expected).max())
    autoencoder = numpy_autoencoder()
    rows = [dict(enumerate(map(float, flow))) for flow in flows[:50]]

    def one_by_one():
        for row in rows:
            values = list(row.values())
            autoencoder(values[:7])
            forest.predict_proba([values])

    print(json.dumps({
        "scikitLearn": sklearn.__version__,
        "largestDifference": difference,
        "batch": nanoseconds(lambda: forest.predict_proba(flows), len(flows)),
        "bothModelsOneByOne": nanoseconds(one_by_one, len(rows)),
    }))


if __name__ == "__main__":
    main(*sys.argv[1:])
