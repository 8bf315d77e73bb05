"""The Python peers of the benchmarks: scikit-learn with the same trees, and one flow at a time as a Python service scores it.

    python3 python_peers.py TREES FLOWS.f32 PROBABILITIES.f64

TREES holds five numbers a node, FLOWS.f32 float32 flows of eleven features, PROBABILITIES.f64 what AegisNet makes of them. Prints one JSON object: nanoseconds a
flow, medians, and the largest difference between the two probabilities.
"""
import json
import statistics
import sys
import time

import numpy
import sklearn
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree._tree import Tree

FEATURES = 11
BATCH = 10_000
ROUNDS = 7
NO_FEATURE = -2
DEEPEST = 100
HIDDEN = (16, 8, 4, 8, 16)


def forest_of(path):
    """A RandomForestClassifier with the trees of a file of five numbers a node: tree, both children, feature, threshold or vote."""
    file = numpy.fromfile(path, dtype=[("tree", "<i8"), ("yes", "<i8"), ("no", "<i8"), ("feature", "<i8"), ("value", "<f8")])
    count = int(file["tree"].max()) + 1
    dice = numpy.random.default_rng(1)
    forest = RandomForestClassifier(n_estimators=count, max_depth=2, random_state=1)
    forest.fit(dice.random((64, FEATURES), dtype=numpy.float32), dice.integers(0, 2, 64))
    for number, estimator in enumerate(forest.estimators_):
        tree = file[file["tree"] == number]
        inner = tree["yes"] >= 0
        state = estimator.tree_.__getstate__()
        nodes = numpy.zeros(len(tree), dtype=state["nodes"].dtype)
        nodes["left_child"] = tree["yes"]
        nodes["right_child"] = tree["no"]
        nodes["feature"] = numpy.where(inner, tree["feature"], NO_FEATURE)
        nodes["threshold"] = tree["value"]
        nodes["n_node_samples"] = nodes["weighted_n_node_samples"] = 1
        attack = numpy.where(inner, 0, tree["value"] * count)
        values = numpy.stack((1 - attack, attack), axis=1).reshape(len(tree), 1, 2)
        replaced = Tree(FEATURES, numpy.array([2], dtype=numpy.intp), 1)
        replaced.__setstate__({**state, "max_depth": DEEPEST, "node_count": len(tree), "nodes": nodes, "values": values})
        estimator.tree_ = replaced
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


def main(tree_file, flow_file, probability_file):
    flows = numpy.fromfile(flow_file, dtype="<f4").reshape(-1, FEATURES)[:BATCH]
    expected = numpy.fromfile(probability_file, dtype="<f8")[:BATCH]
    forest = forest_of(tree_file)
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
