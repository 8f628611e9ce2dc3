# Makefile: builds bewust; `make help` lists what else it does.
# Objects are kept by variant in build/<variant>/, so that they never mix; every test, fuzzer and bench links one library.

PREFIX ?= /usr/local
BUILD ?= build
VARIANT ?= release
OUT := $(BUILD)/$(VARIANT)
GEN := $(BUILD)/gen
HOST := $(BUILD)/host
# the release is the program that people run: it stands where they look for it
PROGRAM := $(if $(filter release,$(VARIANT)),$(BUILD),$(OUT))/bewust
LOCALE := $(dir $(PROGRAM))locale
ifeq ($(origin CC),default)
CC := gcc
endif
FUZZ_SECONDS ?= 30
# fuzz: with sanitizers; volume: without, and without watching comparisons, for many times as many tries
FUZZ_BUILD ?= fuzz

# ---- flags ----
WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla
DEFINES := -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -D_GNU_SOURCE
HARDENING := -fPIE -fstack-protector-strong
SYSTEM := $(shell uname -s)
ifeq ($(SYSTEM),Darwin)
SYSTEM_LIBS := -lintl
export PKG_CONFIG_PATH := $(subst $() ,:,$(foreach p,ncurses curl sqlite expat pcre2,$(shell brew --prefix 2>/dev/null)/opt/$(p)/lib/pkgconfig)):$(PKG_CONFIG_PATH)
else
HARDENING += -fstack-clash-protection
HARDENING_LINK := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
endif
CFLAGS_release := -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS_san := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_cov := -O0 -g --coverage
CFLAGS_fuzz := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
CFLAGS_volume := -O2 -g -fsanitize-coverage=inline-8bit-counters,pc-table
LDFLAGS_san := -fsanitize=address,undefined
LDFLAGS_cov := --coverage
LDFLAGS_fuzz := -fsanitize=address,undefined

PACKAGES := ncursesw libcurl libcjson sqlite3 liblz4 expat libutf8proc
# patterns in rules (re:…), where it is there
PCRE2 := $(shell pkg-config --exists libpcre2-8 2>/dev/null && echo libpcre2-8)
DEFINES += $(if $(PCRE2),-DBEWUST_PCRE2)
# ncursesw's -D redefines _XOPEN_SOURCE
PACKAGE_CFLAGS := $(filter-out -D%,$(shell pkg-config --cflags $(PACKAGES) $(PCRE2) 2>/dev/null))
# libcurl is opened when first needed (src/net/curl_load.c)
LIBS := $(filter-out -lcurl,$(shell pkg-config --libs $(PACKAGES) $(PCRE2) 2>/dev/null)) -lm -lpthread -ldl $(SYSTEM_LIBS)
ALL_CFLAGS = -std=c11 $(DEFINES) -Iinclude $(PACKAGE_CFLAGS) $(WARNINGS) $(HARDENING) -ffile-prefix-map=$(CURDIR)/= \
	$(CFLAGS_$(VARIANT)) $(CFLAGS)
ALL_LDFLAGS = $(HARDENING_LINK) $(LDFLAGS_$(VARIANT)) $(LDFLAGS)
HOST_CFLAGS := -std=c11 $(DEFINES) -Iinclude $(PACKAGE_CFLAGS) $(WARNINGS) -O1 -g
ifdef WERROR
ERRORS := -Werror
endif
Q := $(if $(V),,@)
# what calls make anew does so with all processors, unless it was told how many
PARALLEL = $(if $(findstring -j,$(MAKEFLAGS)),,-j$(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2))
say = @$(if $(V),:,printf '  %-7s %s\n' $(1) $(2))

# ---- files ----
SOURCES := $(sort $(shell find src -name '*.c' ! -path 'src/main.c' ! -path 'src/tools/*'))
MAIN := src/main.c
LEXICON_TOOLS := $(HOST)/lexicon_table $(HOST)/lexicon_train
LEXICON_DATA := $(sort $(wildcard data/lexicon/*.tsv data/themes/*.tsv))
GENERATED := $(GEN)/embedded.c $(GEN)/lexicon.c
EMBEDDED := $(sort $(shell find data -type f ! -name 'README*' ! -name '.*' ! -name '*~' \
	! -path 'data/lexicon/*' ! -path 'data/themes/*' ! -path 'data/po/*' ! -path 'data/packaging/*' ! -path 'data/examples/*' ! -path 'data/timer/*'))
OBJECTS := $(SOURCES:%.c=$(OUT)/%.o) $(GENERATED:$(GEN)/%.c=$(OUT)/gen/%.o)
LIBRARY := $(OUT)/libbewust.a
# what a tool of the build may use of the program: the pure layers
HOST_OBJECTS := $(patsubst %.c,$(HOST)/%.o,$(filter-out src/base/embed.c,$(filter src/base/% src/model/% src/text/% src/score/%,$(SOURCES))))
PO := $(sort $(wildcard data/po/*.po))
CATALOGUES := $(PO:data/po/%.po=$(LOCALE)/%/LC_MESSAGES/bewust.mo)

UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/fuzz_*.c))
BENCH_SOURCES := $(sort $(wildcard tests/bench/bench_*.c))
# in tests/support, a file with a main() is a program, the others help tests and are linked to all of them
SUPPORT_PROGRAMS := $(filter-out tests/support/fuzz_main.c,$(shell grep -lE '^int main\b' /dev/null $(wildcard tests/support/*.c)))
SUPPORT_SOURCES := $(filter-out $(SUPPORT_PROGRAMS) tests/support/fuzz_main.c,$(wildcard tests/support/*.c))
SUPPORT := $(OUT)/tests/libsupport.a
UNIT_TESTS := $(UNIT_SOURCES:%.c=$(OUT)/%)
BENCHES := $(BENCH_SOURCES:%.c=$(OUT)/%)
BENCHES_OF_TABLE := $(addprefix $(OUT)/tests/bench/bench_,keys limits start time)
FUZZERS := $(FUZZ_SOURCES:%.c=$(OUT)/%)
REPLAYS := $(FUZZ_SOURCES:tests/fuzz/fuzz_%.c=$(OUT)/tests/fuzz/replay_%)
HELPERS := $(SUPPORT_PROGRAMS:%.c=$(OUT)/%)
SPOKEN := $(if $(SUPPORT_PROGRAMS),$(OUT)/tests/support/locale)
TEST_PROGRAMS := $(UNIT_TESTS) $(REPLAYS) $(HELPERS)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all run test test-programs check test-san headers coverage fuzz bench golden lexicon man pot po compile_commands.json \
	install uninstall clean help FORCE

# ---- the program ----
all: $(PROGRAM) $(CATALOGUES) ## build the program: build/bewust

run: ## install what is missing, build, and open the demo
	@data/packaging/deps build
	@$(MAKE) $(PARALLEL) --no-print-directory all
	@exec $(PROGRAM) demo

$(PROGRAM): $(OUT)/src/main.o $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(LIBRARY): $(OBJECTS) $(OUT)/objects
	$(call say,AR,$@)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $(OBJECTS)

$(OUT)/%.o: %.c Makefile $(OUT)/flags | libraries
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) $(ERRORS) -MMD -MP -c -o $@ $<

$(OUT)/gen/%.o: $(GEN)/%.c Makefile $(OUT)/flags | libraries
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -Isrc/score $(ERRORS) -MMD -MP -c -o $@ $<

# where the installed catalogues are, if not beside the program
$(OUT)/src/base/i18n.o: ALL_CFLAGS += -DLOCALEDIR='"$(PREFIX)/share/locale"'

# These files change when what they hold does: so other flags build anew, and a source that went away leaves the library.
define keep
	@mkdir -p $(@D)
	@printf '%s\n' $(1) | cmp -s - $@ || printf '%s\n' $(1) > $@
endef
$(OUT)/flags: FORCE
	$(call keep,'$(subst ','\'',$(CC) $(ALL_CFLAGS))')
$(OUT)/objects: FORCE
	$(call keep,$(SOURCES) $(notdir $(GENERATED)))
$(GEN)/embedded.list: FORCE
	$(call keep,$(EMBEDDED))

# ---- what is made by the build's own tools ----
$(GEN)/embedded.c: $(HOST)/embed $(EMBEDDED) $(GEN)/embedded.list
	$(call say,GEN,$@)
	$(Q)$(HOST)/embed data $@ $(EMBEDDED:data/%=%)

$(GEN)/lexicon.c: $(HOST)/lexicon_table $(LEXICON_DATA)
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(HOST)/lexicon_table data/lexicon $@

$(HOST)/embed: src/tools/embed.c Makefile
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) $(ERRORS) -o $@ $<

$(LEXICON_TOOLS): $(HOST)/%: $(HOST)/src/tools/%.o $(HOST)/libhost.a
	$(Q)$(CC) $(HOST_CFLAGS) -o $@ $^ $(LIBS)

$(HOST)/libhost.a: $(HOST_OBJECTS)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(HOST)/%.o: %.c Makefile | libraries
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(HOST_CFLAGS) $(ERRORS) -MMD -MP -c -o $@ $<

lexicon: $(HOST)/lexicon_train ## learn data/lexicon's weights anew from lists and texts: make lexicon TRAIN=DIR
	@test -n "$(TRAIN)" || { echo "make lexicon: say where the lists and texts are: TRAIN=DIR (data/lexicon/README.md)" >&2; exit 64; }
	$(Q)$(HOST)/lexicon_train data/lexicon $(TRAIN)

# ---- languages ----
$(LOCALE)/%/LC_MESSAGES/bewust.mo: data/po/%.po | libraries
	$(call say,MSGFMT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

XGETTEXT := xgettext --from-code=UTF-8 --language=C --keyword --keyword=_ --keyword=N_ --keyword=P_:1,2 --keyword=C_:1c,2 --add-location=file --add-comments=i18n: \
	--package-name=bewust --copyright-holder='the bewust authors' --sort-by-file
POT ?= data/po/bewust.pot
# without the moment of extraction: the same texts give the same file
pot: ## collect the texts to translate into data/po/bewust.pot
	@mkdir -p $(dir $(POT))
	@LC_ALL=C.UTF-8 $(XGETTEXT) -o - $(sort $(SOURCES) $(MAIN) $(wildcard src/*/*.h src/*/*/*.h include/bewust/*.h)) | \
	  sed -e '/^"POT-Creation-Date:/d' -e 's/charset=CHARSET/charset=UTF-8/' \
	    -e 's/nplurals=INTEGER; plural=EXPRESSION/nplurals=2; plural=(n != 1)/' >$(POT)
	@msgfmt --check-format -o /dev/null $(POT)

po: pot ## bring data/po/*.po up to date with the texts
	@for f in $(PO); do msgmerge --quiet --update --backup=none --sort-by-file $$f $(POT); \
	  printf '%s: ' $$f; msgfmt --statistics -o /dev/null $$f; done

# ---- tests ----
test: ## install what the tests need, build, run everything
	@data/packaging/deps test
	@$(MAKE) $(PARALLEL) --no-print-directory check

test-programs: $(TEST_PROGRAMS) $(SPOKEN)

# the screens are tried in other languages too: what plays them finds catalogues beside it, as the program does
$(SPOKEN): $(CATALOGUES)
	$(Q)mkdir -p $(@D)
	$(Q)ln -sfn $(abspath $(LOCALE)) $@

check: all test-programs
	@OUT=$(OUT) PROGRAM=$(PROGRAM) tests/run

test-san: ## the tests under address and undefined behaviour sanitizers
	@data/packaging/deps test
	@$(MAKE) $(PARALLEL) --no-print-directory VARIANT=san check

golden: all $(HELPERS) $(SPOKEN) ## show how golden cases and screens differ, and ask before replacing each
	@OUT=$(OUT) PROGRAM=$(PROGRAM) tests/run golden

$(SUPPORT): $(SUPPORT_SOURCES:%.c=$(OUT)/%.o)
	$(Q)mkdir -p $(@D)
	$(Q)rm -f $@
	$(Q)$(AR) rcs $@ $^

$(UNIT_TESTS): %: %.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

$(BENCHES) $(HELPERS): %: %.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(REPLAYS): $(OUT)/tests/fuzz/replay_%: $(OUT)/tests/fuzz/fuzz_%.o $(OUT)/tests/support/fuzz_main.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(LIBS)

$(FUZZERS): %: %.o $(SUPPORT) $(LIBRARY)
	$(call say,LINK,$@)
	$(Q)$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBS)

fuzz: ## run each fuzzer for FUZZ_SECONDS (30), with clang; FUZZ_BUILD=volume: without sanitizers
	@$(MAKE) $(PARALLEL) --no-print-directory VARIANT=$(FUZZ_BUILD) CC=clang fuzz-run

fuzz-run: $(FUZZERS)
	@for f in $(FUZZERS); do name=$${f##*/fuzz_}; \
	  mkdir -p $(OUT)/corpus/$$name; \
	  seeds=; [ ! -d tests/fuzz/corpus/$$name ] || seeds=tests/fuzz/corpus/$$name; \
	  words=; [ ! -f tests/fuzz/$$name.dict ] || words=-dict=tests/fuzz/$$name.dict; \
	  printf 'fuzz %s, %s s\n' $$name $(FUZZ_SECONDS); \
	  $$f $$words -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -verbosity=0 -print_final_stats=0 \
	    -artifact_prefix=$(OUT)/$$name- $(OUT)/corpus/$$name $$seeds >$(OUT)/$$name.log 2>&1 || \
	    { tail -n 40 $(OUT)/$$name.log; exit 1; }; done
.PHONY: fuzz-run

# the whole program first; then its parts, but for the programs that the table runs itself
bench: all $(BENCHES) $(HELPERS) ## measure: a table of the whole, beside other readers, then a line for each part
	@OUT=$(OUT) PROGRAM=$(PROGRAM) WORK=$(BUILD)/bench tests/bench/table.sh
	@for b in $(filter-out $(BENCHES_OF_TABLE),$(BENCHES)); do $$b || exit 1; done

coverage: ## how much of each file the tests run
	@$(MAKE) $(PARALLEL) --no-print-directory VARIANT=cov CC=gcc check
	@find $(BUILD)/cov/src -name '*.gcda' | sort | xargs gcov -n 2>/dev/null | awk -F"[':% ]" ' \
	  /^File/ { file = $$3 } \
	  /^Lines executed/ && file ~ /^src\// { ran[file] = $$3 * $$NF / 100; all[file] = $$NF; file = "" } \
	  END { for (f in all) { printf "%6.1f%% of %5d  %s\n", 100 * ran[f] / all[f], all[f], f | "sort -k4"; r += ran[f]; a += all[f] } \
	    close("sort -k4"); if (a) printf "%6.1f%% of %5d  lines in all\n", 100 * r / a, a }'

headers: | libraries ## each header compiles alone
	@for h in $(sort $(shell find include src tests -name '*.h')); do \
	  printf '#include "%s"\nextern int more_than_a_header;\n' $$h | $(CC) $(ALL_CFLAGS) -Werror -Isrc -I. -I$$(dirname $$h) -fsyntax-only -x c - || exit 1; done

# ---- the rest ----
man: $(BUILD)/bewust.1 ## write the manual page
$(BUILD)/bewust.1: $(PROGRAM)
	$(Q)LC_ALL=C.UTF-8 LANGUAGE=en $(PROGRAM) --manual > $@

compile_commands.json: ## write build/compile_commands.json for editors
	@mkdir -p $(BUILD)
	@{ printf '['; between=; for f in $(SOURCES) $(MAIN) $(UNIT_SOURCES) $(FUZZ_SOURCES) $(BENCH_SOURCES) $(wildcard tests/support/*.c); do \
	  printf '%s\n{"directory":"%s","file":"%s","command":"%s"}' "$$between" '$(CURDIR)' $$f \
	    '$(CC) $(subst ",\\",$(ALL_CFLAGS)) -c '$$f; between=,; done; printf '\n]\n'; } > $(BUILD)/compile_commands.json

SHARE := $(DESTDIR)$(PREFIX)/share
UNITS := $(DESTDIR)$(PREFIX)/lib/systemd/user
install: all man ## put program, manual, languages and examples in place; DESTDIR= PREFIX=/usr/local
	install -d $(DESTDIR)$(PREFIX)/bin $(SHARE)/man/man1 $(SHARE)/doc/bewust
	install -m 755 $(PROGRAM) $(DESTDIR)$(PREFIX)/bin/bewust
	install -m 644 $(BUILD)/bewust.1 $(SHARE)/man/man1/bewust.1
	install -m 644 README.md LICENSE $(SHARE)/doc/bewust
	install -d $(UNITS)
	install -m 644 data/timer/bewust-fetch.service data/timer/bewust-fetch.timer $(UNITS)
	install -m 644 data/timer/crontab $(SHARE)/doc/bewust
	@for f in $(PO:data/po/%.po=%); do install -d $(SHARE)/locale/$$f/LC_MESSAGES && \
	  install -m 644 $(LOCALE)/$$f/LC_MESSAGES/bewust.mo $(SHARE)/locale/$$f/LC_MESSAGES/ || exit 1; done
	@for f in $(sort $(shell find data/packs data/examples -type f 2>/dev/null)); do \
	  install -d $(SHARE)/bewust/$$(dirname $${f#data/}) && install -m 644 $$f $(SHARE)/bewust/$${f#data/} || exit 1; done

uninstall: ## take away what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/bewust $(SHARE)/man/man1/bewust.1 $(PO:data/po/%.po=$(SHARE)/locale/%/LC_MESSAGES/bewust.mo)
	rm -f $(UNITS)/bewust-fetch.service $(UNITS)/bewust-fetch.timer
	rm -rf $(SHARE)/doc/bewust $(SHARE)/bewust

clean: ## remove everything that was built
	rm -rf $(BUILD)

help: ## this list
	@sed -n 's/^\([a-z_.-]*\):.*## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf '  make %-22s %s\n' "$$name" "$$what"; done
	@echo '  also: VARIANT=san|cov|fuzz|volume, CC=clang, WERROR=1, V=1, BUILD=directory'

# What is not there is said once, in one line, and only when something needs it.
MISSING = $(shell command -v pkg-config >/dev/null 2>&1 || echo pkg-config; \
	for p in $(PACKAGES); do pkg-config --exists $$p 2>/dev/null || echo $$p; done; \
	$(if $(PO),command -v msgfmt >/dev/null 2>&1 || echo gettext))
.PHONY: libraries
libraries:
	@$(if $(MISSING),echo 'bewust cannot be built without: $(MISSING); run: data/packaging/deps build' >&2; exit 1,:)

DEPENDENCIES := $(OBJECTS:.o=.d) $(HOST_OBJECTS:.o=.d) $(TEST_PROGRAMS:=.d) $(BENCHES:=.d) $(FUZZERS:=.d) $(OUT)/src/main.d \
	$(SUPPORT_SOURCES:%.c=$(OUT)/%.d) $(LEXICON_TOOLS:$(HOST)/%=$(HOST)/src/tools/%.d)
-include $(wildcard $(DEPENDENCIES))
