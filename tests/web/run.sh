# The pages of an edition in a real browser, by file://, and by the Nu HTML checker.
#
# playwright-core, axe-core and vnu-jar come from npm, into a folder of the build; the browser is
# Debian's. What is missing is skipped by name. WEB_SHOTS=FOLDER keeps the screenshots.
. "$ROOT/tests/lib.sh"

[ "$SLOW" = yes ] || exit 0
tools=$BUILD/web
if have node && have npm; then
    if ! cmp -s "$ROOT/tests/web/package.json" "$tools/package.json" || [ ! -d "$tools/node_modules/vnu-jar" ]; then
        rm -rf "$tools" && mkdir -p "$tools" && cp "$ROOT/tests/web/package.json" "$tools/" &&
            npm install --prefix "$tools" --no-audit --no-fund --ignore-scripts >npm.log 2>&1 ||
            rm -f "$tools/package.json"
    fi
fi

"$TEIPIPE" build -q "$ROOT/corpus" -o edition || exit 1
"$TEIPIPE" transform -q -p names-base=./ --to html -o single "$ROOT"/tests/xslt/html/[a-df-z]*.xml || exit 1
if [ -n "$SHARED" ]; then
    play=$(ls "$SHARED"/bench/plays/*.xml | head -1)
    "$TEIPIPE" transform -q --to html -o single "$play" || exit 1
fi
# the parts that pages load are none themselves
find edition/html single -name '*.html' ! -path '*/search/*' | sort >pages

if ! have java || [ ! -f "$tools/node_modules/vnu-jar/build/dist/vnu.jar" ]; then
    skip 'the Nu HTML checker finds nothing' 'java or vnu-jar is not there'
else
    # shellcheck disable=SC2046 # no name has a blank
    check 'the Nu HTML checker finds nothing' java -Xss2m -jar "$tools/node_modules/vnu-jar/build/dist/vnu.jar" \
        --Werror $(cat pages)
fi

if ! have node || ! have chromium || [ ! -d "$tools/node_modules/playwright-core" ] ||
    [ ! -d "$tools/node_modules/axe-core" ]; then
    skip 'the pages in a browser' 'node, chromium, playwright-core or axe-core is not there'
else
    WEB_TOOLS=$tools/node_modules timeout 900 node "$ROOT/tests/web/browser.mjs" pages 2>browser.err
    [ $? -le 1 ] || not_ok 'the browser could be driven' "$(tail -20 browser.err)"
fi
