"""Two DAGs that Steward starts: one trains, the other never ends."""
import os
import sys
import time

# At the end: a folder there has the name of Airflow's own package.
sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

from airflow.sdk import dag, get_current_context, task
from training import train as run_training


@task
def fit():
    return run_training(get_current_context()["dag_run"].conf)


@task
def wait():
    while True:
        time.sleep(0.2)


@dag(schedule=None)
def train():
    fit()


@dag(schedule=None)
def endless():
    wait()


train()
endless()
