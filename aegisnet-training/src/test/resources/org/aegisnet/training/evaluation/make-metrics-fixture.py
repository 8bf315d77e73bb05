"""Makes metrics.csv and metrics.json: scores with many ties, and what scikit-learn says of them.

Made with Python 3.11, scikit-learn 1.2.1 and numpy 1.24.2:  python3 make-metrics-fixture.py
"""

import json

import numpy
from sklearn.calibration import calibration_curve
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score, roc_curve

random = numpy.random.RandomState(20170703)
attack = random.rand(400) < 0.3
score = numpy.clip(random.normal(0.35 + 0.3 * attack, 0.2), 0, 1)
score[::3] = score[::3].round(1)
score = score.round(6)

false_positive_rate, recall, _ = roc_curve(attack, score, drop_intermediate=False)
share, mean = calibration_curve(attack, score, n_bins=10)
expected = {
    "roc_auc": roc_auc_score(attack, score),
    "average_precision": average_precision_score(attack, score),
    "brier_score": brier_score_loss(attack, score),
    "recall_at": {str(rate): recall[false_positive_rate <= rate].max() for rate in (0.001, 0.01, 0.05, 0.2)},
    "recall_from_0.5": (score[attack] >= 0.5).mean(),
    "false_positive_rate_from_0.5": (score[~attack] >= 0.5).mean(),
    "reliability": {"mean_score": list(mean), "attack_share": list(share)},
}
with open("metrics.csv", "w") as file:
    file.write("score,attack\n")
    file.writelines(f"{value},{int(label)}\n" for value, label in zip(score, attack))
with open("metrics.json", "w") as file:
    json.dump(expected, file, indent=2)
    file.write("\n")
