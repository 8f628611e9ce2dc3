/* url_mail.c: the address that begins a mail (RFC 6068). */
#include <bewust/url.h>

/* Letters, digits and "-._~" as they are, an end of line as a mail has it, everything else by its bytes. */
static void add_escaped(struct slice s, struct str *out) {
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.at[i];

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~')
			str_add_char(out, (char)c);
		else if (c == '\n')
			str_add_text(out, "%0D%0A");
		else
			str_addf(out, "%%%02X", c);
	}
}

void url_mailto(struct slice subject, struct slice body, struct str *out) {
	str_add_text(out, "mailto:?subject=");
	add_escaped(subject, out);
	str_add_text(out, "&body=");
	add_escaped(body, out);
}
