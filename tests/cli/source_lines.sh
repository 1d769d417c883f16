# A fault of the TEI is reported at the line of the transcription that it came from, wherever in the
# document that is. The faults are made by a schema that forbids some elements.
. "$ROOT/tests/lib.sh"

mkdir e
printf 'schema: own.rnc\n' >e/teipipe.yaml
cat >e/own.rnc <<'END'
default namespace = "http://www.tei-c.org/ns/1.0"
start = any
any =
  element * - (cell | gap | persName | name | placeName | item | quote | signed | salute | supplied | abstract | term | ref |
               catRef | note | figure | hi) {
    attribute * { text }*,
    (text | any)*
  }
END
cat >e/a.md <<'END'
---
title: Letter from the coast
date: 1950-01-05
sender: J. Exemplar
place: Example City
summary: What it says.
classification: Secret
own-key: a note
---

# Letter from the coast

Dear Sir,

The first line of the text,
the second line with [...] in it,
and the third with [Liu] and a word.

| who | when |
|-----|------|
| one | two  |
| three | four |

- first item
- second item

> quoted words,
> more

A *stressed* word, and a note.[^1]

[Stamp: RECEIVED]

[^1]: The note.

Yours sincerely,

J. Exemplar
END
cat >e/b.txt <<'END'
May 1, 1952

Telegram, Vale to Lund

Citation:

"Telegram, Vale to Lund," May 1, 1952, Example Archive, box 3.

Summary:

The charts are wanted.

Credits:

Made possible by the Example Fund.

Original Language:

Russian

Contents:

- English Translation

TOP SECRET

To Com. LUND

The charts [...] are wanted.

VALE
END
run "$TEIPIPE" build e -o o --no-excerpt
check 'there are faults' test "$status" -eq 1

# at FILE LINE ELEMENT WHAT: is the element reported there?
at() {
    check "$4: line $2" grep -q "^e/$1:$2:1: error: the schema knows no element '$3'" err
}
at a.md 4 persName 'the sender in the front matter'
at a.md 5 placeName 'the place in the front matter'
at a.md 6 abstract 'the summary'
at a.md 7 term 'the classification'
at a.md 8 note 'a key of its own'
at a.md 1 catRef 'what the header concludes'
at a.md 13 salute 'the salutation'
at a.md 16 gap 'the second line of a paragraph'
at a.md 17 supplied 'the third line'
at a.md 19 cell 'the head row of a table'
at a.md 21 cell 'a row'
at a.md 22 cell 'another row'
at a.md 24 item 'an item'
at a.md 27 quote 'a quotation'
at a.md 30 hi 'emphasis'
at a.md 30 ref 'the mark of a note'
at a.md 36 salute 'the farewell'
at a.md 38 signed 'the signature'
at b.txt 3 name 'a sender in a title'
at b.txt 9 abstract 'a summary behind a caption'
at b.txt 15 note 'credits'
at b.txt 25 term 'a classification in the text'
at b.txt 29 gap 'a gap'
at b.txt 31 signed 'a signature of one line'
check 'no line that does not exist' awk -F: '$1 == "e/b.txt" && $2 > 31 { exit 1 }' err
