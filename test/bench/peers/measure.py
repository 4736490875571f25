"""One drift check of another project over a prediction log, in a process of its own; prints one JSON object.

Usage: measure.py TOOL BEFORE FILE MIDDLE (the instant that divides reference and current) NUMERIC CATEGORICAL (names by commas)
TOOL is one of `tools`; those that end in -measures run all of their own tests that a check of Steward computes, too.
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


def evidently_tests(num=(None,), cat=(None,)):
    """Some tests by name; none: the one that a report would choose for so many rows."""
    from evidently.legacy.calculations.stattests import get_stattest

    def run(reference, current, numeric, categorical):
        drifted = 0
        for columns, kind, names in ((numeric, "num", num), (categorical, "cat", cat)):
            for column in columns:
                # As a report does: without what is missing.
                before, after = reference[column].dropna(), current[column].dropna()
                tests = [get_stattest(before, after, kind, name) for name in names]
                drifted += any([test(before, after, kind, None).drifted for test in tests])
        return drifted

    return run


def evidently_measures():
    return evidently_tests(
        num=("ks", "wasserstein", "psi", "jensenshannon", "kl_div", "hellinger"),
        # Hellinger of texts fails there, and total variation is a test by a thousand permutations.
        cat=("chisquare", "psi", "jensenshannon", "kl_div"),
    )


def nannyml(**options):
    import nannyml

    def run(reference, current, numeric, categorical):
        calculator = nannyml.UnivariateDriftCalculator(
            column_names=[*numeric, *categorical], treat_as_categorical=categorical, **options
        )
        result = calculator.fit(reference).calculate(current)
        alerts = result.filter(period="analysis").to_df().xs("alert", axis=1, level=2)
        return int(alerts.any().groupby(level=0).any().sum())

    return run


def nannyml_days(**options):
    return nannyml(chunk_period="D", timestamp_column_name="at", **options)


def nannyml_measures():
    return nannyml_days(
        continuous_methods=["kolmogorov_smirnov", "jensen_shannon", "wasserstein", "hellinger"],
        categorical_methods=["chi2", "jensen_shannon", "l_infinity", "hellinger"],
    )


tools = {
    "evidently": evidently,
    "evidently-tests": evidently_tests,
    "evidently-measures": evidently_measures,
    "nannyml": nannyml,
    "nannyml-days": nannyml_days,
    "nannyml-measures": nannyml_measures,
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
