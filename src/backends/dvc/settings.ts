/** What is configured about a DVC repository, and the variables that git gets from it. */
import { z } from 'zod';
import type { OpenBackend } from '../contract.ts';
import type { Variables } from '../host-run/trainer.ts';
import { length, namesShape, reference } from '../outbound/settings.ts';
import { stagePattern } from './tags.ts';

const variable = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'is no name of a variable');
const stage = z.string().regex(stagePattern, 'is no stage of GTO: letters, digits, “-”, “_” and “/”');
/** A path below the repository; nothing that leads out of it, and nothing that git reads as an option. */
const inside = z
  .string()
  .max(500)
  .regex(
    /^(?!\/|-)(?!.*(^|\/)\.\.?(\/|$))[^\0\\:]*[^\0\\:/]$/,
    'must be a path within the repository, as in ml/churn',
  );
const word = z.string().regex(/^[^-\0][^\0]{0,500}$/, 'must not begin with “-”');

export const settings = z.object({
  repository: z
    .string()
    .max(2000)
    .regex(/^(https?:\/\/(?![^/]*@)\S+|ssh:\/\/\S+|file:\/\/\/\S+|\/\S+|[\w.-]+@[\w.-]+:\S+)$/, {
      error: 'must be an address of git without a password, as in https://git.example.com/ml/churn.git',
    })
    .describe('Address of the git repository, as git takes it'),
  username: z.string().min(1).max(200).default('git').describe('Goes with the password over https'),
  password: reference.optional().describe('A password or token, by reference: env:NAME or file:PATH'),
  folder: inside.or(z.literal('')).default('').describe('Where dvc.yaml is, when it is not at the top'),
  ...namesShape,
  champion: stage.default('champion').describe('The stage of GTO that stands for it'),
  challenger: stage.default('challenger'),
  result: inside.default('steward-result.json').describe('The file in which the pipeline says what it made'),
  environment: z
    .array(variable)
    .default([])
    .describe(
      'Variables that git and dvc may see, besides PATH, HOME, LANG, TZ: SSH_AUTH_SOCK, HTTPS_PROXY, …',
    ),
  timeout: length.prefault('60s').describe('For each use of git'),
  train: z
    .object({
      branch: word.default('main').describe('What training begins from'),
      dvc: word.default('dvc').describe('The program, when it is not on PATH under this name'),
      targets: z.array(word).max(100).default([]).describe('Stages to reproduce; all when absent'),
      request: inside
        .default('steward.json')
        .describe('The file, a parameter of a stage, that says what is asked'),
      timeout: length.prefault('6h'),
    })
    .optional()
    .describe('How it trains; absent: versions are made elsewhere'),
});
export type Settings = z.infer<typeof settings>;

/**
 * All that git sees. Its own settings travel as variables: an argument list can be read by every user of the host, and a
 * file would outlive its use.
 */
export async function gitVariables(
  { repository, username, password }: Settings,
  { shown, secret }: { shown: Variables } & Pick<OpenBackend, 'secret'>,
): Promise<Variables> {
  const config: [string, string][] = [
    ['http.followRedirects', 'false'],
    ['core.hooksPath', '/dev/null'],
    ['tag.gpgSign', 'false'],
    ['commit.gpgSign', 'false'],
    ['push.followTags', 'false'],
    ['gc.auto', '0'],
    ['user.name', 'Steward'],
    ['user.email', 'steward@localhost'],
  ];
  if (password && /^https?:/.test(repository)) {
    const credentials = Buffer.from(`${username}:${await secret(password)}`).toString('base64');
    config.push([`http.${new URL(repository).origin}/.extraHeader`, `Authorization: Basic ${credentials}`]);
  }
  return {
    ...shown,
    // Its words are read.
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GIT_ALLOW_PROTOCOL: 'https:http:ssh:file',
    GIT_CONFIG_COUNT: String(config.length),
    ...Object.fromEntries(
      config.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
      ]),
    ),
  };
}
