/** A 12-digit account id as AWS writes it for people: 1234-5678-9012. */
export const groupedId = (accountId: string): string => accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, "$1-$2-$3");
