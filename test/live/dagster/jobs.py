"""Two jobs that Steward starts: one trains, the other never ends."""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from dagster import AssetMaterialization, Definitions, MetadataValue, in_process_executor, job, op
from training import train as run_training


@op
def fit(context):
    made = run_training(json.loads(context.run.tags["steward/request"]))
    metadata = {"steward_result": MetadataValue.json(made)}
    context.log_event(AssetMaterialization("churn", metadata=metadata))


@op
def wait():
    while True:
        time.sleep(0.2)


@job(executor_def=in_process_executor)
def train():
    fit()


@job(executor_def=in_process_executor)
def endless():
    wait()


defs = Definitions(jobs=[train, endless])
