import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Inputs that are kept beside the checkout. Tests that read them are skipped where the folder is not there. */
export const CASES = join(__dirname, '..', '..', 'shared', 'cases');

export const hasCases = existsSync(CASES);
