"""What the training programs of the live suites share: they hand the request to the demo's trainer and read what it made."""
import json
import os
import subprocess
import tempfile


def train(asked):
    """The result of a trainer: from the demo's program, or made up where a suite needs none."""
    door = os.environ.get("TRAIN_DOOR")
    if not door or asked["model"] != "fremont-bridge":
        return {
            "version": "v-" + asked["key"][3:11],
            "trained_until": asked["trainBefore"],
            "lineage": {"code": "9f3c2e"},
            "metrics": {"mae": 31.9},
        }
    with tempfile.TemporaryDirectory() as folder:
        files = {name: os.path.join(folder, name + ".json") for name in ("request", "result", "progress")}
        with open(files["request"], "w") as file:
            json.dump(asked, file)
        variables = {"STEWARD_" + name.upper(): place for name, place in files.items()}
        subprocess.run(
            [os.environ["TRAIN_NODE"], door],
            cwd=os.environ["TRAIN_FOLDER"],
            env={**os.environ, **variables},
            check=True,
        )
        with open(files["result"]) as file:
            return json.load(file)
