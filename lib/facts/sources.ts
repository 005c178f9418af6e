/** The pages and packages that several facts were read from, so that each address stands once. */
export const SOURCES = {
  accessControl: 'https://www.alibabacloud.com/help/doc-detail/154200.htm',
  conditions:
    'https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/use-parameters-and-conditional-expressions',
  cors: 'https://www.alibabacloud.com/help/doc-detail/103230.htm',
  customDomain:
    'https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/bind-a-domain-name-to-an-api-group',
  errorCodes: 'https://www.alibabacloud.com/help/doc-detail/43906.htm',
  errorMessage:
    'https://alibabacloud.com/help/zh/api-gateway/traditional-api-gateway/support/how-to-obtain-the-error-message',
  grayRelease: 'https://help.aliyun.com/knowledge_detail/166519.html',
  jwtPlugin:
    'https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/user-guide/jwt-authentication',
  limits: 'https://www.alibabacloud.com/help/doc-detail/29484.html',
  openIdConnect: 'https://help.aliyun.com/document_detail/48019.html',
  parameterMapping:
    'https://help.aliyun.com/zh/api-gateway/user-guide/parameter-mapping-and-verification-rules',
  pluginOverview: 'https://www.alibabacloud.com/help/en/api-gateway/traditional-api-gateway/overview-3',
  rosApi: 'https://www.alibabacloud.com/help/ros/developer-reference/aliyun-apigateway-api',
  rosLimits: 'https://www.alibabacloud.com/help/doc-detail/28854.htm',
  rosSdk: 'npm @alicloud/ros20190910, the request of CreateStack',
  rosSpec: 'npm @alicloud/ros-cdk-spec 1.0.13',
  sdk: 'npm @alicloud/cloudapi20160714 4.7.8',
  stages: 'https://www.alibabacloud.com/help/doc-detail/71876.htm',
  trafficControl: 'https://www.alibabacloud.com/help/en/api-gateway/user-guide/throttling-2',
} as const;
