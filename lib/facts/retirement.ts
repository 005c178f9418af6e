import type { Fact } from './fact';

const SOURCE =
  'https://help.aliyun.com/en/api-gateway/traditional-api-gateway/product-overview/what-is-api-gateway';

const day = (value: string, note: string): Fact<string> => ({ value, grade: 'doc', source: SOURCE, note });

/** The days on which the traditional API Gateway ends, step by step; each begins at midnight in UTC+8. */
export const RETIREMENT = {
  /** Nobody can buy an instance any more; what runs goes on until its subscription ends. */
  noPurchases: day('2026-08-23', 'no new purchases'),
  /** No subscription can be renewed, and no version is updated. */
  noRenewals: day('2027-03-21', 'no renewals and no updates'),
  /** Console, support and tickets go offline. */
  off: day('2027-09-21', 'switched off'),
} as const;
