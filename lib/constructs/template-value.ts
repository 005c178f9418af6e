import * as ros from '@alicloud/ros-cdk-core';

/** A text known at synthesis, or one that ROS fills in at deployment (a parameter, an attribute). */
export type TemplateText = string | ros.IResolvable;

/** A number known at synthesis, or one that ROS fills in at deployment. */
export type TemplateNumber = number | ros.IResolvable;

/** Whether the text is known now: only then can its content be checked. */
export function isKnownText(value: TemplateText): value is string {
  return typeof value === 'string' && !ros.Token.isUnresolved(value);
}

/** Tags as the CDK writes them, from a plain record, in the order of their keys. */
export function renderTags(
  tags: Readonly<Record<string, string>> | undefined,
): { key: string; value: string }[] | undefined {
  if (tags === undefined) return undefined;
  return Object.keys(tags)
    .sort()
    .map((key) => ({ key, value: tags[key] ?? '' }));
}
