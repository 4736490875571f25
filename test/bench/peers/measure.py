"""One drift check of another project over a prediction log, in a process of its own; prints one JSON object.

Usage: measure.py evidently|evidently-tests|nannyml|nannyml-days BEFORE FILE MIDDLE (the instant that divides reference and current) NUMERIC CATEGORICAL (names by commas)
BEFORE is a small file that is checked first, so that what a process loads and compiles once is not measured.
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
    # Neither takes decimals or infinities.
    rows[numeric] = rows[numeric].astype(float).replace([numpy.inf, -numpy.inf], numpy.nan)
    return rows[before].reset_index(drop=True), rows[~before].reset_index(drop=True)


def evidently():
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    def run(reference, current, numeric, categorical):
        reference, current = (frame.drop(columns="at") for frame in (reference, current))
        definition = DataDefinition(numerical_columns=numeric, categorical_columns=categorical)
        data = [Dataset.from_pandas(frame, data_definition=definition) for frame in (current, reference)]
        metrics = Report([DataDriftPreset()]).run(*data).dict()["metrics"]
        return int(metrics[0]["value"]["count"])

    return run


def evidently_tests():
    from evidently.legacy.calculations.stattests import get_stattest

    def run(reference, current, numeric, categorical):
        kinds = dict.fromkeys(numeric, "num") | dict.fromkeys(categorical, "cat")
        drifted = 0
        for column, kind in kinds.items():
            # As a report does: without what is missing, and the test that it would choose for so many rows.
            before, after = reference[column].dropna(), current[column].dropna()
            test = get_stattest(before, after, kind, None)
            drifted += bool(test(before, after, kind, None).drifted)
        return drifted

    return run


def nannyml(**chunks):
    import nannyml

    def run(reference, current, numeric, categorical):
        calculator = nannyml.UnivariateDriftCalculator(
            column_names=[*numeric, *categorical], treat_as_categorical=categorical, **chunks
        )
        result = calculator.fit(reference).calculate(current)
        alerts = result.filter(period="analysis").to_df().xs("alert", axis=1, level=2)
        return int(alerts.any().sum())

    return run


def nannyml_days():
    return nannyml(chunk_period="D", timestamp_column_name="at")


tools = {
    "evidently": evidently,
    "evidently-tests": evidently_tests,
    "nannyml": nannyml,
    "nannyml-days": nannyml_days,
}


def peak_memory_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


if __name__ == "__main__":
    tool, before, file, middle, numeric, categorical = sys.argv[1:]
    numeric, categorical = numeric.split(","), categorical.split(",")
    # Loading the library is not what is measured.
    run = tools[tool]()
    run(*windows(before, middle, numeric, categorical), numeric, categorical)

    started, used = time.perf_counter(), time.process_time()
    drifted = run(*windows(file, middle, numeric, categorical), numeric, categorical)
    measured = {
        "version": version(tool.split("-")[0]),
        "ms": (time.perf_counter() - started) * 1000,
        "cpuMs": (time.process_time() - used) * 1000,
        "drifted": drifted,
    }
    try:
        measured["memoryMb"] = peak_memory_mb()
    except OSError:
        measured["memoryMb"] = None
    print(json.dumps(measured))
