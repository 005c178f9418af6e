/** Floor 3: a recorded gateway as code for ROS CDK. Writes TypeScript as text and knows no ROS CDK itself. */
export { partsOf, type RecordedParts } from './recorded-parts';
export { writeReference } from './write-reference';
export { type Loss, type TakeOver, writeTakeOver } from './write-take-over';
export type { WrittenFile } from './written-file';
