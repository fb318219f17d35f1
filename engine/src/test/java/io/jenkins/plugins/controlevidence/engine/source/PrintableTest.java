package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PrintableTest {
    @Test
    void leavesWordsOfAnyLanguageAlone() {
        assertEquals("src/Größe 日本/\uD83D\uDE00.txt", Printable.of("src/Größe 日本/\uD83D\uDE00.txt"));
    }

    @Test
    void spellsOutWhatCouldForgeALine() {
        assertEquals(
                "a\\u{a}b\\u{1b}[2J\\u{202e}\\u{2028}\\u{d800}\\u{85}",
                Printable.of("a\nb\u001b[2J\u202e\u2028" + (char) 0xD800 + "\u0085"));
    }
}
