"""What the `command` trainer runs: fits a line, logs it to MLflow as a run and a version, and names the version to Steward."""
import json
import os

import mlflow
import numpy as np
from sklearn.linear_model import LinearRegression

with open(os.environ["STEWARD_REQUEST"]) as file:
    asked = json.load(file)
hours = np.sin(np.arange(500) / 24).reshape(-1, 1)
rides = 10 + 5 * hours[:, 0]
tags = {
    "steward.key": asked["key"],
    "steward.trained_until": asked["trainBefore"],
    "steward.environment": "scikit-learn in a virtual environment",
}
with mlflow.start_run(tags=tags):
    line = LinearRegression().fit(hours, rides)
    mlflow.log_param("days", 20)
    mlflow.log_metric("mae", float(np.abs(line.predict(hours) - rides).mean()))
    logged = mlflow.sklearn.log_model(
        line,
        name="model",
        registered_model_name=os.environ["MODEL"],
        # Otherwise MLflow loads the model in another process only to list these.
        pip_requirements=["scikit-learn"],
    )
with open(os.environ["STEWARD_RESULT"], "w") as file:
    json.dump({"version": str(logged.registered_model_version), "trained_until": asked["trainBefore"]}, file)
