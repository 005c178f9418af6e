import { isCloudNativeStage } from '../cloud-native';
import { JWT_ERRORS, type JwtErrorCode } from '../facts';
import { PublicKeySet } from '../jwk';
import { findJwtLock, type GatewayModel, type Protection, type RouteBinding } from '../model';
import { type JwtAuthModel, jwtAuthKeys } from '../plugin';
import { findUnknownKey } from '../shape';
import { isUnknown } from '../template';
import { type Claims, type Verification, verifyToken } from '../token';
import { consumerOutcome } from './consumer-outcome';
import type { Outcome, TokenEvaluation } from './token-evaluation';
import { findRuleDoubt } from './token-rules';

/** The JWT plug-in of a stage with its data, which is in order. */
interface TokenPlugin {
  readonly id: string;
  readonly model: JwtAuthModel;
  /** Why it is not certain that it is bound. */
  readonly maybe: string | undefined;
}

/**
 * What becomes of a token at every route in every stage it is published to, in the order of the model.
 *
 * Looked at are the JWT plug-in and the accessControl plug-in beside it; not what has nothing to do with tokens, such
 * as the caller's address or throttling. A token counts as one that was not used before.
 *
 * @param text the token, without `Bearer`
 * @param options.now the clock, in milliseconds since 1970
 */
export async function evaluateToken(
  text: string,
  model: GatewayModel,
  options: { readonly now: () => number },
): Promise<readonly TokenEvaluation[]> {
  const now = options.now();
  const verify = verifierOf(text, () => now);
  const places = model.routes.flatMap((route) => route.stages.map((stage) => ({ route, stage })));
  return Promise.all(
    places.map(async ({ route, stage }) => ({
      route,
      stage,
      beside: besideOf(stage.protection),
      perhaps: stage.protection.kind === 'locked' ? stage.protection.perhaps.map(({ kind }) => kind) : [],
      ...(isCloudNativeStage(stage)
        ? consumerOutcome(text, stage, now)
        : await outcomeAt({ route, stage }, verify)),
    })),
  );
}

type Verifier = (plugin: TokenPlugin) => Promise<Verification>;

/** Verifies the token once for each plug-in, however many routes have it. */
function verifierOf(text: string, now: () => number): Verifier {
  const known = new Map<JwtAuthModel, Promise<Verification>>();
  return ({ model }) => {
    const verification =
      known.get(model) ??
      verifyToken(text, PublicKeySet.of(jwtAuthKeys(model)), {
        now,
        ignoreExpirationCheck: model.ignoreExpirationCheck,
      });
    known.set(model, verification);
    return verification;
  };
}

async function outcomeAt(
  { route, stage }: Pick<TokenEvaluation, 'route' | 'stage'>,
  verify: Verifier,
): Promise<Outcome> {
  const { protection } = stage;
  if (protection.kind === 'unknown') {
    return { verdict: 'unknown', reason: 'protection-unknown', message: protection.why };
  }
  const [plugin] = stage.bindings.flatMap(tokenPluginOf);
  if (plugin === undefined) return ignored(protection);
  if (findJwtLock(protection) === undefined)
    return { verdict: 'unknown', reason: 'protection-unknown', message: plugin.maybe ?? '' };
  const verification = await verify(plugin);
  if (!verification.verified) return refused(verification);
  const doubt =
    findReplayDoubt(plugin, verification.claims) ??
    findRuleDoubt({ route, stage, claims: verification.claims }) ??
    findSettingDoubt(plugin);
  return doubt ?? accepted(plugin, verification.key);
}

/** Where the protection is known, no more than one JWT plug-in is bound or may be. */
function tokenPluginOf({ maybe, plugin }: RouteBinding): TokenPlugin[] {
  if (isUnknown(plugin) || plugin.jwtAuth === undefined) return [];
  return [{ id: plugin.id, model: plugin.jwtAuth.model, maybe }];
}

/** The locks that a token does not open. */
function besideOf(protection: Protection): TokenEvaluation['beside'] {
  if (protection.kind !== 'locked') return [];
  return protection.locks.map(({ kind }) => kind).filter((kind) => kind !== 'jwt' && kind !== 'jwt-auth');
}

function ignored(protection: Protection): Outcome {
  return protection.kind === 'public'
    ? { verdict: 'ignored', reason: 'public', message: 'anyone gets through' }
    : { verdict: 'ignored', reason: 'other-lock', message: 'it asks for no token of a JWT plug-in' };
}

function refused({ code, message, reason }: Extract<Verification, { verified: false }>): Outcome {
  return { verdict: 'refused', reason, message, answer: answerOf(code) };
}

function answerOf(code: JwtErrorCode): Outcome['answer'] {
  return { status: JWT_ERRORS[code].value.status, code };
}

function findReplayDoubt({ id, model }: TokenPlugin, { jti }: Claims): Outcome | undefined {
  if (model.preventJtiReplay !== true || jti !== undefined) return undefined;
  const message = `plug-in ${id} wants each token once, and this one has no jti`;
  return { verdict: 'refused', reason: 'jti-missing', message, answer: answerOf('S403JI') };
}

/** What decides about a token beside the template: a list of blocked ones stands in a dataset of the cloud. */
const OF_DATASETS = ['blockByDataSet', 'blockClaimParameterName'] as const;

/** A setting that this library does not know may do anything. */
function findSettingDoubt({ id, model }: TokenPlugin): Outcome | undefined {
  const setting = OF_DATASETS.find((name) => model[name] !== undefined) ?? findUnknownKey(model);
  if (setting === undefined) return undefined;
  const message = `plug-in ${id} has ${setting}, whose effect on this token is not in the template`;
  return { verdict: 'unknown', reason: 'setting-unknown', message };
}

function accepted(
  { id, model }: TokenPlugin,
  key: { readonly kid?: string; readonly thumbprint: string },
): Outcome {
  const once = model.preventJtiReplay === true ? ', once' : '';
  const by = key.kid === undefined ? `the key ${key.thumbprint}` : `key ${key.kid}`;
  return { verdict: 'taken', reason: 'accepted', message: `by plug-in ${id} with ${by}${once}` };
}
