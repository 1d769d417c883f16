# The command line: options, operands, help.
. "$ROOT/tests/lib.sh"

tei >a.xml

expect 'no command' 2 'no command was given' "$TEIPIPE"
expect 'unknown command, with the nearest' 2 "did you mean 'validate'" "$TEIPIPE" validat a.xml
expect 'unknown option, with the nearest' 2 "did you mean '--report'" "$TEIPIPE" validate a.xml --repot json
expect 'unknown short option' 2 "no option '-z'" "$TEIPIPE" validate -z a.xml
expect 'option without its value' 2 'lacks its value' "$TEIPIPE" validate a.xml --schema
expect 'short option without its value' 2 "'-j' lacks its value" "$TEIPIPE" validate a.xml -j
expect 'value for an option that takes none' 2 'takes no value' "$TEIPIPE" validate a.xml --quiet=yes
expect 'ambiguous abbreviation' 2 "could be '--schema' or '--schematron'" "$TEIPIPE" validate a.xml --schem=x
expect 'option of another command' 2 "takes no option '--to'" "$TEIPIPE" validate a.xml --to html
for jobs in 0 -1 2x 1e3 '' 99999999999999999999; do
    expect "jobs '$jobs' refused" 2 'takes a number from 1 to' "$TEIPIPE" validate a.xml --jobs="$jobs"
done
expect 'colour word refused, with the nearest' 2 "did you mean 'always'" "$TEIPIPE" validate a.xml --color=alway
expect 'missing operand' 2 'FILE|DIR' "$TEIPIPE" validate
expect 'too many operands' 2 'DIR' "$TEIPIPE" init a b
expect 'quiet and verbose' 2 'contradict' "$TEIPIPE" validate -qv a.xml
expect 'unique abbreviation, value after =' 0 '' "$TEIPIPE" validate --max-e=5 --colo=never a.xml
expect 'clustered short options' 0 - "$TEIPIPE" validate -qj1 a.xml
expect 'options before the command' 0 - "$TEIPIPE" -j 2 -q validate a.xml
expect 'double dash ends the options' 3 '^-q: error' "$TEIPIPE" validate -- -q

expect 'report format, with the nearest' 2 "did you mean 'json'" "$TEIPIPE" validate a.xml --report jason
expect 'a report in SVRL' 3 '0 valid, 1 invalid' "$TEIPIPE" validate gone.xml --report svrl
expect 'two reports on standard output' 2 'more than one thing' "$TEIPIPE" validate a.xml --report json --report sarif
expect 'format, with the nearest' 2 "did you mean 'html'?" "$TEIPIPE" transform a.xml --to htm
expect 'an unknown format, with all there are' 2 'there are html, .*apa, jsonld, cmif' "$TEIPIPE" transform a.xml --to harvard
expect 'a Schematron schema that is missing' 2 "there is no schema 'a.sch'" "$TEIPIPE" validate a.xml --schematron a.sch
expect 'schema convert takes one schema' 2 'one schema and one output' "$TEIPIPE" schema convert a b c
expect 'transform needs a format' 2 'say what to make' "$TEIPIPE" transform a.xml
expect 'format and stylesheet' 2 "can't be given together" "$TEIPIPE" transform a.xml --to html --xslt a.xsl
expect 'parameter without a value' 2 'NAME=VALUE' "$TEIPIPE" transform a.xml --xslt a.xsl -p name
expect 'several documents on standard output' 2 'takes one document' "$TEIPIPE" encode a.txt b.txt -o -
expect 'a build on standard output' 2 'is a folder' "$TEIPIPE" build . -o -

for command in build merge encode validate transform schema init help version; do
    expect "help $command" 0 - "$TEIPIPE" help "$command"
    cp out want
    expect "$command --help" 0 - "$TEIPIPE" "$command" --help
    check "both say the same of $command" cmp out want
    check "help of $command fits a screen" awk 'length > 100 { exit 1 }' out
done
expect 'help' 0 - "$TEIPIPE" help
check 'help fits a screen of 40 lines' awk 'END { exit NR > 40 }' out
expect '--help' 0 - "$TEIPIPE" --help
expect 'help on an unknown command' 2 "did you mean 'build'" "$TEIPIPE" help bild
expect 'version' 0 - "$TEIPIPE" version
check 'version has a number' grep -q '^teipipe [0-9]*\.[0-9]*\.[0-9]*$' out
expect '--version' 0 - "$TEIPIPE" --version
