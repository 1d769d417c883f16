#!/bin/sh
# Find what the build needs, install it where that is possible, and write the compiler's flags.
#
#   configure.sh build OUT.mk     what teipipe needs to be built; stops when something is missing
#   configure.sh check            what its tests can use; never stops: what is missing is skipped there
set -u

# name of a pkg-config module, a program (!name), a file (/path) or a header and library (-lname:header): Debian package
build_needs='
!pkg-config pkg-config
!COMPILER COMPILER
libxml-2.0 libxml2-dev
libxslt libxslt1-dev
libexslt libxslt1-dev
icu-uc libicu-dev
icu-i18n libicu-dev
libcmark-gfm libcmark-gfm-dev
-lcmark-gfm-extensions:cmark-gfm-core-extensions.h libcmark-gfm-extensions-dev
yaml-0.1 libyaml-dev
jansson libjansson-dev
libmicrohttpd libmicrohttpd-dev
libzip libzip-dev
-lstemmer:libstemmer.h libstemmer-dev'
check_needs='
cmocka libcmocka-dev
!xmllint libxml2-utils
!xsltproc xsltproc
!jing jing
!javac default-jdk-headless
/usr/share/java/Saxon-HE.jar libsaxonhe-java
!pandoc pandoc
!biber biber
/usr/share/citation-style-language/styles/apa.csl citation-style-language-styles
/usr/share/citation-style-language/locales/locales-en-US.xml citation-style-language-locales
!chromium chromium
!node nodejs
!npm npm
!slurmctld slurmctld
!slurmd slurmd
!sbatch slurm-client
/usr/bin/python3 python3
/usr/lib/python3/dist-packages/yaml/__init__.py python3-yaml
/usr/lib/python3/dist-packages/jsonschema/__init__.py python3-jsonschema
/usr/lib/python3/dist-packages/junitparser/__init__.py python3-junitparser'

cc=${CC:-cc}
# The compiler is a package as well: gcc, unless another was asked for.
case $cc in
*clang*) compiler=clang ;;
*) compiler='gcc libc6-dev' ;;
esac
build_needs=$(printf '%s' "$build_needs" | sed "s/^!COMPILER .*/!${cc%% *} $compiler/")

# Can it be used? $1: as in the lists above.
have() {
    case $1 in
    !*) command -v "${1#!}" >/dev/null 2>&1 ;;
    /*) [ -f "$1" ] ;;
    -l*)
        header=${1#*:} library=${1%%:*}
        printf '#include <stdio.h>\n#include <%s>\nint main(void) { return 0; }\n' "$header" |
            $cc -x c -o /dev/null - "$library" >/dev/null 2>&1
        ;;
    *.h)
        printf '#include <stdio.h>\n#include <%s>\n' "$1" | $cc -x c -fsyntax-only - >/dev/null 2>&1
        ;;
    *) pkg-config --exists "$1" >/dev/null 2>&1 ;;
    esac
}

# The Debian packages of what is missing.
missing() {
    printf '%s\n' "$1" | while read -r need package; do # PACKAGE may be several
        [ -n "$need" ] || continue
        have "$need" || printf '%s\n' "$package"
    done | sort -u | tr '\n' ' '
}

# Install, as root or by sudo without a password. Returns non-zero where that can't be done.
install_packages() {
    command -v apt-get >/dev/null 2>&1 || return 1
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true >/dev/null 2>&1 || return 1
        as_root='sudo -n'
    fi
    printf 'installing: %s\n' "$*" >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
        >/dev/null 2>&1 && return 0
    # The lists of packages may be old or not there at all.
    $as_root env DEBIAN_FRONTEND=noninteractive sh -c \
        'apt-get update && apt-get install -y --no-install-recommends "$@"' sh "$@" \
        >/dev/null 2>&1 && return 0
    # One that isn't to be had must not keep the others away.
    for package in "$@"; do
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
            "$package" >/dev/null 2>&1
    done
    return 1
}

case ${1:-} in
build)
    packages=$(missing "$build_needs")
    # shellcheck disable=SC2086 # a list of words
    [ -z "$packages" ] || install_packages $packages
    packages=$(missing "$build_needs")
    if [ -n "$packages" ]; then
        printf 'These packages are missing. Install them, then run make again:\n\n' >&2
        printf '    apt-get install %s\n\n' "$packages" >&2
        exit 1
    fi
    modules=$(printf '%s\n' "$build_needs" | awk '$1 !~ /^[!-]|\.h$/ && NF { print $1 }')
    # shellcheck disable=SC2086
    {
        printf 'MODULES = %s\n' "$(printf '%s ' $modules)"
        printf 'PKG_CFLAGS = %s\n' "$(pkg-config --cflags $modules)"
        printf 'PKG_LIBS = %s -lcmark-gfm-extensions -lstemmer -lm\n' "$(pkg-config --libs $modules)"
    } >"$2.new" && mv "$2.new" "$2"
    ;;
check)
    packages=$(missing "$check_needs")
    # shellcheck disable=SC2086
    [ -z "$packages" ] || install_packages $packages ||
        printf 'not installed, their tests will be skipped: %s\n' "$packages" >&2
    exit 0
    ;;
*)
    printf 'usage: %s build OUT.mk | check\n' "$0" >&2
    exit 2
    ;;
esac
