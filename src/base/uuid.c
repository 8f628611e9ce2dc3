/* uuid.c: names of version 4 and 5, and the SHA-1 (FIPS 180-4) that version 5 is defined by. It only names things; nothing's
 * safety hangs on it. */
#include <bewust/random.h>
#include <bewust/uuid.h>
#include <stdint.h>
#include <string.h>

const struct uuid uuid_space_url = {"6ba7b811-9dad-11d1-80b4-00c04fd430c8"};

#define SHA1_SIZE 20
#define SHA1_BLOCK 64

struct sha1 {
	uint32_t h[5];
	uint64_t length; /* bytes taken in so far */
	unsigned char block[SHA1_BLOCK];
};

static uint32_t rotate(uint32_t x, int bits) {
	return x << bits | x >> (32 - bits);
}

static void sha1_block(struct sha1 *s) {
	uint32_t w[80], a = s->h[0], b = s->h[1], c = s->h[2], d = s->h[3], e = s->h[4];

	for (int i = 0; i < 16; i++)
		w[i] = (uint32_t)s->block[4 * i] << 24 | (uint32_t)s->block[4 * i + 1] << 16 |
			(uint32_t)s->block[4 * i + 2] << 8 | s->block[4 * i + 3];
	for (int i = 16; i < 80; i++)
		w[i] = rotate(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
	for (int i = 0; i < 80; i++) {
		static const uint32_t constants[4] = {0x5A827999, 0x6ED9EBA1, 0x8F1BBCDC, 0xCA62C1D6};
		uint32_t f = i < 20 ? (b & c) | (~b & d) : i >= 40 && i < 60 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
		uint32_t next = rotate(a, 5) + f + e + constants[i / 20] + w[i];

		e = d;
		d = c;
		c = rotate(b, 30);
		b = a;
		a = next;
	}
	s->h[0] += a;
	s->h[1] += b;
	s->h[2] += c;
	s->h[3] += d;
	s->h[4] += e;
}

static void sha1_add(struct sha1 *s, const void *bytes, size_t len) {
	const unsigned char *p = bytes;

	while (len > 0) {
		size_t at = s->length % SHA1_BLOCK, n = SHA1_BLOCK - at < len ? SHA1_BLOCK - at : len;

		memcpy(s->block + at, p, n);
		s->length += n;
		p += n;
		len -= n;
		if (s->length % SHA1_BLOCK == 0)
			sha1_block(s);
	}
}

static void sha1_end(struct sha1 *s, unsigned char out[SHA1_SIZE]) {
	static const unsigned char padding[SHA1_BLOCK] = {0x80};
	uint64_t bits = s->length * 8;
	unsigned char length[8];

	sha1_add(s, padding, (SHA1_BLOCK + 55 - s->length % SHA1_BLOCK) % SHA1_BLOCK + 1);
	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	sha1_add(s, length, sizeof length);
	for (int i = 0; i < SHA1_SIZE; i++)
		out[i] = (unsigned char)(s->h[i / 4] >> (24 - 8 * (i % 4)));
}

/* Where the dashes stand in the text. */
static bool is_dash(size_t at) {
	return at == 8 || at == 13 || at == 18 || at == 23;
}

static void write_uuid(struct uuid *out, unsigned char bytes[16], int version) {
	static const char digits[] = "0123456789abcdef";
	size_t at = 0;

	bytes[6] = (unsigned char)((bytes[6] & 0x0F) | version << 4);
	bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
	for (int i = 0; i < 16; i++) {
		if (is_dash(at))
			out->text[at++] = '-';
		out->text[at++] = digits[bytes[i] >> 4];
		out->text[at++] = digits[bytes[i] & 15];
	}
	out->text[at] = '\0';
}

void uuid_random(struct uuid *out) {
	unsigned char bytes[16];

	random_bytes(bytes, sizeof bytes);
	write_uuid(out, bytes, 4);
}

static int hex_value(char c) {
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

void uuid_named(struct uuid *out, const struct uuid *space, struct slice name) {
	struct sha1 s = {.h = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0}};
	unsigned char digest[SHA1_SIZE], space_bytes[16] = {0};
	size_t nibbles = 0;

	for (const char *p = space->text; *p && nibbles < 32; p++)
		if (*p != '-') {
			space_bytes[nibbles / 2] = (unsigned char)(space_bytes[nibbles / 2] << 4 | hex_value(*p));
			nibbles++;
		}
	sha1_add(&s, space_bytes, sizeof space_bytes);
	sha1_add(&s, name.at, name.len);
	sha1_end(&s, digest);
	write_uuid(out, digest, 5);
}

bool uuid_parse(struct slice s, struct uuid *out) {
	struct uuid parsed;

	if (s.len != sizeof parsed.text - 1)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (is_dash(i) ? s.at[i] != '-' : hex_value(s.at[i]) < 0)
			return false;
		parsed.text[i] = s.at[i] >= 'A' && s.at[i] <= 'F' ? (char)(s.at[i] | 0x20) : s.at[i];
	}
	parsed.text[s.len] = '\0';
	*out = parsed;
	return true;
}
