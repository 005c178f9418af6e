import { GatewayError } from '../../errors';
import { createGateway, type Decision, type Gateway, type ReplayMemories } from '../../gateway';
import { type GatewayModel, redactorOf } from '../../model';
import { renderRoutes } from '../../report';
import type { CommandContext } from '../context';
import type { Backends } from '../options/backend-options';
import { renderRequestLine } from './request-line';
import { renderUnemulated } from './unemulated-lines';

/** What the command line says about a gateway. */
export interface GatewaySettings {
  readonly backend?: Backends;
  readonly mock?: true;
  readonly allowUnemulated?: readonly string[];
  readonly explain?: true;
}

/** A gateway that says on stdout what becomes of each request. */
export interface ServedGateway {
  readonly model: GatewayModel;
  readonly gateway: Gateway;
  /** Its routes, who may call each, and what it cannot do as the service does. */
  readonly overview: string;
}

/** What a gateway is made with. */
export interface GatewayLoading extends GatewaySettings {
  readonly now: () => number;
  /** Told of every decision, as the terminal is. */
  readonly observe: (decision: Decision) => void;
  /** The tokens that were used, whatever template they were used with. */
  readonly replays: ReplayMemories;
}

/**
 * Makes the gateway of a template.
 *
 * @throws GatewayError for a group or a name in the settings that there is not
 */
export function loadGateway(
  { colors, io, paint, print, width }: CommandContext,
  model: GatewayModel,
  { allowUnemulated = [], backend: backends, explain, mock, now, observe, replays }: GatewayLoading,
): ServedGateway {
  const onDecision = (decision: Decision) => {
    observe(decision);
    print(renderRequestLine(decision, now(), paint));
  };
  const options = { allowUnemulated, backends, explain, fetch: io.fetch, mock, now, onDecision, replays };
  const gateway = inNamesOfOptions(() => createGateway(model, options));
  const table = renderRoutes(model, { format: 'text', color: colors, width });
  const overview = redactorOf(model)(
    [table, ...renderUnemulated(gateway.unemulated, allowUnemulated)].join('\n'),
  );
  return { model, gateway, overview };
}

const OPTIONS_OF: Readonly<Record<string, string>> = {
  allowUnemulated: '--allow-unemulated',
  backends: '--backend',
};

// Whoever types a command line does not know what the gateway calls these.
function inNamesOfOptions<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const place = GatewayError.isGatewayError(error) ? OPTIONS_OF[error.place ?? ''] : undefined;
    if (!GatewayError.isGatewayError(error) || place === undefined) throw error;
    const text = error.message.slice(`${error.place}: `.length);
    throw new GatewayError(error.code, text, { place, cause: error });
  }
}
