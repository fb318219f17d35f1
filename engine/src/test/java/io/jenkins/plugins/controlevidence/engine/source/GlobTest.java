package io.jenkins.plugins.controlevidence.engine.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {
    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, main2, false",
        "release/*, release/1, true",
        "release/*, release/1/2, false",
        "*, a, true",
        "*, a/b, false",
        "**, a/b/c, true",
        "src/**, src/a/b, true",
        "src/**, srcs/a, false",
        "src/, src/a/b, true",
        "src/, src, false",
        "**/test/*, test/a, true",
        "**/test/*, x/y/test/a, true",
        "**/test/*, x/mytest/a, false",
        "a/**/b, a/b, true",
        "a/**/b, a/x/y/b, true",
        "*.java, A.java, true",
        "*.java, Axjava, false",
        "?.c, a.c, true",
        "?.c, /.c, false",
        "a+(b)[c], a+(b)[c], true",
        "a\\b, a\\b, true",
        "ü?, üx, true",
    })
    void matches(String glob, String text, boolean expected) {
        assertEquals(expected, Glob.of(glob).matches(text));
    }
}
