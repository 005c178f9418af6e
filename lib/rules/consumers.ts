import { type JwtConsumer, type PluginAttachment, pluginAttachmentOf, resourcesOf } from '../cloud-native';
import type { GatewayModel } from '../model';
import { oncePer } from '../once-per';
import { resourceSubject, type Subject } from './subject';

/** An attachment of jwt-auth, as a rule names it. */
interface JwtAuthAttachment {
  readonly attachment: PluginAttachment;
  readonly subject: Subject;
}

/** The attachments of jwt-auth, in the order of the template. */
export const jwtAuthAttachments = oncePer(({ stacks }: GatewayModel): readonly JwtAuthAttachment[] =>
  resourcesOf(stacks)('PluginAttachment')
    .map(pluginAttachmentOf)
    .filter(({ installation }) => installation.className === 'jwt-auth')
    .map((attachment) => {
      const { existsIf, id, origin, stack } = attachment.resource;
      const from = { id, stack: stack.name, origin, resource: attachment.resource, existsIf };
      return { attachment, subject: resourceSubject('attachment', from) };
    }),
);

/** A consumer of jwt-auth, as a rule names it. */
interface NamedConsumer {
  readonly consumer: JwtConsumer;
  readonly subject: Subject;
}

/** The consumers of configurations that can be read; what is wrong with the others is told elsewhere. */
export function consumersIn(model: GatewayModel): readonly NamedConsumer[] {
  return jwtAuthAttachments(model).flatMap(({ attachment: { config }, subject }) =>
    config.kind !== 'read'
      ? []
      : config.part.consumers.map((consumer) => ({
          consumer,
          subject: { ...subject, subject: `consumer ${consumer.name} of ${subject.subject}` },
        })),
  );
}
