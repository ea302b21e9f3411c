// Sends events to a gateway in every mode of CloudEvents over HTTP, and prints each answer.
import { CloudEvent, HTTP } from 'cloudevents';

const [, , gateway] = process.argv;

function event(id, value) {
  return new CloudEvent({
    id,
    source: 'https://verksamhet.example/utfall',
    type: 'se.malbild.observation.v1',
    data: {
      organisation: '1880',
      indicator: 'N00914',
      department: 'kommunstyrelsen',
      year: 2018,
      value,
      observedAt: '2018-12-01T12:00:00Z',
    },
  });
}

const messages = [
  HTTP.binary(event('binary', '78.1')),
  HTTP.structured(event('structured', '78.2')),
  // The SDK reads batches and has nothing that writes one.
  {
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify([event('first', '78.3'), event('second', '78.4')]),
  },
];
for (const { headers, body } of messages) {
  const answer = await fetch(`${gateway}/v1/observations`, { method: 'POST', headers, body });
  console.log(JSON.stringify({ status: answer.status, body: await answer.json() }));
}
