import type { CorsModel } from '../../plugin';
import { type Answer, refuse } from '../exchange/answer';
import type { Call, Step } from '../exchange/call';
import type { HeaderLine } from '../exchange/exchange';
import { ascii } from '../exchange/header-text';

/** Answers preflight requests, and adds to answers what browsers ask for. */
export function corsStep(model: CorsModel): Step {
  return (call) => {
    const [origin] = call.headerValues('origin');
    if (origin === undefined) return undefined;
    if (!isAllowed(origin, model)) return refuse('A403CO', origin);
    call.answerHeaders.push(...originHeaders(origin, model));
    return isPreflight(call) ? preflightAnswer(model) : undefined;
  };
}

function isPreflight({ request }: Call): boolean {
  return (
    request.method === 'OPTIONS' &&
    request.headers.some(([name]) => /^access-control-request-method$/i.test(name))
  );
}

function isAllowed(origin: string, { allowOrigins = ['*'] }: CorsModel): boolean {
  // URL drops line ends, a header must not have them.
  if (!/^[\x21-\x7e]+$/.test(origin)) return false;
  if (!URL.canParse(origin)) return allowOrigins.includes('*') && origin === 'null';
  const { host, hostname } = new URL(origin);
  return allowOrigins.some((allowed) => {
    if (allowed === '*' || allowed === origin || allowed === host || allowed === hostname) return true;
    return allowed.startsWith('*.') && hostname.endsWith(allowed.slice(1));
  });
}

function originHeaders(origin: string, model: CorsModel): readonly HeaderLine[] {
  const { allowCredentials, allowOrigins = ['*'], exposeHeaders } = model;
  const isAny = allowOrigins.includes('*') && !allowCredentials;
  return [
    ['Access-Control-Allow-Origin', isAny ? '*' : origin],
    ...(isAny ? [] : [['Vary', 'Origin'] as const]),
    ...(allowCredentials ? [['Access-Control-Allow-Credentials', 'true'] as const] : []),
    ...listHeader('Access-Control-Expose-Headers', exposeHeaders),
  ];
}

function preflightAnswer({ allowHeaders, allowMethods, maxAge }: CorsModel): Answer {
  return {
    response: {
      status: 200,
      headers: [
        ...listHeader('Access-Control-Allow-Methods', allowMethods),
        ...listHeader('Access-Control-Allow-Headers', allowHeaders),
        ...(maxAge === undefined ? [] : [['Access-Control-Max-Age', `${maxAge}`] as const]),
      ],
      body: undefined,
    },
    outcome: 'answered',
    reason: 'the cors plug-in answers a preflight request',
  };
}

function listHeader(name: string, values: readonly string[] | undefined): readonly HeaderLine[] {
  return values === undefined || values.length === 0
    ? []
    : [[name, ascii(values.join(', '), Number.POSITIVE_INFINITY)]];
}
