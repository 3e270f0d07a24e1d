"""The peers of the learning benchmark: XGBoost and scikit-learn at the same settings on the same rows.

peers.py speed FOLDER TREES   training, scoring, contributions, one row, memory on a large table
peers.py accuracy FOLDER      five-fold AUC and log-loss with hand-set settings
peers.py later FOLDER CUTS    AUC of later rows, model by model of the rows before
The last line printed is one JSON object of figures.
"""
import json
import subprocess
import sys
import time

import numpy as np
import xgboost
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold


def load(folder):
    y = np.fromfile(folder + "/y.u1", dtype=np.uint8)
    x = np.fromfile(folder + "/x.f4", dtype=np.float32).reshape(len(y), -1)
    categorical = [int(c) for c in open(folder + "/categorical.txt").read().split()]
    return x, y, categorical


def seconds(action, repeats=3):
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = action()
        taken.append(time.perf_counter() - start)
    return sorted(taken)[len(taken) // 2], result


def peak_bytes(reset=False):
    if reset:
        open("/proc/self/clear_refs", "w").write("5")
    lines = open("/proc/self/status").read().splitlines()
    return {l.split(":")[0]: int(l.split()[1]) * 1024 for l in lines if l.startswith(("VmHWM", "VmRSS"))}


def speed(folder, trees):
    trees = int(trees)
    x, y, _ = load(folder)
    cut = len(y) * 4 // 5
    settings = dict(n_estimators=trees, learning_rate=0.1, max_depth=6, tree_method="hist", max_bin=256, reg_lambda=1)
    fit = lambda threads: lambda: xgboost.XGBClassifier(**settings, n_jobs=threads).fit(x[:cut], y[:cut])
    figures = {}
    before = peak_bytes(reset=True)["VmRSS"]
    fit(0)()
    figures["xgboostTrainBytesPerCell"] = (peak_bytes()["VmHWM"] - before) / x[:cut].size - 1
    figures["xgboostTrain"], model = seconds(fit(0))
    figures["xgboostTrainOneCore"] = seconds(fit(1), 1)[0]
    hist = lambda: HistGradientBoostingClassifier(
        max_iter=trees, learning_rate=0.1, max_depth=6, max_leaf_nodes=63, min_samples_leaf=20, early_stopping=False).fit(x[:cut], y[:cut])
    figures["sklearnTrain"], sk = seconds(hist, 1)
    test, truth = x[cut:], y[cut:]
    for name, p in (("xgboost", model.predict_proba(test)[:, 1]), ("sklearn", sk.predict_proba(test)[:, 1])):
        figures[name + "Auc"] = roc_auc_score(truth, p)
        figures[name + "LogLoss"] = log_loss(truth, p.astype(float))
    booster = model.get_booster()
    figures["xgboostScore"] = len(truth) / seconds(lambda: booster.inplace_predict(test), 5)[0]
    figures["sklearnScore"] = len(truth) / seconds(lambda: sk.predict_proba(test))[0]
    some = xgboost.DMatrix(test[:2000])
    figures["xgboostShap"] = 2000 / seconds(lambda: booster.predict(some, pred_contribs=True))[0]
    one = test[:1]
    figures["xgboostSingleRow"] = 1000 / seconds(lambda: [booster.inplace_predict(one) for _ in range(1000)])[0]
    booster.set_param({"nthread": 1})
    figures["xgboostScoreOneCore"] = len(truth) / seconds(lambda: booster.inplace_predict(test), 5)[0]
    booster.save_model(folder + "/model.json")
    figures["xgboostLoad"] = 1000 * seconds(lambda: xgboost.Booster(model_file=folder + "/model.json"), 5)[0]
    code = f"import numpy, xgboost; print(xgboost.Booster(model_file='{folder}/model.json').inplace_predict(numpy.zeros((1, {x.shape[1]}))))"
    figures["xgboostColdStart"] = 1000 * seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True))[0]
    return figures


def accuracy(folder):
    x, y, categorical = load(folder)
    figures = {}
    makers = {
        "xgboost": lambda: xgboost.XGBClassifier(n_estimators=150, learning_rate=0.05, max_depth=4, subsample=0.8, colsample_bytree=0.6, tree_method="hist"),
        "sklearn": lambda: HistGradientBoostingClassifier(
            learning_rate=0.05, max_iter=120, max_leaf_nodes=8, l2_regularization=1, categorical_features=categorical or None),
    }
    for name, make in makers.items():
        p = np.zeros(len(y))
        for train, test in StratifiedKFold(5, shuffle=True, random_state=1).split(x, y):
            p[test] = make().fit(x[train], y[train]).predict_proba(x[test])[:, 1]
        figures[name + "Auc"] = roc_auc_score(y, p)
        figures[name + "LogLoss"] = log_loss(y, p)
        order = np.array_split(np.argsort(p, kind="stable"), 15)
        figures[name + "CalibrationError"] = sum(abs(y[b].sum() - p[b].sum()) for b in order) / len(y)
    return figures


def later(folder, *cuts):
    """AUC of each stretch of the file for models of all rows before it: cuts are shares in percent, as 50-60."""
    x, y, categorical = load(folder)
    figures = {}
    for cut in cuts:
        start, stop = (len(y) * int(share) // 100 for share in cut.split("-"))
        model = HistGradientBoostingClassifier(
            learning_rate=0.05, max_iter=120, max_leaf_nodes=8, l2_regularization=1, categorical_features=categorical or None)
        p = model.fit(x[:start], y[:start]).predict_proba(x[start:stop])[:, 1]
        figures[cut] = roc_auc_score(y[start:stop], p)
    return figures


if __name__ == "__main__":
    command, *arguments = sys.argv[1:]
    print(json.dumps({"speed": speed, "accuracy": accuracy, "later": later}[command](*arguments)))
