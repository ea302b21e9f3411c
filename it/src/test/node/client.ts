// Sends an observation and follows it to its receipt, its picture and its explanation, with clients generated from the
// descriptions of the three services.
import createClient from 'openapi-fetch';
import type { components as DashboardComponents, paths as DashboardPaths } from './dashboard.js';
import type { components as GatewayComponents, paths as GatewayPaths } from './gateway.js';
import type { paths as ReceiptsPaths } from './receipts.js';

type Observation = GatewayComponents['schemas']['Observation'];
type CloudEvent = GatewayComponents['schemas']['CloudEvent'];
type Picture = DashboardComponents['schemas']['Picture'];
/** Without this, an answer that there is as CSV or NDJSON, too, might be a text. */
type Json = 'application/json' | 'application/problem+json';

declare const process: { argv: string[] };

const [, , gatewayUrl, receiptsUrl, dashboardUrl] = process.argv;
const gateway = createClient<GatewayPaths, Json>({ baseUrl: gatewayUrl });
const receipts = createClient<ReceiptsPaths, Json>({ baseUrl: receiptsUrl });
const dashboard = createClient<DashboardPaths, Json>({ baseUrl: dashboardUrl });

async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const observation: Observation = {
  organisation: '1880',
  indicator: 'N00914',
  department: 'kommunstyrelsen',
  year: 2018,
  value: '77.5',
  revision: 1,
  observedAt: '2019-06-01T12:00:00+02:00',
};
const sent = await gateway.POST('/v1/observations', { body: observation });
if (!sent.data) throw new Error(JSON.stringify(sent.error));
const result = sent.data.results[0];
if (result?.status !== 'accepted') throw new Error(JSON.stringify(result));
const { eventId, partition, offset } = result;

const receipt = await until(async () => {
  const answer = await receipts.GET('/v1/receipts/{eventId}', {
    params: { path: { eventId }, query: { organisation: '1880', partition, offset } },
  });
  if (!answer.data) throw new Error(answer.error.message.en);
  return answer.data.receipts.find(({ status }) => status !== 'pending');
});

function indicatorIn(picture: Picture) {
  return picture.strategicAreas
    .flatMap(({ goalAreas }) => goalAreas)
    .flatMap(({ indicators }) => indicators)
    .find(({ id }) => id === observation.indicator);
}

const picture = await until(async () => {
  const answer = await dashboard.GET('/v1/organisations/{organisation}/pictures/{year}', {
    params: { path: { organisation: '1880', year: '2018' } },
  });
  if (!answer.data) throw new Error(answer.error.message.en);
  return indicatorIn(answer.data)?.value === 77.5 ? answer.data : undefined;
});

const cell = await until(async () => {
  const answer = await dashboard.GET('/v1/organisations/{organisation}/explain/{year}/indicator/{id}', {
    params: { path: { organisation: '1880', year: '2018', id: observation.indicator } },
  });
  if (!answer.data) throw new Error(answer.error.message.en);
  return answer.data.cells.find(({ winner }) => winner.eventId === eventId);
});

console.log(receipt.status, indicatorIn(picture)?.trend, cell.use);

// @ts-expect-error A year is a number.
const year: Observation['year'] = '2018';
const { observedAt, ...data } = observation;
const event: CloudEvent = {
  specversion: '1.0',
  type: 'se.malbild.observation.v1',
  source: 'https://verksamhet.example/utfall',
  id: '4711',
  time: observedAt,
  data,
};
// @ts-expect-error An observation on its own has a time.
const timeless: Observation = data;
// @ts-expect-error There may be no attainment.
const attainment: number = picture.attainment;
