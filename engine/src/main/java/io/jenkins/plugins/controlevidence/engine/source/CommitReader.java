package io.jenkins.plugins.controlevidence.engine.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Instant;
import java.util.Arrays;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.util.RawParseUtils;

/**
 * Reads what a commit says of itself, whatever it says. Commits in the wild have no author, dates beyond the end of time,
 * encodings that do not exist and bytes that are no text; such a commit is still a change and must be counted, so nothing here
 * fails. JGit's own parser throws at a date that no {@link Instant} can hold, and decodes stray bytes differently from one
 * machine to the next.
 */
final class CommitReader {
    static final int MAX_SUBJECT = 200;
    private static final int MAX_MESSAGE = 1 << 16;

    /** The last second of the year 9999, after which RFC 3339 has no times. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    private static final Person NOBODY = new Person("", "");

    private final byte[] raw;
    private final Charset charset;

    private CommitReader(byte[] raw) {
        this.raw = raw;
        this.charset = charset(raw);
    }

    /**
     * Reads one.
     *
     * @param commit a commit with its body
     * @return what it says; a time that is no time is 1970-01-01T00:00:00Z, as git has it
     */
    static Commit read(RevCommit commit) {
        byte[] raw = commit.getRawBuffer();
        CommitReader reader = new CommitReader(raw);
        int author = RawParseUtils.author(raw, 0);
        int committer = RawParseUtils.committer(raw, 0);
        return new Commit(
                commit.name(),
                Arrays.stream(commit.getParents()).map(RevCommit::name).toList(),
                reader.person(author),
                reader.time(author),
                reader.person(committer),
                reader.time(committer),
                reader.subject());
    }

    /** The whole message, or its first {@value #MAX_MESSAGE} bytes. */
    static String message(RevCommit commit) {
        byte[] raw = commit.getRawBuffer();
        int start = RawParseUtils.commitMessage(raw, 0);
        return start < 0 ? "" : new CommitReader(raw).decode(start, Math.min(raw.length, start + MAX_MESSAGE));
    }

    private Person person(int start) {
        if (start < 0) {
            return NOBODY;
        }
        int end = lineEnd(start);
        int open = indexOf('<', start, end);
        if (open == end) {
            return new Person(decode(start, end).strip(), "");
        }
        int close = indexOf('>', open, end);
        return new Person(decode(start, open).strip(), decode(open + 1, close).strip());
    }

    private Instant time(int start) {
        if (start < 0) {
            return Instant.EPOCH;
        }
        int end = lineEnd(start);
        int at = end;
        while (at > start && raw[at - 1] != '>') {
            at--;
        }
        while (at < end && raw[at] == ' ') {
            at++;
        }
        long seconds = 0;
        for (; at < end && raw[at] >= '0' && raw[at] <= '9' && seconds <= MAX_SECONDS; at++) {
            seconds = seconds * 10 + raw[at] - '0';
        }
        return seconds > MAX_SECONDS ? Instant.EPOCH : Instant.ofEpochSecond(seconds);
    }

    private String subject() {
        int start = RawParseUtils.commitMessage(raw, 0);
        if (start < 0) {
            return "";
        }
        while (start < raw.length && (raw[start] == '\n' || raw[start] == '\r')) {
            start++;
        }
        String line = decode(start, lineEnd(start)).strip();
        if (line.length() <= MAX_SUBJECT) {
            return line;
        }
        int cut = Character.isHighSurrogate(line.charAt(MAX_SUBJECT - 1)) ? MAX_SUBJECT - 1 : MAX_SUBJECT;
        return line.substring(0, cut);
    }

    private int lineEnd(int start) {
        return indexOf('\n', start, raw.length);
    }

    private int indexOf(char wanted, int start, int end) {
        for (int i = start; i < end; i++) {
            if (raw[i] == wanted) {
                return i;
            }
        }
        return end;
    }

    /** In the commit's own encoding, else UTF-8, else byte for byte: the same on every machine. */
    private String decode(int start, int end) {
        for (Charset candidate : new Charset[] {charset, StandardCharsets.UTF_8}) {
            try {
                return candidate
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(raw, start, end - start))
                        .toString();
            } catch (CharacterCodingException e) {
                continue; // not in this encoding: the next one
            }
        }
        return new String(raw, start, end - start, StandardCharsets.ISO_8859_1);
    }

    private static Charset charset(byte[] raw) {
        try {
            return RawParseUtils.parseEncoding(raw);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8; // an encoding that does not exist says nothing
        }
    }
}
