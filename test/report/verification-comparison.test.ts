import { type AnswerDifference, compareProbes, type ProbeReport, planProbe, probe } from '../../lib/probe';
import { renderVerificationComparison } from '../../lib/report';
import verification from '../../lib/report/schemas/verification.schema.json';
import schema from '../../lib/report/schemas/verification-comparison.schema.json';
import { fixturePublicJwk } from '../fixtures/keys/fixture-keys';
import { counter, gatewayModel, now, refused } from '../probe/fake-gateway';
import { impostorOf } from '../probe/impostors';
import { schemaProblems } from './schema-problems';

const THROUGH = { status: 200, headers: [] };

/** What is seen of a gateway that answers everything with the same. */
async function reportOf(
  host: string,
  answer: typeof THROUGH | ReturnType<typeof refused>,
): Promise<ProbeReport> {
  const plan = await planProbe(gatewayModel(fixturePublicJwk('ES256')), {
    base: new URL(`https://${host}`),
    kinds: ['no-token'],
    now,
    random: counter(),
    createImpostor: impostorOf,
  });
  return probe(plan, { send: async () => answer });
}

async function comparison() {
  return compareProbes(await reportOf('old.test', refused('I400JR')), await reportOf('new.test', THROUGH));
}

test('what the new gateway lets in stands below both reports, with both answers', async () => {
  const text = renderVerificationComparison(await comparison(), { format: 'text' });
  expect(text.slice(text.indexOf('WEAKER'))).toBe(
    [
      'WEAKER GET /orders RELEASE: the new gateway lets in a request without a token',
      '  kind: no-token; old: 400 I400JR; new: 200',
      '',
      'the new gateway lets in 1 that the old one refuses · refuses 0 that the old one lets in · 0 answers alike',
      '',
    ].join('\n'),
  );
});

test('for programs it is what its schema says', async () => {
  const document = JSON.parse(renderVerificationComparison(await comparison(), { format: 'json' }));
  expect(schemaProblems(document, schema)).toEqual([]);
  expect(schemaProblems(document.old, verification)).toEqual([]);
  expect(document.differences.map(({ effect, kind }: AnswerDifference) => [effect, kind])).toEqual([
    ['weaker', 'no-token'],
  ]);
});

test('an answer that proves nothing is neither alike nor a difference', async () => {
  const nobody = { status: 503, headers: [] };
  const { alike, differences, unsettled } = compareProbes(
    await reportOf('old.test', refused('I400JR')),
    await reportOf('new.test', nobody),
  );
  expect({ alike, differences, unsettled }).toEqual({ alike: 0, differences: [], unsettled: 1 });
});
