"""One drift report of another project over a prediction log, in a process of its own; prints one JSON object.

Usage: measure.py evidently|nannyml FILE MIDDLE (the instant that divides reference and current) NUMERIC CATEGORICAL (names by commas)
"""

import json
import sys
import time
from importlib.metadata import version


def windows(file, middle, numeric, categorical):
    import numpy
    import pandas

    rows = pandas.read_parquet(file, columns=["at", *numeric, *categorical])
    before = rows["at"] < pandas.Timestamp(middle)
    rows = rows.drop(columns="at")
    # Neither takes decimals or infinities.
    rows[numeric] = rows[numeric].astype(float).replace([numpy.inf, -numpy.inf], numpy.nan)
    return rows[before].reset_index(drop=True), rows[~before].reset_index(drop=True)


def evidently():
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    def run(reference, current, numeric, categorical):
        definition = DataDefinition(numerical_columns=numeric, categorical_columns=categorical)
        data = [Dataset.from_pandas(frame, data_definition=definition) for frame in (current, reference)]
        metrics = Report([DataDriftPreset()]).run(*data).dict()["metrics"]
        return int(metrics[0]["value"]["count"])

    return run


def nannyml():
    import nannyml

    def run(reference, current, numeric, categorical):
        calculator = nannyml.UnivariateDriftCalculator(
            column_names=[*numeric, *categorical], treat_as_categorical=categorical
        )
        result = calculator.fit(reference).calculate(current)
        alerts = result.filter(period="analysis").to_df().xs("alert", axis=1, level=2)
        return int(alerts.any().sum())

    return run


def peak_memory_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    tool, file, middle, numeric, categorical = sys.argv[1:]
    numeric, categorical = numeric.split(","), categorical.split(",")
    # Loading the library is not what is measured.
    run = {"evidently": evidently, "nannyml": nannyml}[tool]()
    import pandas  # noqa: F401

    started, used = time.perf_counter(), time.process_time()
    drifted = run(*windows(file, middle, numeric, categorical), numeric, categorical)
    measured = {
        "version": version(tool),
        "ms": (time.perf_counter() - started) * 1000,
        "cpuMs": (time.process_time() - used) * 1000,
        "drifted": drifted,
    }
    try:
        measured["memoryMb"] = peak_memory_mb()
    except OSError:
        measured["memoryMb"] = None
    print(json.dumps(measured))
