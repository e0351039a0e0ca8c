/** What keeps the service from starting: the message is one sentence with its remedy, and names no secret. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
