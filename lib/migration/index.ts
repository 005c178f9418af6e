/**
 * Floor 3: what becomes of a traditional gateway when it moves to a cloud-native one. Pure functions of the gateway
 * model, of decisions that were taken, and of a clock.
 */
export {
  type AssessedRoute,
  type Assessment,
  assessMigration,
  type Deadline,
  type JudgedTopic,
} from './assess';
export { CHECKLIST } from './checklist';
export { DECISION_FILE, parseDecisions, readDecisions } from './decisions';
export { STANDINGS, TOPICS } from './topics';
