// Without a server: what is sent, and what its refusals become. The contract runs on embedded ClickHouse in `test/live`.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { secret } from '../../src/config/secret.ts';
import { clickhouse } from '../../src/stores/clickhouse.ts';
import type { Call } from '../../src/stores/contract.ts';
import { datasetOf, faultOf } from '../contract/store-world.ts';

let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: URLSearchParams[] = [];
const server = createServer((request, response) => {
  asked.push(new URL(request.url!, 'http://localhost').searchParams);
  request.resume().on('end', () => answer(request, response));
});
let url: string;

beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  url = `http://steward:hunter2@127.0.0.1:${(server.address() as AddressInfo).port}/telemetry`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked.length = 0;
});

const open = (at: string) =>
  clickhouse.open(
    { url: 'env:CLICKHOUSE_URL' },
    { roots: [], secret: (reference) => secret(reference, { CLICKHOUSE_URL: at }) },
  );

async function extentFault(call: Call = {}, at = url) {
  const store = await open(at);
  const fault = await faultOf(store.extent({ dataset: datasetOf('log'), window: null, version: null }, call));
  await store.close();
  expect(fault.message).not.toMatch(/hunter2|secret row/);
  return [fault.code, fault.retry];
}

const refuse = (code: number, words: string) => {
  answer = (_, response) => {
    response.statusCode = 500;
    response.end(`Code: ${code}. DB::Exception: ${words}: secret row 17. (${words})`);
  };
};

describe('a refusal is a fault without its words', () => {
  test.each([
    [60, 'UNKNOWN_TABLE', 'table_missing', 'never'],
    [47, 'UNKNOWN_IDENTIFIER', 'column_missing', 'never'],
    [41, 'CANNOT_PARSE_DATETIME', 'wrong_type', 'never'],
    [516, 'AUTHENTICATION_FAILED', 'not_allowed', 'never'],
    [497, 'ACCESS_DENIED', 'not_allowed', 'never'],
    [159, 'TIMEOUT_EXCEEDED', 'store_timeout', 'later'],
    [241, 'MEMORY_LIMIT_EXCEEDED', 'store_down', 'later'],
    [202, 'TOO_MANY_SIMULTANEOUS_QUERIES', 'store_down', 'later'],
    [36, 'BAD_ARGUMENTS', 'store_down', 'never'],
  ])('%i %s', async (code, words, expected, retry) => {
    refuse(code, words);
    expect(await extentFault()).toEqual([expected, retry]);
  });

  test('a server that hangs up, answers nothing or is not there is tried again later', async () => {
    answer = (request) => request.socket.destroy();
    expect(await extentFault()).toEqual(['store_down', 'later']);
    answer = () => {};
    expect(await extentFault({ timeoutMs: 50 })).toEqual(['store_timeout', 'later']);
    expect(await extentFault({}, 'http://127.0.0.1:9')).toEqual(['store_down', 'later']);
  });

  test('a url of another protocol is refused', async () => {
    expect((await faultOf(open('tcp://steward:hunter2@localhost:9000'))).code).toBe('not_allowed');
  });
});

test('statements are sent read-only, with their deadline, the database of the url, and values apart from the text', async () => {
  answer = (_, response) =>
    response.end(JSON.stringify({ meta: [{ name: 'database', type: 'String' }], data: [], rows: 0 }));
  expect(await extentFault({ timeoutMs: 5000 })).toEqual(['table_missing', 'never']);
  const [sent] = asked;
  expect(sent!.get('readonly')).toBe('2');
  expect(sent!.get('max_execution_time')).toBe('5');
  expect(sent!.get('database')).toBe('telemetry');
  expect(sent!.get('param_p1')).toBe('log');
});
