import { SOURCES } from '../facts';
import type { ClaimRule, Lock, Protection } from '../model';
import { apiFragment, bindingFragment, deploymentFragment, fragment, pluginFragment } from './fragment';
import { type PublishedStage, publishedRoutes } from './published-stages';
import type { Judgement, Rule } from './rule';
import { fail, stageSubject, unknown, wordsOf } from './subject';

const orders = (boundStages: readonly string[]): string =>
  fragment(
    apiFragment({ authType: 'ANONYMOUS' }),
    deploymentFragment('TEST'),
    deploymentFragment('RELEASE'),
    pluginFragment('Partners', 'basicAuth', '{ usersDatasetId: partners }'),
    ...boundStages.map((stage) => bindingFragment('Partners', stage)),
  );

export const stageWeakerThanAnother: Rule = Object.freeze<Rule>({
  id: 'stage-weaker-than-another',
  title: 'A route demands less in one stage than in another.',
  why: 'A domain serves every stage: whoever sends the header X-Ca-Stage reaches the weakest one.',
  remediation:
    'Bind the same plug-ins in every stage the route is published to, or publish it to one stage only.',
  severity: 'error',
  source: SOURCES.sdk,
  grade: 'doc',
  bad: orders(['RELEASE']),
  good: orders(['TEST', 'RELEASE']),
  *check(model) {
    for (const stages of publishedRoutes(model))
      if (stages.length > 1) for (const each of stages) yield judge(each, stages);
  },
});

function judge(here: PublishedStage, stages: readonly PublishedStage[]): Judgement {
  const { protection, route, stage } = here;
  const subject = stageSubject(route, stage);
  if (protection.kind === 'unknown') return unknown(subject, protection.why);
  const demands = demandsOf(protection, true);
  let doubt: string | undefined;
  for (const other of stages) {
    if (other === here) continue;
    const name = wordsOf(other.stage.stage);
    if (other.protection.kind === 'unknown') {
      doubt ??= `in ${name}: ${other.protection.why}`;
      continue;
    }
    const there = demandsOf(other.protection, false);
    if (!isLess(demands, there)) continue;
    const open = other.stage.existsIf.find((text) => !stage.existsIf.includes(text));
    if (open === undefined) return fail(subject, `${difference(demands, there)} ${name} does`);
    doubt ??= `${name}, which demands more, is there only if ${open}`;
  }
  return doubt === undefined ? 'pass' : unknown(subject, doubt);
}

function isLess(demands: ReadonlySet<string>, there: ReadonlySet<string>): boolean {
  return demands.size < there.size && [...demands].every((each) => there.has(each));
}

function difference(demands: ReadonlySet<string>, there: ReadonlySet<string>): string {
  const all = [...there].filter((each) => !demands.has(each));
  // What is not demanded of a token that is not demanded goes without saying.
  const missing = all.includes(TOKEN) ? all.filter((each) => !each.startsWith(`${TOKEN}'`)) : all;
  return `does not demand ${missing.join(' and ')}, as`;
}

const TOKEN = 'a token';

/** What a caller has to show; what is in doubt counts as `doubted` says. */
function demandsOf(protection: Protection, doubted: boolean): ReadonlySet<string> {
  const demands = new Set<string>();
  if (protection.kind !== 'locked') return demands;
  for (const lock of protection.locks) addDemands(lock, doubted, demands);
  if (doubted) for (const { kind } of protection.perhaps) demands.add(LOCKS[kind]);
  return demands;
}

const LOCKS = {
  app: 'an authorized app',
  basic: 'a user and password',
  jwt: TOKEN,
  'jwt-auth': TOKEN,
  openid: 'an ID token',
} as const satisfies Record<Lock['kind'], string>;

function addDemands(lock: Lock, doubted: boolean, demands: Set<string>): void {
  demands.add(LOCKS[lock.kind]);
  if (lock.kind !== 'jwt') return;
  const holds = (rule: ClaimRule | undefined) => rule !== undefined && (doubted || rule.kind !== 'unknown');
  if (!lock.ignoresExpiry) demands.add(`${TOKEN}'s expiry`);
  if (holds(lock.issuer)) demands.add(`${TOKEN}'s issuer`);
  if (holds(lock.audience)) demands.add(`${TOKEN}'s audience`);
}
