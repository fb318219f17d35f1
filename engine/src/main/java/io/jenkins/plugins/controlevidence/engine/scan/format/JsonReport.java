package io.jenkins.plugins.controlevidence.engine.scan.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens JSON (RFC 8259) that nobody vouches for: limits of {@link ReportLimits}, no name twice in one object, no bytes that are
 * not of the encoding. The encoding is UTF-8 or UTF-16, told by a byte order mark or else by where the zero bytes are, as
 * Windows shells write the latter.
 */
public final class JsonReport {
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(ReportLimits.JSON)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
            .build();

    /** Works on an open report. */
    @FunctionalInterface
    public interface Work {
        /**
         * Reads what it needs.
         *
         * @param parser stands before the first token
         * @throws IOException if the report is broken or cannot be read
         */
        void on(JsonParser parser) throws IOException;
    }

    private JsonReport() {}

    /**
     * Does something with a report.
     *
     * @param file the report
     * @param work what to do; need not read to the end
     * @throws BrokenReportException if the bytes are no JSON within the limits, or if {@code work} finds it broken
     * @throws IOException if the file cannot be read
     */
    public static void read(Path file, Work work) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                Reader text = decode(bytes);
                JsonParser parser = new CountingParser(FACTORY.createParser(text))) {
            work.on(parser);
        } catch (CharacterCodingException e) {
            throw new BrokenReportException("holds bytes that are not of its encoding (UTF-8 or UTF-16)");
        } catch (StreamConstraintsException e) {
            throw new BrokenReportException(
                    "goes beyond a limit of size or depth " + place(e) + ": " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            String original = e.getOriginalMessage();
            boolean duplicate = original != null && original.startsWith("Duplicate");
            throw new BrokenReportException(
                    (duplicate ? "has a name twice in one object " : "is cut off or not JSON ") + place(e));
        }
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null
                ? "at its beginning"
                : "at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    /**
     * Reads text in UTF-8 or UTF-16, by its byte order mark or its zero bytes, without that mark.
     *
     * @param bytes the text; supports marks
     * @return a reader that throws {@link CharacterCodingException} for bytes that are not of the encoding
     * @throws IOException if it cannot be read
     */
    public static Reader decode(InputStream bytes) throws IOException {
        bytes.mark(4);
        byte[] head = bytes.readNBytes(4);
        bytes.reset();
        Charset charset = StandardCharsets.UTF_8;
        int mark = 0;
        if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
            mark = 3;
        } else if (startsWith(head, 0xFE, 0xFF)) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (startsWith(head, 0xFF, 0xFE)) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (head.length >= 2 && head[0] == 0 && head[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (head.length >= 2 && head[0] != 0 && head[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        bytes.skipNBytes(mark);
        return new InputStreamReader(
                bytes,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    private static boolean startsWith(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
