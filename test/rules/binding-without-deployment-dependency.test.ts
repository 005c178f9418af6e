import { bindingWithoutDeploymentDependency } from '../../lib/rules/binding-without-deployment-dependency';
import { outcomesOf } from './check-template';
import { api, bound, plugin, published, ref, template } from './gateway-template';

const orders = { ...api('Orders', 'GET /orders'), ...published('Orders', 'RELEASE') };
const cors = plugin('Cors', 'cors');

/** A nested stack that publishes the API it is told of. */
const nestedDeployment = (id: string) => ({
  [id]: {
    Type: 'ALIYUN::ROS::Stack',
    Properties: {
      Parameters: { Id: ref('Orders') },
      TemplateBody: {
        ROSTemplateFormatVersion: '2015-09-01',
        Parameters: { Id: { Type: 'String' } },
        Resources: {
          Release: {
            Type: 'ALIYUN::ApiGateway::Deployment',
            Properties: { ApiId: ref('Id'), StageName: 'RELEASE' },
          },
        },
      },
    },
  },
});

test.each([
  {
    name: 'a binding that waits for no deployment fails',
    template: template(orders, cors, bound('Orders', 'Cors')),
    verdicts: ['fail binding OrdersCorsRELEASE: does not wait for OrdersRELEASE'],
  },
  {
    name: 'a binding that waits for the deployment of another stage fails',
    template: template(
      orders,
      published('Orders', 'TEST'),
      cors,
      bound('Orders', 'Cors', { dependsOn: ['OrdersTEST'] }),
    ),
    verdicts: ['fail binding OrdersCorsRELEASE: does not wait for OrdersRELEASE'],
  },
  {
    name: 'a binding that waits for something that is not there fails',
    template: template(orders, cors, bound('Orders', 'Cors', { dependsOn: ['OrdersRELEASE', 'Gone'] })),
    verdicts: ['fail binding OrdersCorsRELEASE: waits for Gone, which the template does not have'],
  },
  {
    name: 'a binding that waits for its deployment passes, and so it does through other resources',
    template: template(
      orders,
      cors,
      bound('Orders', 'Cors', { dependsOn: 'OrdersRELEASE' }),
      bound('Orders', 'Cors', { dependsOn: 'OrdersCorsRELEASE', id: 'Later' }),
    ),
    verdicts: ['pass', 'pass'],
  },
  {
    name: 'a binding to an unpublished stage is told by another rule',
    template: template(orders, cors, bound('Orders', 'Cors', { stage: 'PRE' })),
    verdicts: [],
  },
  {
    name: 'who waits for a nested stack waits for the deployment in it, and for what that stack waits for',
    template: template(
      api('Orders', 'GET /orders'),
      cors,
      nestedDeployment('Publishing'),
      bound('Orders', 'Cors', { dependsOn: 'Publishing' }),
    ),
    verdicts: ['pass'],
  },
  {
    name: 'a deployment in a nested stack that nobody waits for may come later',
    template: template(
      api('Orders', 'GET /orders'),
      cors,
      nestedDeployment('Publishing'),
      bound('Orders', 'Cors'),
    ),
    verdicts: [
      'unknown binding OrdersCorsRELEASE: deployment Release is in stack template/Publishing, which may be made before',
    ],
  },
  {
    name: 'whether the deployment is for the stage may be unknown',
    template: template(
      api('Orders', 'GET /orders'),
      published('Orders', ref('Stage'), { id: 'Published' }),
      cors,
      bound('Orders', 'Cors'),
    ),
    verdicts: ['unknown binding OrdersCorsRELEASE: whether it is for <Ref Stage> is unknown'],
  },
])('$name', ({ template: given, verdicts }) => {
  expect(outcomesOf(bindingWithoutDeploymentDependency, given)).toEqual(verdicts);
});

test('a circle of DependsOn ends', () => {
  const circle = template(
    orders,
    cors,
    bound('Orders', 'Cors', { dependsOn: 'Later' }),
    bound('Orders', 'Cors', { dependsOn: 'OrdersCorsRELEASE', id: 'Later' }),
  );
  expect(outcomesOf(bindingWithoutDeploymentDependency, circle)).toEqual([
    'fail binding OrdersCorsRELEASE: does not wait for OrdersRELEASE',
    'fail binding Later: does not wait for OrdersRELEASE',
  ]);
});
