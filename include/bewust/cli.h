/* cli.h: the command line, a thin front over flow. One table of subcommands and options also writes --help and the manual page. */
#ifndef BEWUST_CLI_H
#define BEWUST_CLI_H

#define BEWUST_VERSION "0.1.0"
#define BEWUST_HOME "https://bewust.example" /* where it lives, for the user agent */

/* Runs one call of the program; returns its exit status (<sysexits.h>). */
int cli_main(int argc, char **argv);

#endif
