/** Floor 3: a recorded gateway as code for ROS CDK. Writes TypeScript as text and knows no ROS CDK itself. */
export { partsOf } from './recorded-parts';
export type { TakeOver } from './take-over';
export { writeReference } from './write-reference';
export { writeTakeOver } from './write-take-over';
export type { WrittenFile } from './written-file';
