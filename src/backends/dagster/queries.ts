/** What is asked of Dagster's GraphQL, no field more than is used. Seen working with 1.13.28. */

export const launchQuery = `mutation Steward($params: ExecutionParams!) {
  launchRun(executionParams: $params) {
    __typename
    ... on LaunchRunSuccess { run { runId } }
    ... on RunConfigValidationInvalid { errors { message } }
    ... on PipelineNotFoundError { message }
    ... on RunConflict { message }
    ... on UnauthorizedError { message }
    ... on PythonError { message }
  }
}`;

export const findQuery = `query Steward($filter: RunsFilter!) {
  runsOrError(filter: $filter, limit: 1) { __typename ... on Runs { results { runId } } }
}`;

export const pollQuery = `query Steward($run: ID!) {
  runOrError(runId: $run) {
    __typename
    ... on Run {
      status
      assetMaterializations {
        metadataEntries { label ... on JsonMetadataEntry { jsonString } ... on TextMetadataEntry { text } }
      }
    }
  }
}`;

export const terminateQuery = `mutation Steward($run: String!) {
  terminateRun(runId: $run, terminatePolicy: SAFE_TERMINATE) {
    __typename
    ... on TerminateRunFailure { message }
    ... on UnauthorizedError { message }
    ... on PythonError { message }
  }
}`;

export const probeQuery = `query Steward($params: PipelineSelector!) {
  version
  pipelineOrError(params: $params) { __typename }
}`;
