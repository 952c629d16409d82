"""Notes that cost a careless reader of Markdown seconds."""

BOMBS = {
    "[": "[" * 50_000,
    "![": "![" * 30_000,
    "[a](": "[a](" * 16_000,
    "![](": "![](" * 16_000,
    "*a **a ": "*a **a " * 9_000,
    "backticks": " ".join("`" * count for count in range(1, 350)),
    "> ": "> " * 32_000,
    "- - ": "- " * 32_000,
    "<": "<" * 64_000,
    "columns": "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|b\n" * 500,
    "rows": "|a" * 12 + "|\n" + "|-" * 12 + "|\n" + "|b\n" * 16_000,
    "stairs": "".join(" " * (2 * step) + "- a\n" for step in range(200)),
    "too long": "[" * 256_000,
    "internal": ":::intern\n" * 6_000,
}
