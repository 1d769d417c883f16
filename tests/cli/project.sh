# What holds of the sources themselves.
. "$ROOT/tests/lib.sh"

[ "$SLOW" = yes ] || exit 0
check 'no file includes a layer above it' "$ROOT/pipeline/tools/check_layers.sh"
check 'the version of the library is the header'"'"'s' sh -c \
    "test \"\$(\"$TEIPIPE\" version)\" = \"teipipe \$(sed -n 's/^.define TEIPIPE_VERSION \"\\(.*\\)\"/\\1/p' \"$ROOT/pipeline/teipipe.h\")\""
# The build says what is missing instead of failing somewhere later.
mkdir bin && for tool in sh sed awk sort tr printf grep cat mkdir mv rm id; do
    path=$(command -v $tool) && case $path in /*) ln -sf "$path" bin/ ;; esac
done
expect 'without packages, and no way to install them' 1 'apt-get install .*libxml2-dev' \
    env PATH="$PWD/bin" CC=false sh "$ROOT/pipeline/tools/configure.sh" build config.mk
check 'no half-made configuration' test ! -e config.mk
