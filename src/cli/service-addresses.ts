/** Where the services of a stack are found. */
export interface ServiceAddresses {
  readonly apiUrl: string;
  /** Undefined when Temporal runs elsewhere. */
  readonly uiUrl: string | undefined;
  readonly temporalAddress: string;
  /** The owner's connection: for migrations and held-out imports, never for a service. */
  readonly ownerUrl: string;
}

/** Addresses as lines for people. The owner's connection holds a password and is not among them. */
export function addressLines({ apiUrl, uiUrl, temporalAddress }: ServiceAddresses): string[] {
  return [
    `API          ${apiUrl}`,
    `API, routes  ${apiUrl}/openapi.json`,
    `Temporal     ${temporalAddress}`,
    ...(uiUrl === undefined ? [] : [`Temporal UI  ${uiUrl}`]),
  ];
}
