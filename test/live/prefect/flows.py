"""Two flows that Steward starts: one trains, the other never ends."""
import json
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from prefect import flow, serve
from prefect.artifacts import create_markdown_artifact
from training import train as run_training


@flow
def train(steward: dict):
    create_markdown_artifact(key="steward-result", markdown=json.dumps(run_training(steward)))


@flow
def endless(steward: dict):
    while True:
        time.sleep(0.2)


if __name__ == "__main__":
    serve(
        train.to_deployment("live"),
        endless.to_deployment("live"),
        limit=4,
        query_seconds=1,
        print_starting_message=False,
    )
