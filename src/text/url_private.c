/* url_private.c: whether a host is an address of this machine or of a network of its own, however it is spelled. */
#include <bewust/mem.h>
#include <bewust/url.h>

#include <arpa/inet.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

struct block4 {
	uint32_t net;
	int bits;
};

/* IANA IPv4 Special-Purpose Address Registry (RFC 6890), and multicast. */
static const struct block4 blocks4[] = {
	{0x00000000, 8},  /* this network */
	{0x0A000000, 8},  /* private */
	{0x64400000, 10}, /* shared by carriers (RFC 6598) */
	{0x7F000000, 8},  /* loopback */
	{0xA9FE0000, 16}, /* link-local; the clouds' metadata lives here */
	{0xAC100000, 12}, /* private */
	{0xC0000000, 24}, /* protocol assignments */
	{0xC0000200, 24}, /* documentation, here and twice below */
	{0xC0A80000, 16}, /* private */
	{0xC6120000, 15}, /* benchmarks */
	{0xC6336400, 24},
	{0xCB007100, 24},
	{0xE0000000, 3},  /* multicast, reserved, broadcast */
};

static bool private4(uint32_t address) {
	for (size_t i = 0; i < sizeof blocks4 / sizeof *blocks4; i++)
		if ((address ^ blocks4[i].net) >> (32 - blocks4[i].bits) == 0)
			return true;
	return false;
}

/* A part as inet_aton has it: 127, 0177, 0x7f. */
static bool read_part(struct slice s, uint64_t *out) {
	unsigned radix = 10;
	uint64_t n = 0;

	if (!s.len)
		return false;
	if (s.len > 1 && s.at[0] == '0') {
		radix = (s.at[1] | 32) == 'x' ? 16 : 8;
		s = slice_from(s, radix == 16 ? 2 : 1);
	}
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];
		unsigned digit = c >= '0' && c <= '9' ? (unsigned)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (unsigned)((c | 32) - 'a' + 10) : 99;

		if (digit >= radix || n > UINT32_MAX)
			return false;
		n = n * radix + digit;
	}
	*out = n;
	return n <= UINT32_MAX;
}

/* One to four parts; the last one fills what the others leave: 127.1 is 127.0.0.1, 2130706433 too. */
static bool read_ipv4(struct slice host, uint32_t *address) {
	uint64_t value = 0, part;
	struct slice piece;
	int count = 0;

	while (slice_split(&host, '.', &piece)) {
		bool last = host.at == NULL;

		if (++count > 4 || !read_part(piece, &part))
			return false;
		if (!last && part > 255)
			return false;
		if (last && part >> (8 * (5 - count)))
			return false;
		value = last ? value | part : value | part << (8 * (4 - count));
	}
	*address = (uint32_t)value;
	return count > 0;
}

static uint32_t word_at(const unsigned char *p) {
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* IANA IPv6 Special-Purpose Address Registry; whatever carries an IPv4 address is as private as that one. */
static bool private6(const unsigned char a[16]) {
	static const unsigned char zero[16];
	uint32_t head = word_at(a), last = word_at(a + 12);

	if (memcmp(a, zero, 10) == 0 && ((a[10] == 0xFF && a[11] == 0xFF) || (a[10] == 0 && a[11] == 0)))
		return private4(last); /* ::ffff:a.b.c.d, ::a.b.c.d; :: and ::1 are in 0/8 */
	if (memcmp(a, zero, 8) == 0 && word_at(a + 8) == 0xFFFF0000)
		return private4(last); /* ::ffff:0:a.b.c.d, translated */
	if (head == 0x0064FF9B)
		return a[5] == 1 || private4(last); /* NAT64 */
	if (head >> 16 == 0x2002)
		return private4(word_at(a + 2)); /* 6to4 */
	return head == 0x20010000 || head == 0x20010DB8 || head == 0x01000000 /* Teredo, documentation, discard */
		|| a[0] == 0xFF || (a[0] & 0xFE) == 0xFC                  /* multicast, unique local */
		|| (a[0] == 0xFE && (a[1] & 0x80));                       /* link-local, site-local */
}

static bool read_ipv6(struct slice host, unsigned char out[16]) {
	char text[INET6_ADDRSTRLEN];
	size_t len = 0;

	if (host.len > 1 && host.at[0] == '[' && host.at[host.len - 1] == ']')
		host = (struct slice){host.at + 1, host.len - 2};
	while (len < host.len && host.at[len] != '%') /* a zone: fe80::1%eth0 */
		len++;
	return text_copy(text, sizeof text, (struct slice){host.at, len}) && inet_pton(AF_INET6, text, out) == 1;
}

static bool private_name(struct slice host) {
	/* RFC 6761, 6762, 8375 and ICANN's .internal: names that no public server answers for */
	static const char *const names[] = {"localhost", "local", "internal", "localdomain", "home.arpa"};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		struct slice name = slice_of(names[i]);
		struct slice tail = slice_from(host, host.len < name.len ? host.len : host.len - name.len);

		if (slice_equal_nocase(tail, name) && (tail.len == host.len || host.at[host.len - name.len - 1] == '.'))
			return true;
	}
	return false;
}

static bool private_host(struct slice host) {
	unsigned char six[16];
	uint32_t four;

	while (host.len && host.at[host.len - 1] == '.')
		host.len--;
	if (read_ipv4(host, &four))
		return private4(four);
	if (read_ipv6(host, six))
		return private6(six);
	return private_name(host);
}

static bool is_ascii(struct slice s) {
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] >= 0x80)
			return false;
	return true;
}

/* Full-width digits, circled digits and the ideographic full stop become what resolvers make of them (UTS #46). */
bool url_host_is_private(struct slice host) {
	utf8proc_uint8_t *folded = NULL;
	utf8proc_ssize_t len;
	bool found;

	if (host.len > URL_MAX)
		return false;
	if (is_ascii(host))
		return private_host(host);
	len = utf8proc_map((const utf8proc_uint8_t *)host.at, (utf8proc_ssize_t)host.len, &folded,
		UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
	if (len < 0)
		return false;
	for (utf8proc_ssize_t i = 0; i + 2 < len; i++)
		if (memcmp(folded + i, "\xE3\x80\x82", 3) == 0) {
			folded[i] = '.';
			memmove(folded + i + 1, folded + i + 3, (size_t)(len - i - 2)); /* with its end */
			len -= 2;
		}
	found = private_host((struct slice){(const char *)folded, (size_t)len});
	free(folded);
	return found;
}
