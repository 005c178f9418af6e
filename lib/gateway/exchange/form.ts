import type { ParameterPlan } from '../plan/parameter-plan';
import { type Answer, refuse } from './answer';
import type { BackendRoute } from './backend-request';
import { readBody } from './body';
import type { Call } from './call';
import { type QueryPair, queryPairs } from './query';

/** What the body of a request is to the gateway. */
export type FormReading =
  /** Nobody asked, or there is no body: no field of a caller is in it. */
  | { readonly kind: 'none' }
  | { readonly kind: 'fields'; readonly fields: readonly QueryPair[] }
  /** It goes on as it came, or not at all. */
  | { readonly kind: 'unread'; readonly contentTypes: readonly string[] };

/** Whether the body of a request is a form in UTF-8, by its headers: with any doubt it is none. */
export function isForm(call: Call): boolean {
  const [type, ...others] = call.headerValues('content-type');
  const isPacked = call.headerValues('content-encoding').some((coding) => !/^(?:identity)?$/i.test(coding));
  return type !== undefined && others.length === 0 && !isPacked && FORM.test(type);
}

const FORM = /^application\/x-www-form-urlencoded *(?:; *charset=(?:utf-8|"utf-8") *)?$/i;

/** Reads the body where a value that callers must not set goes into it, or where a backend might look for one in it. */
export async function readFormFor(call: Call, { targets }: ParameterPlan): Promise<FormReading | Answer> {
  const isInForm = targets.some(({ location }) => location === 'formData');
  const isAsked = isInForm || targets.some(({ isClaim, location }) => isClaim && location === 'query');
  if (!isAsked) return { kind: 'none' };
  if (isForm(call)) return readFields(call);
  if (call.request.body === undefined) return { kind: 'none' };
  if (isInForm) {
    const body = await readBody(call);
    if ('outcome' in body) return body;
    if (body.byteLength === 0) return { kind: 'none' };
  }
  return { kind: 'unread', contentTypes: call.headerValues('content-type') };
}

async function readFields(call: Call): Promise<FormReading | Answer> {
  const body = await readBody(call);
  if ('outcome' in body) return body;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return { kind: 'fields', fields: queryPairs(text) };
  } catch {
    return { kind: 'unread', contentTypes: call.headerValues('content-type') };
  }
}

/** Refuses a body that might hold what callers must not set. */
export function findFormProblem(form: FormReading, route: BackendRoute): Answer | undefined {
  if (form.kind !== 'unread') return undefined;
  const { contentType, parameters } = route;
  const field = parameters.targets.find(({ isOwn, location }) => isOwn && location === 'formData');
  if (field !== undefined)
    return refuse('I400CT', `${field.name} goes into a form in UTF-8, and this is none`);
  // Servlets and PHP ask for a parameter without saying whether it stands in the query or in a form.
  const claim = parameters.targets.find(({ isClaim, location }) => isClaim && location === 'query');
  const mayBeForm = [contentType ?? form.contentTypes].flat().some((type) => /form/i.test(type));
  if (claim === undefined || !mayBeForm) return undefined;
  return refuse('I400CT', `a form that cannot be read might hold ${claim.name}, which only the gateway sets`);
}
