import { visible } from '../report';
import { withoutTokens } from './without-tokens';

/** A text of a caller, fit for one line of a terminal: without tokens, and without what would act there. */
export function safeText(text: string): string {
  return visible(withoutTokens(text));
}
