package io.jenkins.plugins.controlevidence.engine.scan.secrets.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveAllowanceTest {
    /** Each is small enough for itself. */
    @Test
    void theArchivesOfAScanAreBoundedTogether() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[1 << 20]);
        }
        ArchiveAllowance allowance = new ArchiveAllowance(5 << 20);
        List<List<String>> notes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            notes.add(Archive.read(
                    bytes.size(), new ByteArrayInputStream(bytes.toByteArray()), allowance, (path, content) -> {}));
        }
        assertEquals(List.of(List.of(), List.of(), List.of(), List.of(), List.of()), notes.subList(0, 5));
        assertEquals(
                List.of("not read to its end, because the archives of this scan unpack to more than 5 MB in all"),
                notes.get(5));
    }
}
