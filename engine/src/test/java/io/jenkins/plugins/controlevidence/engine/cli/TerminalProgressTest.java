package io.jenkins.plugins.controlevidence.engine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final TerminalProgress progress =
            new TerminalProgress(new PrintStream(terminal, true, StandardCharsets.UTF_8), clock::get);

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isSilentDuringTheFirstSecond() {
        progress.update("reading", 0, 100, "blobs");
        clock.set(900_000_000L);
        progress.update("reading", 50, 100, "blobs");
        assertEquals("", shown());
        clock.set(1_100_000_000L);
        progress.update("reading", 60, 100, "blobs");
        assertTrue(shown().contains("reading  60 of 100 (60%) blobs"), shown());
    }

    @Test
    void tellsRateAndTimeLeft() {
        assertEquals(
                "reading  1,000 of 4,000 (25%) blobs  100/s  0:30 left",
                TerminalProgress.line("reading", 1000, 4000, "blobs", 10));
        assertEquals("copying  5.0 MB  1.0 MB/s", TerminalProgress.line("copying", 5_000_000, -1, "bytes", 5));
    }

    @Test
    void wipesItsLine() {
        progress.update("reading", 0, 10, "files");
        clock.set(2_000_000_000L);
        progress.update("reading", 5, 10, "files");
        progress.clear();
        assertTrue(shown().endsWith(" \r"), shown());
    }
}
