# make install, and a program that uses the library.
. "$ROOT/tests/lib.sh"

[ "$SLOW" = yes ] || exit 0
check 'make install' make -s -C "$ROOT" install BUILD="${TEIPIPE%/teipipe}" DESTDIR="$WORK/root" PREFIX=/usr
for file in bin/teipipe lib/libteipipe.a lib/libteipipe.so include/teipipe.h lib/pkgconfig/teipipe.pc share/teipipe/slurm-build.sh; do
    check "$file is there" test -e "root/usr/$file"
done
expect 'the installed program runs' 0 - root/usr/bin/teipipe version
cat >use.c <<'X'
#include <stdio.h>
#include <string.h>
#include <teipipe.h>

int main(int argc, char **argv)
{
    struct teipipe *t = teipipe_new(NULL);
    const char *const files[] = {argv[1]};
    struct teipipe_diagnostic d;
    enum teipipe_status status;

    if (argc != 2 || !t || strcmp(teipipe_version(), TEIPIPE_VERSION) != 0)
        return 9;
    status = teipipe_validate(t, files, 1, NULL);
    for (size_t i = 0; teipipe_diagnostic(t, 0, i, &d); i++)
        printf("%zu:%zu %s %s\n", d.line, d.column, d.code, d.path ? d.path : "-");
    teipipe_free(t);
    return (int)status;
}
X
sed "s,^prefix=.*,prefix=$WORK/root/usr," root/usr/lib/pkgconfig/teipipe.pc |
    sed "s,^libdir=.*,libdir=$WORK/root/usr/lib,; s,^includedir=.*,includedir=$WORK/root/usr/include," >teipipe.pc
tei '<p><foo/></p>' >bad.xml
for link in '' --static; do
    # shellcheck disable=SC2046
    if [ -z "$link" ]; then
        check 'a program with the shared library' ${CC:-cc} -std=c17 -Wall -Werror -o use use.c \
            $(PKG_CONFIG_PATH=$WORK pkg-config --cflags --libs teipipe)
        expect 'it runs' 1 - env LD_LIBRARY_PATH="$WORK/root/usr/lib" ./use bad.xml
    else
        check 'a program with the static library' ${CC:-cc} -std=c17 -Wall -Werror -o use use.c \
            -I"$WORK/root/usr/include" "$WORK/root/usr/lib/libteipipe.a" \
            $(PKG_CONFIG_PATH=$WORK pkg-config --static --libs teipipe | sed 's/-lteipipe//')
        expect 'it runs, too' 1 - ./use bad.xml
    fi
    check "what it says $link" grep -q '^5:4 element-unknown /TEI\[1\]/text\[1\]/body\[1\]/p\[1\]/foo\[1\]$' out
done
check 'only the API is visible' sh -c "! nm -D --defined-only root/usr/lib/libteipipe.so | awk '{ print \$3 }' | grep -v '^teipipe_'"
check 'a C++ compiler takes the header' sh -c 'command -v c++ >/dev/null || exit 0; echo "#include <teipipe.h>" | c++ -fsyntax-only -x c++ -I root/usr/include -'
check 'make uninstall' make -s -C "$ROOT" uninstall DESTDIR="$WORK/root" PREFIX=/usr
check 'nothing is left' sh -c '! find root -type f -o -type l | grep .'
