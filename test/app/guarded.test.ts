import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { RosApi, RosGroup, RosPlugin } from '@alicloud/ros-cdk-apigateway';
import * as ros from '@alicloud/ros-cdk-core';
import { GatewayApp } from '../../lib/app/gateway-app';
import { guarded } from '../../lib/app/guarded';
import { GatewayError } from '../../lib/errors';
import { createScratch, OLD_ASSEMBLY, readFiles, writeFiles } from './scratch';

type Build = (app: ros.App) => void;

/** A folder of output for an app, with the assembly of an earlier run in it. */
function oldOutput(): string {
  const folder = createScratch();
  writeFiles(folder, OLD_ASSEMBLY);
  return join(folder, 'cdk.out');
}

function synthesized(build: Build, props: ros.AppProps = {}): Record<string, string> {
  const outdir = oldOutput();
  const app = new GatewayApp({ outdir, ...props });
  build(app);
  app.synth();
  return readFiles(outdir);
}

function templateOf(build: Build, stack = 'Shop'): Record<string, unknown> {
  return JSON.parse(synthesized(build)[`${stack}.template.json`] ?? 'null');
}

/** The refusal of an app, after which nothing at all may be left in its output. */
function refusalOf(build: Build): GatewayError {
  const outdir = oldOutput();
  const app = new GatewayApp({ outdir });
  build(app);
  const error = errorOf(() => app.synth());
  expect(readFiles(outdir)).toEqual({});
  if (error instanceof GatewayError) return error;
  throw error;
}

function errorOf(body: () => void): unknown {
  try {
    body();
  } catch (error) {
    return error;
  }
  throw new Error('not refused');
}

const group = (scope: ros.Construct, id = 'Group') => new RosGroup(scope, id, { groupName: 'orders' }, true);

const plugin = (scope: ros.Construct, id: string, pluginData: string) =>
  new RosPlugin(scope, id, { pluginName: 'customers', pluginType: 'routing', pluginData }, true);

const shop: Build = (app) => void group(new ros.Stack(app, 'Shop'));

describe('a refusal comes before anything is written', () => {
  test('a value from another stack is refused with the resource, the property and a way out', () => {
    const error = refusalOf((app) => {
      const { attrGroupId } = group(new ros.Stack(app, 'Base'));
      plugin(new ros.Stack(app, 'Shop'), 'Jwt', `{"group": "${attrGroupId.toString()}"}`);
    });

    expect(error.code).toBe('cross-stack-reference');
    expect(error.place).toBe('Shop');
    expect(error.problems).toEqual([
      {
        path: '$.Resources.Jwt.Properties.PluginData["Fn::Join"][1][1]',
        message: 'takes "Base:ExportsOutputFnGetAttGroupGroupIdBCB2EB4B"',
      },
    ]);
    expect(error.hint).toBe(
      'ROS has no Fn::ImportValue: declare both in one stack, or pass the value in as a ros.RosParameter',
    );
  });

  test('301 resources are refused with the count of each type, 300 pass', () => {
    const withPlugins = (count: number) => (app: ros.App) => {
      const stack = new ros.Stack(app, 'Shop');
      group(stack);
      for (let i = 1; i < count; i++) plugin(stack, `Plugin${i}`, '{}');
    };

    const error = refusalOf(withPlugins(301));
    expect(error.code).toBe('template-too-large');
    expect(error.message).toBe(
      'Shop: the stack has 301 resources, ROS takes 300: 300 ALIYUN::ApiGateway::Plugin, ' +
        '1 ALIYUN::ApiGateway::Group (spread the API groups over several stacks of one app)',
    );
    expect(Object.keys(templateOf(withPlugins(300)).Resources as object)).toHaveLength(300);
  });

  test('a resource with a Count is as many as it says', () => {
    const error = refusalOf((app) => group(new ros.Stack(app, 'Shop')).addCount(301));

    expect(error.message).toMatch(
      /^Shop: the stack has 301 resources, ROS takes 300: 301 ALIYUN::ApiGateway::Group /,
    );
  });

  test('a template of 512 KB is written with two spaces, one byte more compactly, and what is still too large is refused; characters beyond ASCII count as written', () => {
    const withOutput = (text: string) => (app: ros.App) => {
      const stack = new ros.Stack(app, 'Shop');
      group(stack);
      new ros.RosOutput(stack, 'Text', { value: text });
    };
    const textWith = (value: string) => synthesized(withOutput(value))['Shop.template.json'] ?? '';
    const empty = Buffer.byteLength(textWith('x')) - 1;
    const fill = 'ä'.repeat(1000) + 'x'.repeat(524_288 - empty - 2000);

    expect(Buffer.byteLength(textWith(fill))).toBe(524_288);
    const compact = textWith(`${fill}x`);
    expect(compact.split('\n')[1]).toBe('"ROSTemplateFormatVersion":"2015-09-01",');
    const room = 524_288 - Buffer.byteLength(compact);
    const error = refusalOf(withOutput(`${fill}x${'x'.repeat(room + 1)}`));
    expect(error.code).toBe('template-too-large');
    expect(error.message).toBe(
      'Shop: the template has 524289 bytes, ROS takes 524288 (spread the API groups over several stacks of one app)',
    );
  });

  test('a dependency on a resource that is not there is refused', () => {
    const error = refusalOf((app) => {
      const stack = new ros.Stack(app, 'Shop');
      const jwt = plugin(stack, 'Jwt', '{}');
      group(stack);
      jwt.addRosDependency('Group');
      jwt.addRosDependency('Gruop');
    });

    expect(error.code).toBe('template-invalid');
    expect(error.problems).toEqual([{ path: '$.Resources.Jwt.DependsOn', message: 'names "Gruop"' }]);
  });

  test('a private key in a plug-in is refused by path, never by value', () => {
    const jwk = { kty: 'RSA', n: 'n', e: 'AQAB', d: 'c2VjcmV0' };
    const error = refusalOf((app) => plugin(new ros.Stack(app, 'Shop'), 'Jwt', JSON.stringify({ jwk })));

    expect(error.code).toBe('key-set-private');
    expect(error.message).toContain('$.Resources.Jwt.Properties.PluginData holds $.jwk.d');
    expect(error.message).not.toContain('c2VjcmV0');
  });

  test('every stack is checked before the first one is written', () => {
    const error = refusalOf((app) => {
      shop(app);
      plugin(new ros.Stack(app, 'Last'), 'Jwt', '{}').addRosDependency('Nothing');
    });

    expect(error.place).toBe('Last');
  });

  test("a property that core refuses leaves nothing either, and stays core's error", () => {
    const outdir = oldOutput();
    const app = new GatewayApp({ outdir });
    new RosApi(new ros.Stack(app, 'Shop'), 'Api', { authType: 'NOBODY' } as never, true);

    expect(errorOf(() => app.synth())).not.toBeInstanceOf(GatewayError);
    expect(readFiles(outdir)).toEqual({});
  });

  test('skipping validation does not skip these checks', () => {
    const app = new GatewayApp({ outdir: oldOutput() });
    group(new ros.Stack(app, 'Shop')).addRosDependency('Nothing');

    expect(errorOf(() => app.synth({ skipValidation: true }))).toMatchObject({ code: 'template-invalid' });
  });

  test('what was mended after a refusal is synthesized anew', () => {
    const outdir = oldOutput();
    const app = new GatewayApp({ outdir });
    const stack = new ros.Stack(app, 'Shop');
    group(stack).addRosDependency('Late');
    expect(errorOf(() => app.synth())).toMatchObject({ code: 'template-invalid' });

    group(stack, 'Late');

    const template = app.synth().getStackByName('Shop').template;
    expect(Object.keys(template.Resources)).toEqual(['Group', 'Late']);
  });

  test('the stacks of a ros.Stage are checked too, and no manifest of it is left', () => {
    const error = refusalOf((app) => {
      const stage = new ros.Stage(app, 'Production');
      group(new ros.Stack(stage, 'Shop')).addRosDependency('Nothing');
    });

    expect(error.place).toBe('Production/Shop');
  });

  test('a refusal of the app takes the manifest of a written ros.Stage away', () => {
    const outdir = oldOutput();
    const app = new GatewayApp({ outdir });
    group(new ros.Stack(new ros.Stage(app, 'Production'), 'Shop'));
    group(new ros.Stack(app, 'Last')).addRosDependency('Nothing');

    expect(errorOf(() => app.synth())).toMatchObject({ place: 'Last' });
    expect(Object.keys(readFiles(outdir)).filter((path) => /manifest|template/.test(path))).toEqual([]);
  });
});

describe('the output is the same in every run', () => {
  test('moving code changes no template', () => {
    const parts: ((stack: ros.Stack) => void)[] = [
      (stack) => void group(stack, 'Alpha'),
      (stack) => void group(stack, 'Beta'),
      (stack) => void new ros.RosOutput(stack, 'One', { value: '1' }),
      (stack) => void new ros.RosOutput(stack, 'Two', { value: '2' }),
    ];
    const dependencies = ['Alpha', 'Beta'];
    const build =
      (inOrder: <T>(list: readonly T[]) => readonly T[]): Build =>
      (app) => {
        const stack = new ros.Stack(app, 'Shop');
        for (const part of inOrder(parts)) part(stack);
        const jwt = plugin(stack, 'Jwt', '{}');
        for (const id of inOrder(dependencies)) jwt.addRosDependency(id);
      };

    const template = synthesized(build((list) => list))['Shop.template.json'];
    expect(synthesized(build((list) => list.toReversed()))['Shop.template.json']).toBe(template);
    expect(JSON.parse(template ?? '').Resources.Jwt.DependsOn).toEqual(['Alpha', 'Beta']);
  });

  test('parameters keep the order in which they are asked for', () => {
    const template = templateOf((app) => {
      const stack = new ros.Stack(app, 'Shop');
      for (const id of ['Zone', 'Account'])
        new ros.RosParameter(stack, id, { type: ros.RosParameterType.STRING });
    });

    expect(Object.keys(template.Parameters as object)).toEqual(['Zone', 'Account']);
  });

  test('two runs write the same bytes, without stack traces, paths or random names', () => {
    const withTags: Build = (app) => void group(new ros.Stack(app, 'Shop', { tags: { team: 'shop' } }));
    const first = synthesized(withTags);

    expect(synthesized(withTags)).toEqual(first);
    expect(synthesized(withTags, { stackTraces: true })).toEqual(first);
    expect(Object.keys(first)).toEqual([
      'Shop.assets.json',
      'Shop.template.json',
      'cdk.out',
      'manifest.json',
      'tree.json',
    ]);
    expect(first['Shop.assets.json']).toContain('"bucketName": "cdk-jwt-gateway-assets-$');
    expect(Object.values(first).join()).not.toContain(process.cwd());
    expect(Object.values(first).join()).not.toContain('"trace"');
  });

  test("the template says what core's says, with two spaces of indent and no line end", () => {
    const app = new ros.App({ outdir: createScratch() });
    shop(app);
    const { template } = app.synth().getStackByName('Shop');
    const text = synthesized(shop)['Shop.template.json'] ?? '';

    expect(JSON.parse(text)).toEqual(template);
    expect(text).toBe(JSON.stringify(JSON.parse(text), undefined, 2));
    expect(Object.keys(JSON.parse(text))).toEqual(['ROSTemplateFormatVersion', 'Metadata', 'Resources']);
  });

  test('a qualifier or a bucket of the user is kept', () => {
    const assetsWith = (props: ros.DefaultStackSynthesizerProps) =>
      synthesized((app) => {
        const synthesizer = new ros.DefaultStackSynthesizer(props);
        group(new ros.Stack(app, 'Shop', { synthesizer }));
      })['Shop.assets.json'];

    expect(assetsWith({ qualifier: 'abc' })).toContain('"bucketName": "cdk-abc-assets-$');
    expect(assetsWith({ fileAssetsBucketName: 'ours' })).toContain('"bucketName": "ours"');
  });

  test('a stack that uploads files keeps the bucket that its template names', () => {
    const stacks: ros.Stack[] = [];
    const location: string[] = [];
    const files = synthesized((app) => {
      const stack = new ros.Stack(app, 'Shop');
      group(stack);
      stacks.push(stack);
      const asset = { fileName: 'code.zip', packaging: ros.FileAssetPackaging.FILE, sourceHash: 'abc' };
      location.push(JSON.stringify(stack.resolve(stack.synthesizer.addFileAsset(asset).bucketName)));
    });
    const [bucket = ''] = /cdk-[a-z0-9]{9}-assets/.exec(location[0] ?? '') ?? [];

    expect(bucket).not.toBe('');
    expect(files['Shop.assets.json']?.split(`"bucketName": "${bucket}-`)).toHaveLength(3);
  });

  test("a synthesizer of the user's own class is kept, and writes the checked template", () => {
    class Quiet extends ros.DefaultStackSynthesizer {
      override synthesize(session: ros.ISynthesisSession): void {
        this.synthesizeTemplate(session);
        this.emitArtifact(session);
      }
    }
    const files = synthesized((app) => {
      const stack = new ros.Stack(app, 'Shop', { synthesizer: new Quiet() });
      group(stack, 'Second');
      group(stack, 'First');
    });

    expect(Object.keys(files)).toEqual(['Shop.template.json', 'cdk.out', 'manifest.json', 'tree.json']);
    expect(Object.keys(JSON.parse(files['Shop.template.json'] ?? '').Resources)).toEqual(['First', 'Second']);
  });
});

describe('a nested stack', () => {
  const nested: Build = (app) => {
    const stack = new ros.Stack(app, 'Shop');
    const inner = new ros.NestedStack(stack, 'Orders');
    plugin(inner, 'Second', '{}');
    plugin(inner, 'First', '{}');
  };

  test('stands in order inside its parent and is not written once more as "undefined"', () => {
    const files = synthesized(nested);
    const { TemplateBody } = JSON.parse(files['Shop.template.json'] ?? '').Resources.Orders.Properties;

    expect(Object.keys(TemplateBody.Resources)).toEqual(['First', 'Second']);
    expect(Object.keys(files).filter((path) => path.startsWith('undefined'))).toEqual([]);
    expect(Object.keys(JSON.parse(files['manifest.json'] ?? '').artifacts)).toEqual([
      'Tree',
      'Shop.assets',
      'Shop',
    ]);
  });

  test('is refused by its own name when it takes a value from its parent', () => {
    const error = refusalOf((app) => {
      const stack = new ros.Stack(app, 'Shop');
      const { attrGroupId } = group(stack);
      plugin(new ros.NestedStack(stack, 'Orders'), 'Jwt', attrGroupId.toString());
    });

    expect(error.code).toBe('cross-stack-reference');
    expect(error.place).toBe('Shop/Orders');
  });
});

describe('an app', () => {
  test('takes the assembly of an earlier run away as soon as it is made', () => {
    const outdir = oldOutput();
    new GatewayApp({ outdir });

    expect(readFiles(outdir)).toEqual({});
  });

  test('prepares the run of its project by itself, for a project that does not preload "fresh"', () => {
    const cwd = createScratch();
    writeFiles(cwd, { '.md5': 'x', 'stack.info.json': '' });
    const spy = jest.spyOn(process, 'cwd').mockReturnValue(cwd);

    const error = errorOf(() => new GatewayApp({ outdir: createScratch() }));
    spy.mockRestore();

    expect(error).toMatchObject({ code: 'file-unreadable', place: 'stack.info.json' });
    expect(Object.keys(readFiles(cwd))).toEqual(['stack.info.json']);
  });

  test('of anybody is guarded the same way', () => {
    const outdir = oldOutput();
    const app = guarded(new ros.App({ outdir }));
    shop(app);
    app.synth();

    expect(readFiles(outdir)).toEqual(synthesized(shop));
  });

  test('synthesizes once', () => {
    const app = new GatewayApp({ outdir: oldOutput() });
    shop(app);

    expect(app.synth()).toBe(app.synth());
  });

  test('of a subclass keeps its own synth', () => {
    const calls: string[] = [];
    class OwnApp extends GatewayApp {
      override synth(options?: ros.StageSynthesisOptions) {
        calls.push('own');
        return super.synth(options);
      }
    }
    const outdir = oldOutput();
    const app = new OwnApp({ outdir });
    group(new ros.Stack(app, 'Shop')).addRosDependency('Nothing');

    expect(errorOf(() => app.synth())).toMatchObject({ code: 'template-invalid' });
    expect(calls).toEqual(['own']);
    expect(existsSync(join(outdir, 'manifest.json'))).toBe(false);
  });
});
