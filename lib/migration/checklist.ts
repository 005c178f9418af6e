/** The steps of a move, in an order in which no route is ever open: nothing is published before it is protected. */
export const CHECKLIST = [
  'Record what the old gateway does: verify OLD_URL --template OLD has to end with 0.',
  'Buy a cloud-native instance in the VPC of the backends, one for each stage.',
  'Make the services, the HttpApis with AutoDeploy false, and their operations. Publish nothing yet.',
  'Install jwt-auth, and attach it to every HttpApi with Enable true. Leave global_auth out, and give every key its alg and kid.',
  'Put public operations into an HttpApi of their own, with nothing attached.',
  'Compare both templates: diff OLD NEW tells of nothing weaker but what was decided.',
  'Publish, after all attachments. Leave the sub-domain of the environment unbound.',
  'Bind a test domain over HTTPS only, and prove it: verify OLD_URL NEW_URL --template OLD.',
  'Move DNS step by step. Until every name has moved both gateways answer, and the weaker of the two counts.',
  'Prove the new gateway at its final address, and only then take the old one down.',
] as const;
