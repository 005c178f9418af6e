import type { WaivedFinding } from '../../rules';

/** `waived until 2030-12-31 by platform team: probe`, or `waived in the template: probe` */
export function waiverWords({ waivedBy }: WaivedFinding): string {
  if (waivedBy.kind === 'template') return `waived in the template: ${waivedBy.reason}`;
  const { expires, owner, reason } = waivedBy.waiver;
  return `waived until ${expires} by ${owner}: ${reason}`;
}
