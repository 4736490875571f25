"""The one stage of the live suite's pipeline: fits a mean, and says up to when its rows reached."""
import json
import os
import platform
import time

with open("steward.json") as file:
    asked = json.load(file)
with open(os.environ.get("BEGUN", os.devnull), "a") as file:
    file.write(asked["key"] + "\n")
while os.environ.get("MODE") == "endless":
    time.sleep(0.1)

with open("data/rides.csv") as file:
    rides = [int(line) for line in file]
mean = sum(rides) / len(rides)
mae = sum(abs(one - mean) for one in rides) / len(rides)
with open("model.json", "w") as file:
    json.dump({"mean": mean, "for": asked["trainBefore"]}, file)
with open("metrics.json", "w") as file:
    json.dump({"fit": {"rows": len(rides)}}, file)
with open("steward-result.json", "w") as file:
    lineage = {"environment": "python " + platform.python_version()}
    json.dump({"trained_until": asked["trainBefore"], "metrics": {"mae": mae}, "lineage": lineage}, file)
