/** The Locust whose command line, tables and files this command has. */
export const VERSION = "2.12.1";
