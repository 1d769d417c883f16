# The facts of a file, "EXPRESSION => RESULT", each beside what the engine gave: facts.awk FACTS RESULTS. Of an error the
# code alone is compared, and the text where there is one after it ("CODE: TEXT" with a part of the message).
function is_code(s) { return s ~ /^[A-Z][A-Z][A-Z][A-Z][0-9][0-9][0-9][0-9]/ }
FNR == NR {
    if ($0 == "" || $0 ~ /^#/)
        next
    at = 0
    for (i = index($0, " => "); i; i = index(substr($0, at + 1), " => "))
        at += i
    expression[++n] = substr($0, 1, at - 1)
    wanted[n] = substr($0, at + 4)
    next
}
{
    m++
    same = $0 == wanted[m]
    if (is_code(wanted[m]) && is_code($0))
        same = substr($0, 1, 8) == substr(wanted[m], 1, 8) && index($0, substr(wanted[m], 11)) > 0
    if (!same) {
        bad++
        printf "# %s\n#   wanted: %s\n#   got:    %s\n", expression[m], wanted[m], $0
    }
}
END {
    if (n != m)
        printf "# %d facts, %d results\n", n, m
    if (bad || n != m || !n)
        exit 1
    print n
}
