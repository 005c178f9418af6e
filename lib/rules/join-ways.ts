import { groupBy } from '../group-by';
import type { CheckResult, Finding } from './finding';
import type { Verdict } from './rule';

/** What the rules say if parameters are chosen so. */
interface CheckedWay {
  /** `Env is prod` */
  readonly chosen: string;
  readonly result: CheckResult;
}

/**
 * What rules say of a gateway whose parameters can be chosen: what could not be judged passes where it does in all ways, and
 * fails where it fails in all of them. Where they differ it stays open, with one that fails.
 *
 * @param ways what the rules say that left something open
 */
export function joinWays(checked: CheckResult, ways: readonly CheckedWay[]): CheckResult {
  const told = new Set(checked.failures.map(({ fingerprint }) => fingerprint));
  const agreed = failuresInAll(ways).filter(({ fingerprint }) => !told.has(fingerprint));
  for (const { fingerprint } of agreed) told.add(fingerprint);
  const differing = ways.flatMap(({ chosen, result }) =>
    [...result.failures, ...result.unknowns]
      .filter(({ fingerprint }) => !told.has(fingerprint))
      .map((finding) => ({ chosen, finding })),
  );
  const openPlaces = new Map(checked.unknowns.map((finding) => [placeOf(finding), finding]));
  const byPlace = groupBy(differing, ({ finding }) => placeOf(finding));
  const kept = checked.unknowns.flatMap((finding) => {
    const here = byPlace.get(placeOf(finding));
    return here === undefined ? [] : [withReason(finding, here)];
  });
  // What is told elsewhere than what was open is open there.
  const moved = [...byPlace].flatMap(([place, [first]]) =>
    openPlaces.has(place) || first === undefined ? [] : [asOpen(first)],
  );
  const order = [...checked.verdicts.keys()];
  const byRule = (a: Finding, b: Finding) => order.indexOf(a.rule.id) - order.indexOf(b.rule.id);
  const failures = [...checked.failures, ...agreed].sort(byRule);
  const unknowns = [...kept, ...moved].sort(byRule);
  return { failures, unknowns, verdicts: verdictsOf(checked, { failures, unknowns }) };
}

interface Differing {
  readonly chosen: string;
  readonly finding: Finding;
}

/** What a rule says of a resource, whatever it calls what it looked at. */
const placeOf = ({ logicalId, rule, stack }: Finding): string => JSON.stringify([rule.id, stack, logicalId]);

function failuresInAll(ways: readonly CheckedWay[]): readonly Finding[] {
  const [first, ...others] = ways.map(({ result }) => result.failures);
  const prints = others.map((failures) => new Set(failures.map(({ fingerprint }) => fingerprint)));
  return (first ?? []).filter(({ fingerprint }) => prints.every((all) => all.has(fingerprint)));
}

function withReason(finding: Finding, differing: readonly Differing[]): Finding {
  const bad = differing.find((each) => each.finding.verdict === 'fail');
  return bad === undefined ? finding : { ...finding, message: wordsOf(bad) };
}

function asOpen(differing: Differing): Finding {
  const { finding } = differing;
  return finding.verdict === 'unknown'
    ? finding
    : { ...finding, verdict: 'unknown', message: wordsOf(differing) };
}

const wordsOf = ({ chosen, finding }: Differing): string => `if ${chosen}, ${finding.message}`;

function verdictsOf(
  { verdicts }: CheckResult,
  { failures, unknowns }: Pick<CheckResult, 'failures' | 'unknowns'>,
): CheckResult['verdicts'] {
  const countOf = (findings: readonly Finding[], id: string) =>
    findings.filter(({ rule }) => rule.id === id).length;
  return new Map(
    [...verdicts].map(([id, counts]): [string, Readonly<Record<Verdict, number>>] => {
      if (counts.unknown === 0) return [id, counts];
      const [fail, unknown] = [countOf(failures, id), countOf(unknowns, id)];
      const judged = counts.fail + counts.unknown - fail - unknown;
      return [id, { ...counts, fail, unknown, pass: counts.pass + Math.max(0, judged) }];
    }),
  );
}
