const LOCAL = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with an address that is reached in the clear from other machines, and what to do; null where nothing is. */
export function plainHttpWarning(publicUrl: string): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' || LOCAL.test(hostname)) return null;
  return `PUBLIC_URL is plain http (${publicUrl}): whoever is on the way reads links and ballots. Put a proxy with https before the service, and its address in PUBLIC_URL.`;
}
