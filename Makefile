# teipipe. GNU make.
#
#   make                 build the program and the libraries, then the edition in CORPUS
#   make check           every test, normally and under AddressSanitizer and UBSan
#   make accuracy        score the encoder against the gold encodings, by kind of document
#   make bench           speed against the usual programs
#   make fuzz            fuzz the readers for FUZZ_SECONDS each (needs clang)
#   make lint            clang-tidy, cppcheck, clang-format, the order of the layers
#   make install         into PREFIX, below DESTDIR; make uninstall takes it away again
#   make clean
#   make V=1             show every command
#
# Everything that is made goes into BUILD. CC=clang works as well as gcc.

.DEFAULT_GOAL = all

BUILD = build
CORPUS = corpus
OUTPUT = output
PREFIX = /usr/local
DESTDIR =
BINDIR = $(PREFIX)/bin
LIBDIR = $(PREFIX)/lib
INCLUDEDIR = $(PREFIX)/include
MANDIR = $(PREFIX)/share/man
DATADIR = $(PREFIX)/share/teipipe
FUZZ_SECONDS = 60

CFLAGS = -O2 -g
WERROR = -Werror
WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
           -Wmissing-prototypes -Wvla $(WERROR)
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

VERSION := $(shell sed -n 's/^.define TEIPIPE_VERSION "\(.*\)"/\1/p' pipeline/teipipe.h)
SOVERSION := $(firstword $(subst ., ,$(VERSION)))

# Flags of the libraries; made anew, and make restarted, when it isn't there yet.
ifeq ($(filter clean uninstall,$(MAKECMDGOALS)),)
include build/config.mk
endif
build/config.mk: pipeline/tools/configure.sh
	@mkdir -p $(@D)
	@CC='$(CC)' pipeline/tools/configure.sh build $@

DEFINES = -D_POSIX_C_SOURCE=200809L -DTP_VERSION_NUMBER=$(VERSION)
COMPILE = $(CC) -std=c17 $(DEFINES) -fPIC -fvisibility=hidden -pthread \
          $(WARNINGS) $(CFLAGS) $(CPPFLAGS) $(PKG_CFLAGS)
LINK = $(CC) -pthread $(CFLAGS) $(LDFLAGS)

LIB_SOURCES := pipeline/teipipe.c \
               $(filter-out pipeline/cli/% pipeline/tools/%,$(sort $(wildcard pipeline/*/*.c pipeline/*/*/*.c)))
CLI_SOURCES := $(sort $(wildcard pipeline/cli/*.c))
UNIT_SOURCES := $(sort $(wildcard tests/unit/test_*.c))
FUZZ_SOURCES := $(sort $(wildcard tests/fuzz/*.c))
RESOURCES := $(sort $(shell find schemas xslt -type f ! -name README.md ! -name '.*' 2>/dev/null))

LIB_OBJECTS := $(LIB_SOURCES:%.c=$(BUILD)/obj/%.o) $(BUILD)/obj/resources.o $(BUILD)/obj/han_table.o \
    $(BUILD)/obj/number_words.o $(BUILD)/obj/program.o
# All that decides what the program makes.
PROGRAM := $(LIB_SOURCES) $(RESOURCES) \
    $(sort $(wildcard pipeline/*/*.h pipeline/*/*.def pipeline/*/*/*.h pipeline/*/*/*.def pipeline/tools/*.c))
CLI_OBJECTS := $(CLI_SOURCES:%.c=$(BUILD)/obj/%.o)
UNITS := $(UNIT_SOURCES:tests/unit/%.c=$(BUILD)/tests/%)
FUZZERS := $(FUZZ_SOURCES:tests/fuzz/%.c=$(BUILD)/fuzz/%)
SHARED := libteipipe.so.$(VERSION)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all programs units fuzzers check accuracy bench fuzz lint install uninstall clean FORCE

all: programs
	$(BUILD)/teipipe build '$(CORPUS)' -o '$(OUTPUT)'

programs: $(BUILD)/teipipe $(BUILD)/libteipipe.a $(BUILD)/$(SHARED)

# letters: the composed letters of which the pages of a large edition are tried in the browser.
units: $(UNITS) $(BUILD)/gold_score $(BUILD)/xpath_eval $(BUILD)/make_site $(BUILD)/letters

# One short line a step; V=1 shows the commands.
V = 0
say = $(if $(filter 0,$(V)),@printf '%-5s %s\n' '$(1)' '$@';)

# Written only when the content changes, so that what depends on it is made anew exactly then.
define write_if_changed
@mkdir -p $(@D); printf '%s\n' '$(1)' >$@.new; \
if cmp -s $@.new $@; then rm -f $@.new; else mv $@.new $@; fi
endef
$(BUILD)/flags: FORCE
	$(call write_if_changed,$(COMPILE))
$(BUILD)/parts: FORCE
	$(call write_if_changed,$(LINK) $(PKG_LIBS) $(LIB_OBJECTS))
$(BUILD)/resources.list: FORCE
	$(call write_if_changed,$(RESOURCES))

$(BUILD)/embed: pipeline/tools/embed.c
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) -std=c17 -O1 $(WARNINGS) -o $@ $<

$(BUILD)/resources.c: $(BUILD)/embed $(BUILD)/resources.list $(RESOURCES)
	$(call say,EMBED)$(BUILD)/embed $@ $(RESOURCES)

$(BUILD)/obj/resources.o: $(BUILD)/resources.c pipeline/base/resource.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -Ipipeline/base -c -o $@ $<

# What ICU makes of traditional characters, as a table.
$(BUILD)/han_table: pipeline/tools/han_table.c
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) -std=c17 -O1 $(WARNINGS) $(PKG_CFLAGS) -o $@ $< $(LDFLAGS) $(PKG_LIBS)

$(BUILD)/han_table.c: $(BUILD)/han_table
	$(call say,MAKE)$(BUILD)/han_table $@

$(BUILD)/obj/han_table.o: $(BUILD)/han_table.c pipeline/base/han.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -Ipipeline/base -c -o $@ $<

# The words by which ICU spells numbers, as a table.
$(BUILD)/number_words: pipeline/tools/number_words.c
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) -std=c17 -O1 $(WARNINGS) $(PKG_CFLAGS) -o $@ $< $(LDFLAGS) $(PKG_LIBS)

$(BUILD)/number_words.c: $(BUILD)/number_words schemas/dates.yaml
	$(call say,MAKE)$(BUILD)/number_words schemas/dates.yaml $@

$(BUILD)/obj/number_words.o: $(BUILD)/number_words.c pipeline/encode/spelled.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -Ipipeline/encode -c -o $@ $<

$(BUILD)/program.c: $(PROGRAM) Makefile
	@mkdir -p $(@D)
	$(call say,MAKE)printf '#include "program.h"\nconst char tp_program_id[] = "%s";\n' \
	    "$$(cat $(PROGRAM) | (sha256sum || shasum -a 256 || cksum) 2>/dev/null | tr -dc '0-9a-f' | cut -c 1-32)" >$@

$(BUILD)/obj/program.o: $(BUILD)/program.c pipeline/base/program.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -Ipipeline/base -c -o $@ $<

$(BUILD)/obj/%.o: %.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC)$(COMPILE) -MMD -MP -c -o $@ $<

# Files of different layers may have one name: the archive is made anew, each member added.
$(BUILD)/libteipipe.a: $(LIB_OBJECTS) $(BUILD)/parts
	@rm -f $@
	$(call say,AR)$(AR) qcs $@ $(LIB_OBJECTS)

$(BUILD)/$(SHARED): $(LIB_OBJECTS) $(BUILD)/parts
	$(call say,LINK)$(LINK) -shared -Wl,-soname,libteipipe.so.$(SOVERSION) -Wl,--no-undefined \
	    -o $@ $(LIB_OBJECTS) $(PKG_LIBS)

$(BUILD)/teipipe: $(CLI_OBJECTS) $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)

$(BUILD)/tests/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libteipipe.a
	@mkdir -p $(@D)
	$(call say,LINK)$(LINK) -o $@ $^ -lcmocka $(PKG_LIBS)

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(UNIT_SOURCES:%.c=$(BUILD)/obj/%.d)
-include $(BUILD)/obj/tests/xpath/eval.d

# ---- tests ----

check:
	@pipeline/tools/configure.sh check
	@$(MAKE) --no-print-directory BUILD='$(BUILD)' programs units
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/asan' CFLAGS='-O1 -g $(SANITIZE)' programs units
	@tests/run '$(BUILD)' '$(BUILD)/asan'

accuracy: programs $(BUILD)/gold_score
	@tests/gold/accuracy '$(BUILD)'

GOLD_OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(wildcard tests/gold/*.c))
$(BUILD)/gold_score: $(GOLD_OBJECTS) $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)
-include $(GOLD_OBJECTS:.o=.d)

bench: programs $(BUILD)/bench_rng $(BUILD)/bench_encode $(BUILD)/make_site $(BUILD)/bench_integrity $(BUILD)/bench_rules $(BUILD)/bench_forms $(BUILD)/letters
	@tests/bench/run.sh '$(BUILD)'

$(BUILD)/letters: $(BUILD)/obj/tests/bench/letters.o
	$(call say,LINK)$(LINK) -o $@ $^
$(BUILD)/bench_rng $(BUILD)/bench_encode: $(BUILD)/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)

$(BUILD)/bench_rules $(BUILD)/bench_forms: $(BUILD)/%: $(BUILD)/obj/tests/bench/%.o $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)

$(BUILD)/bench_integrity: $(BUILD)/obj/tests/bench/bench_integrity.o $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)

$(BUILD)/xpath_eval: $(BUILD)/obj/tests/xpath/eval.o $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)

# The pages of an edition as a whole, of TEI files.
$(BUILD)/make_site: $(BUILD)/obj/tests/site/make_site.o $(BUILD)/libteipipe.a
	$(call say,LINK)$(LINK) -o $@ $^ $(PKG_LIBS)
-include $(BUILD)/obj/tests/site/make_site.d

fuzzers: $(FUZZERS)
$(BUILD)/obj/tests/fuzz/%.o: private WERROR += -Wno-missing-prototypes # the fuzzing library calls them
$(BUILD)/fuzz/%: $(BUILD)/obj/tests/fuzz/%.o $(BUILD)/libteipipe.a
	@mkdir -p $(@D)
	$(call say,LINK)$(LINK) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS)
-include $(FUZZ_SOURCES:%.c=$(BUILD)/obj/%.d)

fuzz:
	@$(MAKE) --no-print-directory BUILD='$(BUILD)/fuzzing' CC=clang \
	    CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all' fuzzers
	@tests/fuzz/run.sh '$(BUILD)/fuzzing/fuzz' '$(FUZZ_SECONDS)'

# ---- style ----

# All of them, whatever the first ones find.
lint: build/config.mk
	@status=0; \
	pipeline/tools/check_layers.sh || status=1; \
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr --library=posix \
	    --enable=warning,performance,portability --suppress=missingIncludeSystem \
	    --suppress=readdirCalled --suppress=uninitvar --suppress=ctuuninitvar \
	    --suppress=internalAstError $(DEFINES) pipeline || status=1; \
	clang-tidy --quiet --warnings-as-errors='*' $(LIB_SOURCES) $(CLI_SOURCES) -- \
	    -std=c17 $(DEFINES) $(PKG_CFLAGS) 2>/dev/null || status=1; \
	clang-format --dry-run --Werror $(LIB_SOURCES) $(CLI_SOURCES) $(UNIT_SOURCES) \
	    $(sort $(wildcard pipeline/*.h pipeline/*/*.h pipeline/*/*/*.h)) || status=1; \
	exit $$status

# ---- installation ----

MAN_PAGES := $(sort $(wildcard man/*.1 man/*.3 man/*.5 doc/man/*.1 doc/man/*.3 doc/man/*.5))

install: programs
	install -d '$(DESTDIR)$(BINDIR)' '$(DESTDIR)$(LIBDIR)/pkgconfig' '$(DESTDIR)$(INCLUDEDIR)'
	install -m 755 $(BUILD)/teipipe '$(DESTDIR)$(BINDIR)/teipipe'
	install -m 644 $(BUILD)/libteipipe.a '$(DESTDIR)$(LIBDIR)/libteipipe.a'
	install -m 755 $(BUILD)/$(SHARED) '$(DESTDIR)$(LIBDIR)/$(SHARED)'
	ln -sf $(SHARED) '$(DESTDIR)$(LIBDIR)/libteipipe.so.$(SOVERSION)'
	ln -sf libteipipe.so.$(SOVERSION) '$(DESTDIR)$(LIBDIR)/libteipipe.so'
	install -m 644 pipeline/teipipe.h '$(DESTDIR)$(INCLUDEDIR)/teipipe.h'
	install -d '$(DESTDIR)$(DATADIR)'
	install -m 755 pipeline/tools/slurm-build.sh '$(DESTDIR)$(DATADIR)/slurm-build.sh'
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCLUDEDIR)' '' \
	    'Name: teipipe' 'Description: transcriptions to TEI P5, TEI checked and published' \
	    'Version: $(VERSION)' 'Requires.private: $(filter-out libmicrohttpd libzip,$(MODULES))' 'Libs: -L$${libdir} -lteipipe' \
	    'Libs.private: -lmicrohttpd -lzip -lcmark-gfm-extensions -lstemmer -lm -pthread' \
	    'Cflags: -I$${includedir}' >'$(DESTDIR)$(LIBDIR)/pkgconfig/teipipe.pc'
	@for page in $(MAN_PAGES); do \
	    section=$${page##*.}; install -d "$(DESTDIR)$(MANDIR)/man$$section" && \
	    install -m 644 "$$page" "$(DESTDIR)$(MANDIR)/man$$section/" || exit 1; done

uninstall:
	rm -f '$(DESTDIR)$(BINDIR)/teipipe' '$(DESTDIR)$(LIBDIR)/libteipipe.a' \
	    '$(DESTDIR)$(LIBDIR)/$(SHARED)' '$(DESTDIR)$(LIBDIR)/libteipipe.so.$(SOVERSION)' \
	    '$(DESTDIR)$(LIBDIR)/libteipipe.so' '$(DESTDIR)$(INCLUDEDIR)/teipipe.h' \
	    '$(DESTDIR)$(LIBDIR)/pkgconfig/teipipe.pc' '$(DESTDIR)$(DATADIR)/slurm-build.sh'
	@for page in $(MAN_PAGES); do rm -f "$(DESTDIR)$(MANDIR)/man$${page##*.}/$${page##*/}"; done

clean:
	rm -rf $(BUILD)
