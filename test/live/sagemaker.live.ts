import { AwsV4Signer } from 'aws4fetch';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sagemaker } from '../../src/backends/sagemaker.ts';
import type { ModelId, VersionId } from '../../src/domain/ids.ts';
import { openWith } from '../contract/memory-reports.ts';
import { registryContract } from '../contract/registry.ts';
import { ended, newKey, request } from '../contract/trainer.ts';
import { jobSettings, pipelineSettings } from '../emulators/sagemaker-shapes.ts';
import { pythonInstalled } from './installed.ts';
import { live } from './live.ts';
import { answers, disposables, freePort, startServer, temporaryFolder } from './server.ts';

const keys = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };

await live(
  'sagemaker',
  () => pythonInstalled('moto', ['moto[sagemaker,server]==5.2.5']),
  (bin) => {
    const stack = disposables();
    let url = '';
    const ask = async (operation: string, body: object): Promise<Record<string, unknown>> => {
      const signer = new AwsV4Signer({
        ...{
          ...keys,
          method: 'POST',
          url,
          body: JSON.stringify(body),
          region: 'eu-central-1',
          service: 'sagemaker',
        },
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `SageMaker.${operation}` },
      });
      const answer = await fetch(
        await signer.sign().then(({ url: at, ...rest }) => new Request(at, rest as RequestInit)),
      );
      if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
      return (await answer.json()) as Record<string, unknown>;
    };
    const open = (settings: object) =>
      sagemaker.open(
        sagemaker.config.parse(settings),
        openWith({ 'env:ID': keys.accessKeyId, 'env:SECRET': keys.secretAccessKey }),
      );
    const register = (group: string, approval: string, properties: Record<string, string> = {}) =>
      ask('CreateModelPackage', {
        ModelPackageGroupName: group,
        ModelApprovalStatus: approval,
        CustomerMetadataProperties: properties,
      });
    let groups = 0;
    async function filledGroup(): Promise<ModelId> {
      groups += 1;
      const group = `churn-${groups}`;
      await ask('CreateModelPackageGroup', { ModelPackageGroupName: group });
      for (const approval of ['Approved', 'PendingManualApproval', 'PendingManualApproval'])
        await register(group, approval);
      return group as ModelId;
    }

    beforeAll(async () => {
      const folder = stack.use(await temporaryFolder('moto'));
      const port = await freePort();
      url = `http://127.0.0.1:${port}/`;
      const ready = () => answers(`${url}moto-api/data.json`);
      const argv = [`${bin}/moto_server`, '-H', '127.0.0.1', '-p', String(port)];
      stack.use(await startServer(argv, { folder: folder.path, ready }));
      const definition = {
        PipelineName: 'train',
        PipelineDefinition: '{}',
        RoleArn: 'arn:aws:iam::123456789012:role/train',
      };
      await ask('CreatePipeline', { ...definition, ClientRequestToken: 'x'.repeat(32) });
    });
    afterAll(() => stack.dispose());

    registryContract(
      sagemaker,
      async () => {
        const model = await filledGroup();
        const backend = await open({ ...pipelineSettings(url), timeout: '20s' });
        return {
          registry: backend.registry!,
          filled: { model, versions: ['1', '2', '3'] },
          async [Symbol.asyncDispose]() {},
        };
      },
      { lastWriterWins: 'approvals have no condition under which they are written' },
    );

    // Moto ends every run at once, stops none and knows no request tokens: of the trainer's suite only this can be tried.
    describe.each([
      ['a pipeline', pipelineSettings],
      ['a training job', jobSettings],
    ] as const)('%s', (_, settingsOf) => {
      test('trains; its package is promoted, and rolled back', async () => {
        const model = await filledGroup();
        const backend = await open({ ...settingsOf(url), timeout: '20s' });
        expect(await backend.probe()).toContain('eu-central-1');
        const { trainer, registry } = backend;
        const key = newKey();
        expect(await trainer!.find!(key)).toBeNull();
        const started = await trainer!.start(request, key);
        if (started.outcome !== 'started') throw new Error(started.reason);
        expect(await trainer!.find!(key)).toBe(started.run);
        expect(await trainer!.start(request, key)).toMatchObject({ outcome: 'started', run: started.run });
        // What the training program would do.
        const until = new Date(request.trainBefore).toISOString();
        await register(model, 'PendingManualApproval', {
          'steward.key': key,
          'steward.trained_until': until,
        });
        const [made] = await registry!.produced!(model, { run: started.run, key });
        expect(made).toMatchObject({ id: '4', lineage: { trainedUntil: request.trainBefore } });
        const move = (to: string, expected: string) =>
          registry!.assign!(
            { model, role: 'champion', to: to as VersionId, expected: expected as VersionId },
            newKey(),
          );
        expect(await move('4', '2')).toEqual({ outcome: 'conflict', actual: '1' });
        expect(await move('4', '1')).toEqual({ outcome: 'done' });
        expect((await registry!.roles(model)).champion).toBe('4');
        expect(await move('1', '4')).toEqual({ outcome: 'done' });
        expect((await registry!.roles(model)).champion).toBe('1');
      });
      test('knows no run that never was', async () => {
        const { trainer } = await open({ ...settingsOf(url), timeout: '20s' });
        await expect(
          trainer!.poll(
            'arn:aws:sagemaker:eu-central-1:123456789012:pipeline/train/execution/nothing' as never,
          ),
        ).rejects.toMatchObject({
          code: 'not_found',
        });
      });
    });

    test('a training job that ended without a package made no version', async () => {
      const { trainer } = await open({ ...jobSettings(url), timeout: '20s' });
      const started = await trainer!.start(request, newKey());
      if (started.outcome !== 'started') throw new Error(started.reason);
      expect(await ended(trainer!, started.run)).toEqual({ state: 'succeeded', version: null });
    });
  },
);
