/** Operations that change nothing, by the names that AWS gives them. Whatever else there is may change something. */
const READS = /^(Describe|List|Get|BatchGet|BatchDescribe|Search|Lookup|Discover|Test|Simulate)(?=[A-Z])/;

/** Whether an operation leaves the account as it is. */
export const isReadOnly = (operation: string): boolean => READS.test(operation);
