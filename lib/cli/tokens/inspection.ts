import type { Painter } from '../../report';
import { renderTokenEvaluations, tokenEvaluationRows } from '../../report';
import { type Redactor, visible, visibleJson } from '../../text';
import type { DecodedToken } from '../../token';
import type { TokenEvaluation } from '../../token-evaluation';
import type { SignatureCheck } from './signature-check';
import { timeInWords } from './time-in-words';

/** Claims that are points in time, in seconds since 1970 (RFC 7519 section 4.1). */
const TIME_CLAIMS: readonly string[] = ['exp', 'nbf', 'iat'];

/** What a token says, how its check ended, and what becomes of it at the routes of a template, if one was given. */
interface Inspection {
  readonly token: DecodedToken;
  readonly signature: SignatureCheck;
  readonly evaluations: readonly TokenEvaluation[] | undefined;
  /** Hides the secrets of the template. */
  readonly hide: Redactor;
  readonly nowSeconds: number;
  readonly paint: Painter;
  readonly colors: boolean;
}

/** An inspection for people, in lines. */
export function renderInspection(inspection: Inspection): string[] {
  const { evaluations, colors, hide, nowSeconds, paint, signature, token } = inspection;
  const claim = (name: string, value: unknown) =>
    TIME_CLAIMS.includes(name) && typeof value === 'number'
      ? timeInWords(value, nowSeconds)
      : visible(JSON.stringify(value));
  return [
    paint('bold', 'header'),
    ...renderMembers(token.header, (_, value) => visible(JSON.stringify(value))),
    paint('bold', 'claims'),
    ...renderMembers(token.claims, claim),
    renderSignature(signature, paint),
    ...(evaluations === undefined
      ? []
      : [paint('bold', 'routes'), ...renderTokenEvaluations(evaluations, { color: colors }).map(hide)]),
  ];
}

/** An inspection as JSON. */
export function renderInspectionJson(
  inspection: Pick<Inspection, 'token' | 'signature' | 'evaluations' | 'hide'>,
): string {
  const { evaluations, hide, signature, token } = inspection;
  const { header, claims } = token;
  const routes = evaluations === undefined ? {} : { routes: tokenEvaluationRows(evaluations) };
  return visibleJson({ header, claims, signature: signatureData(signature), ...routes }, 2, hide);
}

type RenderValue = (name: string, value: unknown) => string;

function renderMembers(object: object, renderValue: RenderValue): string[] {
  const members = Object.entries(object).map(
    ([name, value]) => [visible(name), renderValue(name, value)] as const,
  );
  const width = Math.max(...members.map(([name]) => name.length));
  return members.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function renderSignature(signature: SignatureCheck, paint: Painter): string {
  switch (signature.outcome) {
    case 'not checked':
      return `signature: ${paint('yellow', 'NOT CHECKED')}, ${signature.message}`;
    case 'not verified': {
      const { status, code } = signature.answer;
      return `signature: ${paint('red', 'NOT VERIFIED')}: ${visible(signature.message)} (the gateway would answer ${status} ${code})`;
    }
    case 'verified': {
      const { key } = signature.verification;
      const found = signature.keys.found ? ', found by its kid' : '';
      const kid = key.kid === undefined ? 'without a kid' : visible(key.kid);
      return `signature: ${paint('green', 'verified')} with key ${kid} (${key.alg}, thumbprint ${key.thumbprint}) of ${signature.keys.path}${found}`;
    }
  }
}

function signatureData(signature: SignatureCheck): object {
  const { outcome } = signature;
  switch (signature.outcome) {
    case 'not checked':
      return { outcome, message: signature.message };
    case 'not verified': {
      const { reason, message, answer, keys } = signature;
      return { outcome, reason, message, answer, keySet: keys.path };
    }
    case 'verified':
      return { outcome, key: signature.verification.key, keySet: signature.keys.path };
  }
}
