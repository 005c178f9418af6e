import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { prepareRun, removeRemains } from '../../lib/app/prepare-run';
import { GatewayError } from '../../lib/errors';
import { createScratch, OLD_ASSEMBLY, readFiles, writeFiles } from './scratch';

function projectWith(files: Readonly<Record<string, unknown>>): string {
  const cwd = createScratch();
  writeFiles(cwd, files);
  return cwd;
}

/** The paths that are left after the run was prepared. */
function leftOf(cwd: string, env: NodeJS.ProcessEnv = { CDK_OUTDIR: 'cdk.out' }): string[] {
  prepareRun({ cwd, env });
  return Object.keys(readFiles(cwd));
}

function refusalOf(cwd: string): string {
  try {
    prepareRun({ cwd, env: { CDK_OUTDIR: 'cdk.out' } });
  } catch (error) {
    if (error instanceof GatewayError) return `${error.code} ${error.message}`;
    throw error;
  }
  throw new Error('not refused');
}

const STACK_INFO_HINT =
  '(take it back from version control, or remove it and run "ros-cdk generate-stack-file")';

describe('what an earlier run left', () => {
  test('the note of ros-cdk that nothing changed, the manifest and its templates are removed, nothing else', () => {
    const cwd = projectWith({ ...OLD_ASSEMBLY, '.md5': 'x', 'cdk.out/note.txt': 'mine', 'bin/app.ts': '' });

    expect(leftOf(cwd)).toEqual(['bin/app.ts', 'cdk.out/note.txt']);
  });

  test('a template that the manifest does not list stays', () => {
    const cwd = projectWith({ ...OLD_ASSEMBLY, 'cdk.out/Other.template.json': '{}' });

    expect(leftOf(cwd)).toEqual(['cdk.out/Other.template.json']);
  });

  test('without CDK_OUTDIR only the note is removed', () => {
    const cwd = projectWith({ ...OLD_ASSEMBLY, '.md5': 'x' });

    expect(leftOf(cwd, {})).toEqual(['cdk.out/Old.template.json', 'cdk.out/manifest.json']);
  });

  test('preparing twice, or where nothing is, changes nothing', () => {
    const cwd = createScratch();

    expect(leftOf(cwd)).toEqual([]);
    expect(leftOf(cwd)).toEqual([]);
  });

  test('an assembly outside of the project is removed as well: the command line would deploy it', () => {
    const outside = projectWith(OLD_ASSEMBLY);

    prepareRun({ cwd: createScratch(), env: { CDK_OUTDIR: join(outside, 'cdk.out') } });

    expect(readFiles(outside)).toEqual({});
  });

  test.each([
    ['a web app', { name: 'shop', version: '1.0', icons: [] }],
    ['no object', [1]],
    ['null', null],
    ['a version that is no text', { version: 7, artifacts: {} }],
    ['no artifacts', { version: '7.0.0' }],
    ['artifacts that are null', { version: '7.0.0', artifacts: null }],
    ['half a file', '{"version": "7.0.0", "artifacts": {'],
  ])('a manifest.json that is no assembly stays, for it cannot be deployed: %s', (_, manifest) => {
    const cwd = projectWith({ 'cdk.out/manifest.json': manifest });

    expect(leftOf(cwd)).toEqual(['cdk.out/manifest.json']);
  });

  test.each([
    '../secret.template.json',
    '/tmp/secret.template.json',
    'sub/a.template.json',
    'a.json',
    7,
    undefined,
  ])('a template file of the manifest is followed nowhere: %p', (templateFile) => {
    const artifacts = { A: { properties: { templateFile } }, B: {}, C: null };
    const cwd = projectWith({
      'cdk.out/manifest.json': { version: '7.0.0', artifacts },
      'secret.template.json': 'mine',
      'cdk.out/a.json': 'mine',
      'cdk.out/sub/a.template.json': 'mine',
    });

    expect(leftOf(cwd)).toEqual(['cdk.out/a.json', 'cdk.out/sub/a.template.json', 'secret.template.json']);
  });

  test('a link is removed, what it leads to is not', () => {
    const cwd = projectWith({
      'elsewhere/manifest.json': { version: '7.0.0', artifacts: {} },
      'elsewhere/md5': 'x',
    });
    mkdirSync(join(cwd, 'cdk.out'));
    symlinkSync(join(cwd, 'elsewhere/manifest.json'), join(cwd, 'cdk.out/manifest.json'));
    symlinkSync(join(cwd, 'elsewhere/md5'), join(cwd, '.md5'));

    expect(leftOf(cwd)).toEqual(['elsewhere/manifest.json', 'elsewhere/md5']);
  });

  test('what cannot be removed is an error: going on would be a stale run', () => {
    const cwd = projectWith({ '.md5/file': 'x' });

    expect(refusalOf(cwd)).toBe(
      `file-unwritable ${cwd}/.md5: cannot be removed: ERR_FS_EISDIR ` +
        '(remove it by hand: it would let ros-cdk go on with an old template)',
    );
  });

  test('it can be removed without preparing a run', () => {
    const cwd = projectWith({ ...OLD_ASSEMBLY, '.md5': 'x', 'stack.info.json': '' });
    const env: NodeJS.ProcessEnv = { CDK_OUTDIR: 'cdk.out' };

    removeRemains({ cwd, env });

    expect(Object.keys(readFiles(cwd))).toEqual(['stack.info.json']);
    expect(env).toEqual({ CDK_OUTDIR: 'cdk.out' });
  });
});

test('stack traces are switched off for this process', () => {
  const env: NodeJS.ProcessEnv = {};
  prepareRun({ cwd: createScratch(), env });

  expect(env).toEqual({ CDK_DISABLE_STACK_TRACE: '1' });
});

describe('stack.info.json', () => {
  test.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['{"Shop":', 'is not JSON'],
    ['null', 'is not an object with one object for each stack'],
    ['[]', 'is not an object with one object for each stack'],
    ['"Shop"', 'is not an object with one object for each stack'],
    ['{"Shop": null}', 'is not an object with one object for each stack'],
  ])('%j is refused by name: %s', (text, reason) => {
    const cwd = projectWith({ 'stack.info.json': text });

    expect(refusalOf(cwd)).toBe(`file-unreadable stack.info.json: ${reason} ${STACK_INFO_HINT}`);
  });

  test('a folder of that name is refused', () => {
    const cwd = projectWith({ 'stack.info.json/file': '' });

    expect(refusalOf(cwd)).toBe(`file-unreadable stack.info.json: cannot be read ${STACK_INFO_HINT}`);
  });

  test.each(['{}', '{"Shop": {"status": "init"}}\n', '\ufeff{}'])('%j passes, as core reads it', (text) => {
    const cwd = projectWith({ 'stack.info.json': text });

    expect(leftOf(cwd)).toEqual(['stack.info.json']);
  });
});
