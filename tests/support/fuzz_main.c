/* fuzz_main.c: runs a fuzzer's function over files, where there is no fuzzing engine: what was found once stays found.
 * replay_X FILE…   says the name of each file before it tries it, so that the last one said is the one that fails. */
#include <bewust/path.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX ((size_t)64 * 1024 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int main(int argc, char **argv) {
	for (int i = 1; i < argc; i++) {
		struct err e = {0};
		struct str input;
		uint8_t *exact;

		puts(argv[i]);
		fflush(stdout);
		if (!path_read(argv[i], INPUT_MAX, &input, &e)) {
			fprintf(stderr, "%s\n", e.text);
			return err_exit_status(e.kind);
		}
		/* exactly as long as the input, so that a sanitizer sees the first byte past it */
		if (!(exact = malloc(input.len > 0 ? input.len : 1)))
			return 71;
		memcpy(exact, input.at, input.len);
		LLVMFuzzerTestOneInput(exact, input.len);
		free(exact);
		str_finish(&input);
	}
	return 0;
}
