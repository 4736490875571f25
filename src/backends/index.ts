import { airflow } from './airflow.ts';
import { alteryx } from './alteryx.ts';
import { argo } from './argo.ts';
import { azureml } from './azureml.ts';
import { builtin } from './builtin.ts';
import { cloudera } from './cloudera.ts';
import { command } from './command.ts';
import { dagster } from './dagster.ts';
import { databricks } from './databricks.ts';
import { dataiku } from './dataiku.ts';
import { datarobot } from './datarobot.ts';
import { dvc } from './dvc.ts';
import { github } from './github.ts';
import { jenkins } from './jenkins.ts';
import { kubeflow } from './kubeflow.ts';
import { mlflow } from './mlflow.ts';
import { modelop } from './modelop.ts';
import { prefect } from './prefect.ts';
import { sagemaker } from './sagemaker.ts';
import { sas } from './sas.ts';
import { vertex } from './vertex.ts';
import { webhook } from './webhook.ts';

/** Every kind of backend; a file of this folder that is not here does not exist. */
export const backends = [
  ...[builtin, command, webhook],
  ...[airflow, prefect, dagster, github, jenkins, argo, kubeflow, alteryx],
  ...[mlflow, dvc, sagemaker, databricks, azureml, vertex, sas],
  ...[dataiku, datarobot, cloudera, modelop],
] as const;
