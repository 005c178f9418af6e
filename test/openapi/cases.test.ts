import { join } from 'node:path';
import { ApiGroup, Backend, Layout, type OpenApiOptions } from '../../lib/constructs';
import { parseTemplate } from '../../lib/model';
import {
  comparisonRules,
  importLocks,
  OpenApiDocument,
  planApis,
  readOperations,
  writeDocument,
} from '../../lib/openapi';
import { checkGateway } from '../../lib/rules';
import { customers, synth } from '../constructs/template';
import { CASES, hasCases } from '../shared-cases';
import { codeOf, compilerProblems, declareApisOf, formatted } from './written-code';

const documentOf = (file: string) => OpenApiDocument.fromFile(join(CASES, 'openapi', file));

interface Case {
  readonly file: string;
  readonly operations: number;
  readonly basePath: string;
  /** The schemes that an authorization stands for. */
  readonly security: readonly string[];
  /** Operations that demand nothing, by a glob; each is given a reason. */
  readonly open?: RegExp;
  readonly except?: readonly string[];
}

const HYDRA_OPEN = /^[A-Z]+ \/(?!userinfo$|oauth2\/(?:token|revoke)$)/;
const DOCUMENTS: readonly Case[] = [
  { file: 'petstore-expanded.yaml', operations: 4, basePath: '/v2', security: [], open: /./ },
  {
    file: 'museum.yaml',
    operations: 8,
    basePath: '/_mock/docs/openapi/museum-api',
    security: ['MuseumPlaceholderAuth'],
  },
  {
    file: 'realworld.yml',
    operations: 19,
    basePath: '/api',
    security: ['Token'],
    open: /^GET \/(?:articles(?!\/feed)|profiles|tags)|^POST \/users/,
  },
  {
    file: 'figma.yaml',
    operations: 47,
    basePath: '/',
    security: ['OAuth2', 'OrgOAuth2'],
    except: ['GET /v1/payments'],
  },
  { file: 'ory-hydra.json', operations: 52, basePath: '/', security: ['bearer', 'oauth2'], open: HYDRA_OPEN },
  {
    file: 'ory-hydra.swagger.json',
    operations: 52,
    basePath: '/',
    security: ['bearer', 'oauth2'],
    open: HYDRA_OPEN,
  },
  {
    file: 'netlify.swagger.yml',
    operations: 174,
    basePath: '/api/v1',
    security: ['netlifyAuth'],
    open: /^GET \/ai-gateway\/providers$/,
  },
  {
    file: 'influxdb-oss.yml',
    operations: 225,
    basePath: '/api/v2',
    security: ['TokenAuthentication'],
    except: [
      '* /debug/**',
      '* /health',
      '* /metrics',
      '* /ping',
      '* /ready',
      'POST /signin',
      '* /**/password',
    ],
  },
  { file: 'keycloak.json', operations: 316, basePath: '/admin/realms', security: ['access_token'] },
  {
    file: 'camara-qod/API_definitions/quality-on-demand.yaml',
    operations: 5,
    basePath: '/quality-on-demand/vwip',
    security: ['openId'],
  },
];

/** Why the operations of a case that demand nothing are public. */
function reasonsOf(document: OpenApiDocument, { open }: Case): Readonly<Record<string, string>> {
  const names = readOperations(document)
    .filter(({ security }) => security.alternatives.length === 0)
    .map(({ name }) => name)
    .filter((name) => open?.test(name));
  return Object.fromEntries(names.map((name) => [name, 'tests']));
}

(hasCases ? describe : describe.skip)('public documents', () => {
  test.each(DOCUMENTS)('$file: what is declared, and exactly what is lost', (each) => {
    const document = documentOf(each.file);
    expect(readOperations(document)).toHaveLength(each.operations);
    const plan = planApis(document, {
      lockOf: importLocks(document, each.security),
      publicReasons: reasonsOf(document, each),
      except: each.except,
    });
    expect(plan.problems).toEqual([]);
    expect(plan.basePath).toBe(each.basePath);
    expect(summaryOf(plan.losses)).toMatchSnapshot();
  });

  test.each(DOCUMENTS)(
    '$file: the construct and the code make the same template, and nothing differs from it',
    (each) => {
      const document = documentOf(each.file);
      const publicReasons = reasonsOf(document, each);
      const declareApis = declareApisOf(
        codeOf(document, { publicReasons, security: each.security, except: each.except }),
      );
      const template = (
        declare: (
          group: ReturnType<typeof groupIn>,
          security: NonNullable<OpenApiOptions['security']>,
        ) => void,
      ) =>
        synth((stack) => {
          const jwt = customers(stack);
          declare(
            groupIn(stack, each.basePath),
            Object.fromEntries(each.security.map((name) => [name, jwt])),
          );
        });
      const byCode = template(declareApis);
      const byConstruct = template((group, security) => {
        // One authorization for two schemes is taken for both.
        group.addOpenApi(document, {
          security,
          public: publicReasons,
          except: each.except,
          unsupported: 'warn',
        });
      });
      expect(byCode).toEqual(byConstruct);
      if (each.operations > 60) return;
      const model = parseTemplate(JSON.stringify(byCode), 'shop.template.json');
      const { failures } = checkGateway(model, comparisonRules(document));
      const serious = failures.filter(
        ({ rule }) => !/not-kept|scope|stronger|different|missing/.test(rule.id),
      );
      expect(serious.map(({ message, subject }) => `${subject}: ${message}`)).toEqual([]);
      expect(writeDocument(model, { stage: 'RELEASE' }).problems).toEqual([]);
    },
  );

  test('the code is formatted and, of the smaller ones, compiles', () => {
    const codes = DOCUMENTS.map((each) => {
      const document = documentOf(each.file);
      return codeOf(document, {
        publicReasons: reasonsOf(document, each),
        security: each.security,
        except: each.except,
      });
    });
    for (const code of codes) expect(formatted(code)).toBe(code);
    expect(
      compilerProblems(
        Object.fromEntries(
          codes.filter((code) => code.length < 50_000).map((code, index) => [`case${index}.ts`, code]),
        ),
      ),
    ).toBe('');
  }, 120_000);

  test('nothing of a document that says nothing of security becomes public by itself', () => {
    const document = documentOf('ory-hydra.json');
    const { problems } = planApis(document, { lockOf: importLocks(document, ['bearer', 'oauth2']) });
    expect(problems).toHaveLength(46);
    expect(problems.filter(({ message }) => /\/admin\//.test(message))).toHaveLength(35);
  });

  test('two versions of the specification say the same, but for descriptions that were written anew', () => {
    const [three = [], two = []] = ['ory-hydra.json', 'ory-hydra.swagger.json'].map((file) =>
      readOperations(documentOf(file)),
    );
    expect(two.map(({ route }) => route)).toEqual(three.map(({ route }) => route));
    const checks = ({ settings }: (typeof two)[number]) =>
      JSON.stringify({ ...settings, description: undefined, errorCodeSamples: undefined });
    const differing = two.filter((each, index) => checks(each) !== checks(three[index] ?? each));
    expect(differing.map(({ name }) => name)).toEqual([]);
  });
});

function groupIn(stack: Parameters<Parameters<typeof synth>[0]>[0], basePath: string) {
  return new ApiGroup(stack, 'Orders', {
    groupName: 'orders',
    basePath,
    stages: ['RELEASE'],
    backend: Backend.http('https://a'),
    layout: Layout.nested({ stacks: 8 }),
  });
}

/** How often what is lost, with the pointer of the first. */
function summaryOf(losses: readonly { readonly path: string; readonly message: string }[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const { message, path } of losses) {
    const kind = message
      .replace(/\b(?:GET|PUT|POST|PATCH|DELETE|HEAD) \/\S*/, 'an operation')
      .replace(/^scopes .* of/, 'scopes of');
    kinds.set(kind, [...(kinds.get(kind) ?? []), path]);
  }
  return [...kinds].map(([kind, paths]) => `${paths.length} × ${kind} (${paths[0]})`);
}
