import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  run?: string;
}

interface Job {
  uses?: string;
  needs?: string;
  permissions?: Record<string, string>;
  strategy?: { matrix: { node: string[] } };
  steps?: Step[];
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const FOLDER = path.join(import.meta.dirname, '../.github/workflows');
const workflows: Record<string, Workflow> = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [file, parse(readFileSync(path.join(FOLDER, file), 'utf8'))]),
);
const { scripts, engines } = JSON.parse(readFileSync('package.json', 'utf8'));

const jobsOf = (workflow: Workflow | undefined) => Object.values(workflow?.jobs ?? {});
const all = Object.entries(workflows).flatMap(([file, workflow]) => jobsOf(workflow).map((job) => ({ file, job })));
const steps = all.flatMap(({ file, job }) => (job.steps ?? []).map((step) => ({ file, ...step })));
const runs = steps.flatMap(({ file, run }) => (run === undefined ? [] : [{ file, run }]));
const uses = [...steps, ...all.map(({ file, job }) => ({ file, uses: job.uses }))].flatMap(({ file, uses: action }) =>
  action === undefined ? [] : [{ file, action }],
);

describe('the workflows', () => {
  it('are those for checking, releasing and adopting a newer document', () => {
    expect(Object.keys(workflows).sort()).toEqual(['check.yml', 'release.yml', 'spec-update.yml']);
    expect(runs.length).toBeGreaterThan(5);
  });

  it.each(runs)('$file runs `$run`, which is npm or a script of package.json', ({ run }) => {
    if (['npm ci', 'npm publish --provenance --access public'].includes(run)) return;
    const script = /^npm run ([\w:-]+)(?: -- "\$[A-Z_]+")?$/.exec(run)?.[1];
    expect(script, run).toBeDefined();
    expect(scripts).toHaveProperty([script ?? '']);
  });

  it.each(uses)('$file uses $action, of one major version or commit', ({ action }) => {
    expect(action).toMatch(/^\.\/\.github\/workflows\/\w[\w-]*\.yml$|^[\w-]+\/[\w-]+@(v\d+|[0-9a-f]{40})$/);
    if (action.startsWith('./')) expect(workflows).toHaveProperty([path.basename(action)]);
  });

  it('may read, and write only where their job needs it', () => {
    for (const [file, { permissions }] of Object.entries(workflows)) {
      expect(permissions, file).toEqual({ contents: 'read' });
    }
    const more = Object.entries(workflows).flatMap(([file, { jobs }]) =>
      Object.entries(jobs).flatMap(([name, { permissions }]) =>
        permissions ? [[`${file} ${name}`, permissions]] : [],
      ),
    );
    expect(Object.fromEntries(more)).toEqual({
      'release.yml publish': { contents: 'read', 'id-token': 'write' },
      'spec-update.yml update': { contents: 'write', 'pull-requests': 'write' },
    });
  });
});

describe('check.yml', () => {
  it('checks pushes and pull requests, on the oldest release of Node that is supported and on every later line', () => {
    expect(Object.keys(workflows['check.yml']?.on ?? {})).toEqual(expect.arrayContaining(['push', 'pull_request']));
    const matrix = workflows['check.yml']?.jobs.check?.strategy?.matrix.node ?? [];
    expect(matrix).toEqual(['20.19', '22', '24', '26']);
    const supported = [...engines.node.matchAll(/(\d+)\.(\d+)\.\d+/g)].map(([, major, minor]) => ({ major, minor }));
    expect(supported.length).toBeGreaterThan(0);
    for (const { major } of supported) expect(matrix.map((version) => version.split('.')[0])).toContain(major);
    expect(matrix[0]).toBe(`${supported[0]?.major}.${supported[0]?.minor}`);
    const commands = runs.filter(({ file }) => file === 'check.yml').map(({ run }) => run);
    expect(commands).toEqual(['npm ci', 'npm run check', 'npm ci', 'npm run test:runtimes']);
  });
});

describe('release.yml', () => {
  it('publishes a tag that has passed the checks, and nothing else', () => {
    const { on, jobs } = workflows['release.yml'] as Workflow;
    expect(on).toEqual({ push: { tags: ['v*'] } });
    expect(jobs.check?.uses).toBe('./.github/workflows/check.yml');
    expect(workflows['check.yml']?.on).toHaveProperty('workflow_call');
    expect(jobs.publish?.needs).toBe('check');
    expect(jobs.publish?.steps?.at(-1)?.run).toBe('npm publish --provenance --access public');
  });
});

describe('spec-update.yml', () => {
  it('looks for a newer document once a week, and when asked', () => {
    const { on } = workflows['spec-update.yml'] as Workflow;
    expect(on).toMatchObject({ schedule: [{ cron: expect.stringMatching(/^\d+ \d+ \* \* [0-6]$/) }] });
    expect(on).toHaveProperty('workflow_dispatch.inputs.url');
  });

  it('checks what it has opened a pull request with', () => {
    const order = (workflows['spec-update.yml']?.jobs.update?.steps ?? []).map(
      ({ uses: action, run }) => action ?? run,
    );
    expect(order.slice(-3)).toEqual([
      'npm run spec:update -- "$SPEC_URL"',
      expect.stringMatching(/^peter-evans\/create-pull-request@/),
      'npm run check',
    ]);
  });
});
