import { randomUUID } from 'node:crypto';
import type { PrivateKey } from '../../jwk';
import { findJwtLock, type GatewayModel, type GatewayPlugin } from '../../model';
import { planProbe, probe } from '../../probe';
import { refused } from '../../rotation';
import type { CommandContext } from '../context';
import { createPacer } from '../verifying/pacer';

const TIMEOUT_MILLIS = 10_000;
const RATE = 5;

/**
 * Calls every route of the plug-ins at a running gateway with a token of each key, and is content when all are let in.
 *
 * @throws GatewayError `rotation-refused` for the first route that is not, and where there is none to call
 */
export async function proveLive(
  { io, say }: CommandContext,
  model: GatewayModel,
  given: {
    readonly base: URL;
    readonly plugins: readonly GatewayPlugin[];
    readonly keys: readonly PrivateKey[];
  },
): Promise<void> {
  const ids = new Set(given.plugins.map(({ id }) => id));
  for (const key of given.keys) {
    const plan = await planProbe(model, {
      base: given.base,
      // No kind but the good token, which is always sent.
      kinds: [],
      isWanted: (_, stage) => stage !== undefined && ids.has(findJwtLock(stage.protection)?.plugin ?? ''),
      signingKeys: [key],
      now: io.now,
      random: randomUUID,
    });
    const { routes } = await probe(plan, {
      send: io.send,
      pace: createPacer(RATE, io),
      timeoutMillis: TIMEOUT_MILLIS,
    });
    // Of the other keys no token was sent, for want of their private halves.
    const good = routes.flatMap(({ trials }) =>
      trials.filter(({ kind, request }) => kind === 'good' && request !== undefined),
    );
    const wrong = good.find(({ verdict }) => verdict !== 'pass');
    if (wrong !== undefined)
      throw refused(
        `at ${given.base.href} a token of kid ${key.kid} is not let in: ${wrong.outcome?.status ?? wrong.why ?? 'no answer'}`,
        wrong.request && `it was ${wrong.request.method} ${wrong.request.url}`,
      );
    if (good.length === 0)
      throw refused(`at ${given.base.href} no route could be called with a token of kid ${key.kid}`);
    say(
      `${given.base.href} lets in tokens of kid ${key.kid}: ${good.length} ${good.length === 1 ? 'call' : 'calls'}`,
    );
  }
}
