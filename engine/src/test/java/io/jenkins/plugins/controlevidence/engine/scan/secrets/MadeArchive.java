package io.jenkins.plugins.controlevidence.engine.scan.secrets;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives of every kind that is read, made for a test. */
final class MadeArchive {
    private MadeArchive() {}

    static byte[] zip(String name, byte[] content) throws IOException {
        return zip(Map.of(name, content));
    }

    static byte[] zip(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    /** As POSIX has it; a name of more than 100 characters comes before as an entry of its own, as GNU has it. */
    static byte[] tar(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (name.length() > 100) {
            bytes.write(entry("././@LongLink", 'L', (name + "\0").getBytes(StandardCharsets.US_ASCII)));
        }
        bytes.write(entry(name.substring(0, Math.min(100, name.length())), '0', content));
        bytes.write(new byte[1024]);
        return bytes.toByteArray();
    }

    private static byte[] entry(String name, char type, byte[] content) {
        byte[] bytes = new byte[512 + (content.length + 511) / 512 * 512];
        put(bytes, 0, name);
        put(bytes, 100, "0000644");
        put(bytes, 124, String.format(Locale.ROOT, "%011o", content.length));
        put(bytes, 148, "        ");
        bytes[156] = (byte) type;
        put(bytes, 257, "ustar\00000");
        int sum = 0;
        for (byte b : Arrays.copyOf(bytes, 512)) {
            sum += b & 0xff;
        }
        put(bytes, 148, String.format(Locale.ROOT, "%06o\0 ", sum));
        System.arraycopy(content, 0, bytes, 512, content.length);
        return bytes;
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, bytes, at, ascii.length);
    }

    /** A zip that says that its entry is encrypted. */
    static byte[] encrypted(String name, byte[] content) throws IOException {
        byte[] bytes = zip(name, content);
        bytes[6] |= 1;
        return bytes;
    }

    /** A notebook with a cell of such lines. */
    static byte[] notebook(List<String> lines) throws IOException {
        Map<String, Object> cell = new LinkedHashMap<>();
        cell.put("cell_type", "code");
        cell.put("source", lines.stream().map(line -> line + "\n").toList());
        return new ObjectMapper().writeValueAsBytes(Map.of("cells", List.of(cell)));
    }
}
