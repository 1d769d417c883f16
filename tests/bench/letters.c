/*
 * letters.c - documents to measure the encoder with, of several kinds and languages.
 *
 * usage: letters FOLDER COUNT BYTES   COUNT documents of about BYTES each
 *        letters -1 FILE BYTES KIND   one document; KIND: telegram, ..., or line (one paragraph, no
 *                                     line breaks)
 *
 * The same arguments give the same bytes. Names, dates, brackets and shelfmarks stand as close
 * together as in editions of diplomatic papers: about one in twelve words.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct words {
    const char *const *v;
    size_t n;
};
#define WORDS(...)                                                                                 \
    {                                                                                              \
        (const char *const[]){__VA_ARGS__},                                                        \
            sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *)                            \
    }

static const struct {
    struct words plain, marked;
    const char *stop, *space;
} languages[] = {
    {WORDS("the", "of", "and", "to", "in", "that", "question", "talks", "delegation", "has", "been",
           "our", "with", "side", "proposal", "considers", "necessary", "transport", "railway",
           "agreement", "would", "also", "coal", "delivery", "they", "said", "not", "before",
           "matter", "government", "officers", "trade", "shall", "for", "which"),
     WORDS("Mao Zedong", "Zhou Enlai", "Com. Stalin", "25 January 1950", "on 3 March", "[...]",
           "Moscow", "Peking", "12 July 1951", "[Liu] Shaoqi", "at 10:30 a.m.", "Kim Il Sung",
           "the Soviet Union", "$300,000", "Mr. Acheson", "[illegible]", "10/14/50", "Korea",
           "Vyshinsky", "14 [February]", "North Manchuria", "(see above)", "\"friendship\""),
     ". ", " "},
    {WORDS("и", "в", "что", "по", "на", "вопросу", "правительство", "считает", "необходимым",
           "делегация", "поставки", "угля", "соглашение", "было", "также", "переговоры", "сторона",
           "может", "не", "о", "с", "этого", "железной", "дороги", "просит", "будет"),
     WORDS("Мао Цзэдуна", "Чжоу Эньлаем", "тов. Сталину", "25 января 1950 г.", "21 июля", "[...]",
           "в Москве", "Пекин", "22.7.51 г.", "Ким Ир Сен", "10 часов", "СССР", "Корее",
           "Вышинский", "8.II.1950"),
     ". ", " "},
    {WORDS("我们", "认为", "这个", "问题", "应当", "同意", "谈判", "代表团", "政府", "已经", "关于",
           "贸易", "协定", "可以", "以后", "但是", "他们", "提出", "必须", "各项"),
     WORDS("毛泽东", "周恩来", "斯大林", "一九五〇年一月五日", "一月五日下午九时", "莫斯科", "北京",
           "（略）", "〔1〕", "朝鲜", "1950年2月14日", "苏联"),
     "。", ""},
};
enum { ENGLISH, RUSSIAN, CHINESE };

static uint64_t state;

static size_t pick(size_t n)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (size_t)(state >> 33) % n;
}

struct out {
    FILE *file;
    size_t written;
};

static void put(struct out *o, const char *text)
{
    o->written += strlen(text);
    if (fputs(text, o->file) == EOF)
        exit(2);
}

static void sentence(struct out *o, int language)
{
    size_t n = 8 + pick(18);

    for (size_t i = 0; i < n; i++) {
        const struct words *w = pick(12) ? &languages[language].plain : &languages[language].marked;
        if (i)
            put(o, languages[language].space);
        put(o, w->v[pick(w->n)]);
    }
    put(o, languages[language].stop);
}

static void paragraphs(struct out *o, int language, size_t bytes)
{
    size_t end = o->written + bytes;

    while (o->written < end) {
        for (size_t n = 2 + pick(4); n; n--)
            sentence(o, language);
        put(o, "\n\n");
    }
}

static void page(struct out *o, const char *title, const char *original)
{
    put(o, "January 5, 1950\n\n");
    put(o, title);
    put(o, "\n\nCitation:\n\n\xe2\x80\x9c");
    put(o, title);
    put(o, ",\xe2\x80\x9d January 5, 1950, Example Digital Archive, AVPRF, f. 0100, op. 43, d. 9, "
           "pap. 302, ll. 30-32. Translated by J. Exemplar.\n\n<https://example.org/0001>\n\n"
           "Summary:\n\n");
    sentence(o, ENGLISH);
    put(o, "\n\nOriginal Language:\n\n");
    put(o, original);
    put(o, "\n\nContents:\n\n- English Translation\n- Scan of Original\n\n");
}

static void telegram(struct out *o, size_t bytes)
{
    page(o, "Telegram No. 112, Roshchin to Vyshinsky", "Russian");
    put(o, "TOP SECRET\n\nCopy No. 2\n\nFrom Peking\n\nTo Com. VYSHINSKY\n\n");
    paragraphs(o, ENGLISH, bytes);
    put(o, "ROSHCHIN\n\n5 January 1950\n\nOne copy typed - to the file\n");
}

static void russian(struct out *o, size_t bytes)
{
    put(o, "Строго секретно\n\nИз Пекина № 112\n\nВЫШИНСКОМУ\n\n");
    paragraphs(o, RUSSIAN, bytes);
    put(o, "Н. Рощин\n\n5 января 1950 г.\n\nОтпечатано 2 экз.\n\nВерно: Иванова\n");
}

static void chinese(struct out *o, size_t bytes)
{
    put(o, "关于谈判问题给周恩来的电报\n\n（一九五〇年一月五日）\n\n恩来同志：\n\n");
    paragraphs(o, CHINESE, bytes);
    put(o, "毛泽东\n\n一月五日下午九时\n\n注　释\n\n〔1〕斯大林，时任苏联部长会议主席。\n");
}

static void letter(struct out *o, size_t bytes)
{
    put(o, "Embassy of Example\nMoscow\n\n5 January 1950\n\nDear Mr. Minister,\n\n");
    paragraphs(o, ENGLISH, bytes);
    put(o, "Yours sincerely,\n\nJ. Exemplar\nAmbassador\n");
}

static void memorandum(struct out *o, size_t bytes)
{
    put(o, "SECRET\n\nMemorandum of Conversation\n\nDate: January 5, 1950\n\nPlace: Washington\n\n"
           "Subject: Trade\n\nParticipants: Mr. Acheson\nMr. Exemplar\n\n");
    for (size_t i = 0, end = o->written + bytes; o->written < end; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, "%zu. ", i + 1);
        put(o, number);
        paragraphs(o, ENGLISH, 300);
    }
    put(o, "D. A.\n");
}

static void treaty(struct out *o, size_t bytes)
{
    put(o, "TREATY OF FRIENDSHIP BETWEEN EXAMPLE AND SPECIMEN\n\n");
    paragraphs(o, ENGLISH, 300);
    for (size_t i = 0, end = o->written + bytes; o->written < end; i++) {
        char number[32];
        (void)snprintf(number, sizeof number, "Article %zu\n\n", i + 1);
        put(o, number);
        paragraphs(o, ENGLISH, 400);
    }
    put(o, "Done at Moscow on 14 February 1950 in two copies.\n\nFor the Government of Example\n\n"
           "A. VALE\n\nFor the Government of Specimen\n\nB. LUND\n");
}

static void press(struct out *o, size_t bytes)
{
    put(o, "Talks end in Moscow\n\n2013-07-27 10:00 BJT\n\nMOSCOW, Jan. 5 (Xinhua) --\n\n");
    paragraphs(o, ENGLISH, bytes);
}

static void markdown(struct out *o, size_t bytes)
{
    put(o, "---\ntitle: From a diary\ndate: 1950-01-05\nsender: J. Exemplar\n---\n\n# From a "
           "diary\n\n");
    for (size_t end = o->written + bytes; o->written < end;) {
        put(o, "## 5 January\n\n**Moscow.** ");
        paragraphs(o, ENGLISH, 500);
        put(o, "- ");
        sentence(o, ENGLISH);
        put(o, "\n- *");
        sentence(o, ENGLISH);
        put(o, "*\n\n| who | when |\n|---|---|\n| Mao Zedong | 5 January |\n\n> ");
        sentence(o, RUSSIAN);
        put(o, "\n\n");
    }
}

static void line(struct out *o, size_t bytes)
{
    while (o->written < bytes)
        sentence(o, ENGLISH);
    put(o, "\n");
}

static const struct {
    const char *name, *ext;
    void (*write)(struct out *o, size_t bytes);
    size_t around; /* bytes that are not of its paragraphs */
} kinds[] = {
    {"telegram", "txt", telegram, 1000},
    {"russian", "txt", russian, 400},
    {"chinese", "txt", chinese, 400},
    {"letter", "txt", letter, 300},
    {"memorandum", "txt", memorandum, 400},
    {"treaty", "txt", treaty, 1000},
    {"press", "txt", press, 300},
    {"markdown", "md", markdown, 600},
    {"line", "txt", line, 0},
};
enum { KINDS = sizeof kinds / sizeof *kinds, LETTERS = KINDS - 1 };

static void write_one(const char *path, size_t kind, size_t bytes, size_t seed)
{
    struct out o = {fopen(path, "w"), 0};

    if (!o.file) {
        perror(path);
        exit(2);
    }
    state = 0x9E3779B97F4A7C15u + seed;
    kinds[kind].write(&o, bytes > kinds[kind].around ? bytes - kinds[kind].around : 0);
    if (fclose(o.file) != 0)
        exit(2);
}

int main(int argc, char **argv)
{
    char path[4096];
    size_t n, bytes;

    if (argc == 5 && strcmp(argv[1], "-1") == 0) {
        for (size_t i = 0; i < KINDS; i++)
            if (strcmp(argv[4], kinds[i].name) == 0) {
                write_one(argv[2], i, strtoul(argv[3], NULL, 10), 0);
                return 0;
            }
    }
    if (argc != 4) {
        (void)fputs("usage: letters FOLDER COUNT BYTES | letters -1 FILE BYTES KIND\n", stderr);
        return 2;
    }
    n = strtoul(argv[2], NULL, 10);
    bytes = strtoul(argv[3], NULL, 10);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(path, sizeof path, "%s/%05zu-%s.%s", argv[1], i, kinds[i % LETTERS].name,
                       kinds[i % LETTERS].ext);
        write_one(path, i % LETTERS, bytes, i);
    }
    return 0;
}
