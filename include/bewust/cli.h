/* cli.h: the command line, a thin front over flow. One table of subcommands and options also writes --help and the manual page. */
#ifndef BEWUST_CLI_H
#define BEWUST_CLI_H

#include <bewust/version.h>

/* Runs one call of the program; returns its exit status (<sysexits.h>). */
int cli_main(int argc, char **argv);

#endif
