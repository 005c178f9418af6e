import { GatewayError } from '../errors';
import { checkProps, listOf, type MembersOf, oneOf, security, text } from './props';
import { isKnownText, type TemplateText } from './template-value';

/** How callers prove which app they are. */
export interface AppAuthenticationProps {
  /**
   * Ids of the apps that may call (`ALIYUN::ApiGateway::App`, attribute `AppId`).
   * @default - no app may call until it is authorized elsewhere
   */
  readonly apps?: readonly TemplateText[];
  /**
   * Whether and where a plain AppCode is accepted in place of a signature.
   * @default 'DISABLE' - signatures only; the service's own default is set by the group
   */
  readonly appCodeAuthType?: 'DEFAULT' | 'DISABLE' | 'HEADER' | 'HEADER_QUERY';
  /**
   * The signature algorithms that are accepted.
   * @default 'HmacSHA256'
   */
  readonly allowSignatureMethod?: 'HmacSHA256' | 'HmacSHA1,HmacSHA256';
  /**
   * Until when the apps may call, in UTC: `2027-01-01T00:00:00Z`.
   * @default - without an end
   */
  readonly authValidTime?: TemplateText;
  /** Why the apps may call; it stands beside the authorization in the console. @default - none */
  readonly description?: TemplateText;
}

interface CheckedProps extends Required<Omit<AppAuthenticationProps, 'authValidTime' | 'description'>> {
  readonly authValidTime: TemplateText | undefined;
  readonly description: TemplateText | undefined;
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/**
 * The gateway's own app authentication (`AuthType: APP`): the caller signs with an AppKey, or shows an AppCode.
 * Alone, or as a second lock beside a JWT. That both are then demanded is inferred, not documented.
 *
 * @example
 * const partners = AppAuthentication.of({ apps: [partnerAppId], authValidTime: '2027-01-01T00:00:00Z' });
 *
 * @see https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-api
 */
export class AppAuthentication {
  readonly kind = 'app';
  readonly #props: CheckedProps;

  private constructor(props: CheckedProps) {
    this.#props = props;
  }

  /** @throws GatewayError `authorization-missing` when more apps are given than one binding takes (100) */
  static of(props: AppAuthenticationProps = {}): AppAuthentication {
    checkProps<AppAuthenticationProps>(props, APP_AUTHENTICATION_PROPS, { place: 'AppAuthentication.of' });
    const { apps = [], appCodeAuthType = 'DISABLE', allowSignatureMethod = 'HmacSHA256' } = props;
    if (apps.length > 100) {
      throw new GatewayError('authorization-missing', `${apps.length} apps are given, 100 are allowed`, {
        hint: 'bind the others with a RosAuthorization of your own',
      });
    }
    const { authValidTime, description } = props;
    if (authValidTime !== undefined && isKnownText(authValidTime) && !TIME.test(authValidTime)) {
      throw new GatewayError(
        'parameter-invalid',
        `authValidTime ${JSON.stringify(authValidTime)} is no time in UTC`,
        {
          place: 'AppAuthentication.of',
          hint: "write it like '2027-01-01T00:00:00Z'",
        },
      );
    }
    const own = { authValidTime, description };
    return new AppAuthentication({ apps: [...apps], appCodeAuthType, allowSignatureMethod, ...own });
  }

  get apps(): readonly TemplateText[] {
    return this.#props.apps;
  }

  /** Until when the apps may call. */
  get authValidTime(): TemplateText | undefined {
    return this.#props.authValidTime;
  }

  get description(): TemplateText | undefined {
    return this.#props.description;
  }

  get appCodeAuthType(): string {
    return this.#props.appCodeAuthType;
  }

  get allowSignatureMethod(): string {
    return this.#props.allowSignatureMethod;
  }
}

const APP_AUTHENTICATION_PROPS: MembersOf<AppAuthenticationProps> = {
  apps: listOf(text),
  appCodeAuthType: oneOf(['DEFAULT', 'DISABLE', 'HEADER', 'HEADER_QUERY']),
  allowSignatureMethod: oneOf(['HmacSHA256', 'HmacSHA1,HmacSHA256']),
  authValidTime: security(text),
  description: text,
};
